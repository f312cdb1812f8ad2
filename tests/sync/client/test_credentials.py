"""A device proves who it is when it has to, once, and passes on why it could not."""

import base64
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.identifiers import new_id
from sync.client.credentials import DeviceKey, SignedIn, enrol, new_private_key
from sync.client.outcomes import Answer, Busy, Offline, Ok, Reason, Refused, Revoked, Unauthorised
from sync.protocol import paths
from sync.protocol.messages import EnrolResponse, Problem

STALE = Unauthorised(Problem("unauthorized", "words"))


def said(**value: object) -> Ok:
    return Ok(200, msgspec.json.encode(value), {})


class Line:
    """A transport that answers as told and remembers what was asked."""

    def __init__(self, **answers: list[Answer]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, Any, str | None]] = []

    def post(self, path: str, message: bytes, *, token: str | None = None, **_: object) -> Answer:
        self.asked.append((path, msgspec.json.decode(message), token))
        name = {paths.CHALLENGE: "challenge", paths.TOKEN: "token", paths.ENROL: "enrol"}.get(path, "other")
        return self.answers[name].pop(0)

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


PRIVATE = new_private_key()


def signed_in(line: Line, believed: list[str] | None = None) -> SignedIn:
    take = None if believed is None else believed.append
    return SignedIn(line, DeviceKey("d1", PRIVATE), take)  # type: ignore[arg-type]


def tokens(*words: str) -> list[Answer]:
    return [said(token=word, seconds=900, authorities="") for word in words]


def nonces(count: int) -> list[Answer]:
    return [said(nonce=f"n{number}") for number in range(count)]


def test_that_one_token_serves_many_questions() -> None:
    line = Line(challenge=nonces(1), token=tokens("t1"), other=[said(), said()])
    signed = signed_in(line)
    for _ in range(2):
        assert isinstance(signed.post("/x", b"{}"), Ok)
    assert line.paths == [paths.CHALLENGE, paths.TOKEN, "/x", "/x"]
    assert [token for path, _, token in line.asked if path == "/x"] == ["t1", "t1"]


def test_that_the_nonce_is_signed_with_the_key_of_this_device() -> None:
    line = Line(challenge=nonces(1), token=tokens("t1"), other=[said()])
    signed_in(line).post("/x", b"{}")
    shown = line.asked[1][1]
    assert (shown["device_id"], shown["nonce"]) == ("d1", "n0")
    public = Ed25519PrivateKey.from_private_bytes(PRIVATE).public_key()
    public.verify(base64.b64decode(shown["signature"]), paths.TOKEN_MESSAGE + b"n0")


def test_that_a_token_that_is_no_longer_good_is_fetched_anew_and_the_question_asked_again() -> None:
    line = Line(challenge=nonces(2), token=tokens("t1", "t2"), other=[STALE, said(done=True)])
    assert isinstance(signed_in(line).post("/x", b"{}"), Ok)
    assert [token for path, _, token in line.asked if path == "/x"] == ["t1", "t2"]


def test_that_a_second_no_is_final_and_does_not_go_round_in_circles() -> None:
    line = Line(challenge=nonces(2), token=tokens("t1", "t2"), other=[STALE, STALE])
    assert signed_in(line).post("/x", b"{}") == STALE
    assert line.answers["other"] == []


@pytest.mark.parametrize(
    "failure",
    [Offline(Reason.CUT), Revoked(Problem("revoked", "words")), Busy(503, Problem("busy", "words"), 3.0),
     Refused(403, Problem("bad_proof", "words"))],
)  # fmt: skip
def test_that_without_a_token_nothing_is_asked_and_the_reason_is_passed_on(failure: Answer) -> None:
    for line in (Line(challenge=[failure]), Line(challenge=nonces(1), token=[failure])):
        assert signed_in(line).post("/x", b"{}") == failure
        assert "/x" not in line.paths


def test_that_after_a_failure_the_next_question_tries_to_sign_in_again() -> None:
    line = Line(challenge=[Offline(Reason.CUT), *nonces(1)], token=tokens("t1"), other=[said()])
    signed = signed_in(line)
    assert isinstance(signed.post("/x", b"{}"), Offline)
    assert isinstance(signed.post("/x", b"{}"), Ok)


def test_that_an_answer_that_is_none_of_ours_gives_no_token() -> None:
    line = Line(challenge=[Ok(200, b"<html>captive portal</html>", {})])
    assert not isinstance(signed_in(line).post("/x", b"{}"), Ok)
    assert line.paths == [paths.CHALLENGE]


def test_that_authorities_that_came_with_a_token_are_told_once_and_empty_ones_never() -> None:
    believed: list[str] = []
    both = [said(token="t", seconds=9, authorities="PEM"), *tokens("u")]
    line = Line(challenge=nonces(2), token=both, other=[STALE, said()])
    signed_in(line, believed).post("/x", b"{}")
    assert believed == ["PEM"]


def test_that_a_code_typed_with_spaces_enrols_and_the_private_key_stays_here() -> None:
    line = Line(enrol=[said(device_id=new_id(), officer_id=new_id(), officer_name="Jana", role="officer")])
    answer = enrol(line, " ABCDE-FGHIJ \n", PRIVATE, "n" * 500)  # type: ignore[arg-type]
    assert isinstance(answer, EnrolResponse)
    shown = line.asked[0][1]
    assert (shown["code"], len(shown["device_name"])) == ("ABCDE-FGHIJ", 100)
    assert base64.b64encode(PRIVATE).decode() not in str(line.asked)
