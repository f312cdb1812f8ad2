"""A program shows its token in the head of a request, and reads why it was refused."""

import msgspec
import pytest
from starlette.requests import Request

from sync.server.accounts.callers import PAGE
from sync.server.http import json_face
from sync.server.http.answers import Answer
from sync.server.http.calls import Entry, Route
from sync.server.http.refusals import Refusal

ROUTE = Route("GET", "/x", lambda _call: Answer(), Entry.TOKEN)


def secret(shown: str | None) -> str:
    headers = [] if shown is None else [(b"authorization", shown.encode("latin-1"))]
    return json_face.secret_of(Request({"type": "http", "headers": headers}), ROUTE)


@pytest.mark.parametrize("shown", ["Bearer abc", "bearer abc", "BEARER abc"])
def test_that_a_token_is_read_however_its_word_is_written(shown: str) -> None:
    assert secret(shown) == "abc"


@pytest.mark.parametrize("shown", [None, "", "abc", "Basic abc", "Bearer", f"Bearer {PAGE}abc", "Token abc"])
def test_that_what_is_no_token_asks_to_sign_in(shown: str | None) -> None:
    with pytest.raises(Refusal) as refused:
        secret(shown)
    assert (refused.value.status, refused.value.code) == (401, "unauthorized")


def test_that_a_refusal_is_told_whole_with_its_number_and_how_long_to_wait() -> None:
    refusal = Refusal(429, "used_up", "Used up.", expected_seq=4, retry_after=0.2, detail={"a": "b"})
    answer = json_face.refused(refusal, Request({"type": "http", "headers": []}), "ab12")
    assert (answer.status, answer.media_type) == (429, "application/problem+json")
    assert answer.headers["retry-after"] == "1", "never at once"
    told = msgspec.json.decode(answer.body)
    assert (told["code"], told["message"], told["request_id"]) == ("used_up", "Used up.", "ab12")
    assert (told["expected_seq"], told["detail"]) == (4, {"a": "b"})
