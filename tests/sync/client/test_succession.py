"""The authorities that a token comes with: believed when they hold, and otherwise as if nothing had been said."""

from pathlib import Path

import msgspec
import pytest

from app.db.outcomes import StoreFull
from sync.client.credentials import DeviceKey, SignedIn, new_private_key
from sync.client.origin import Origin
from sync.client.outcomes import Ok
from sync.client.succession import Succession
from sync.client.transport import Transport
from sync.protocol.authorities import LONGEST_PEM
from tests.sync.client.authority import Authority, make_authority, server_certificate, server_context, together
from tests.sync.client.scripted_server import Answer, ScriptedServer, answer

CHALLENGE = answer(200, b'{"nonce":"n"}')
FINE = answer(200, b"{}")


class Keeper:
    """Keeps authorities in the file that the transport reads, or has no room for them."""

    def __init__(self, path: Path, authority: Authority) -> None:
        self.path, self.full = path, False
        path.write_bytes(authority.pem.read_bytes())
        self.kept: list[str] = []

    def keep(self, pem: str) -> StoreFull | None:
        if self.full:
            return StoreFull(0)
        self.kept.append(pem)
        self.path.write_text(pem)
        return None


@pytest.fixture
def ours(tmp_path: Path) -> Authority:
    return make_authority(tmp_path, "ours")


@pytest.fixture
def following(tmp_path: Path) -> Authority:
    return make_authority(tmp_path, "following")


@pytest.fixture
def keeper(tmp_path: Path, ours: Authority) -> Keeper:
    return Keeper(tmp_path / "kept.pem", ours)


def signed_in(server: ScriptedServer, keeper: Keeper) -> SignedIn:
    origin = Origin(f"https://127.0.0.1:{server.port}", keeper.path)
    transport = Transport(origin)
    succession = Succession(transport, origin, keeper.path.read_text(), keeper.keep)
    return SignedIn(transport, DeviceKey("d", new_private_key()), succession.take)


def token(authorities: str, word: str = "t") -> Answer:
    return answer(200, msgspec.json.encode({"token": word, "seconds": 900, "authorities": authorities}))


def test_that_what_the_believed_server_names_is_tried_kept_and_used_once(
    tmp_path: Path, ours: Authority, following: Authority, keeper: Keeper
) -> None:
    both = together(tmp_path, ours, following).read_text()
    stale = answer(401, b'{"code":"unauthorized","message":"m"}')
    answers = (CHALLENGE, token(both), FINE, FINE, stale, CHALLENGE, token(f"again\n{both}", "u"), FINE)
    with ScriptedServer(*answers, tls=server_context(tmp_path, ours)) as server:
        signed = signed_in(server, keeper)
        assert isinstance(signed.post("/x", b"{}"), Ok)
        assert keeper.kept == [both]
        assert isinstance(signed.post("/x", b"{}"), Ok)
        asked = [question.split(b" HTTP")[0].decode() for question in server.asked]
    assert keeper.kept == [both]
    assert [line for line in asked if "/api/v1/" not in line] == ["GET /healthz", *["POST /x"] * 3]


def test_that_the_token_is_good_and_the_old_authority_stays_whatever_else_is_named(
    tmp_path: Path, ours: Authority, following: Authority, keeper: Keeper
) -> None:
    pem = ours.pem.read_text()
    three = together(tmp_path, ours, following, make_authority(tmp_path, "third")).read_text()
    of_a_server = server_certificate(tmp_path, ours).read_text()
    for named in ("", "rubbish", pem[:-40], pem + pem.replace("M", "N", 2), three, of_a_server, "x" * LONGEST_PEM * 2):
        with ScriptedServer(CHALLENGE, token(named), FINE, tls=server_context(tmp_path, ours)) as server:
            assert isinstance(signed_in(server, keeper).post("/x", b"{}"), Ok)
            assert len(server.asked) == 3
    assert keeper.kept == []
    assert keeper.path.read_text() == pem


def test_that_authorities_that_do_not_reach_the_server_are_not_believed(
    tmp_path: Path, ours: Authority, following: Authority, keeper: Keeper
) -> None:
    named = token(following.pem.read_text())
    with ScriptedServer(CHALLENGE, named, FINE, tls=server_context(tmp_path, ours)) as server:
        assert isinstance(signed_in(server, keeper).post("/x", b"{}"), Ok)
    assert keeper.kept == []


def test_that_authorities_for_which_there_is_no_room_are_taken_with_a_later_token(
    tmp_path: Path, ours: Authority, following: Authority, keeper: Keeper
) -> None:
    both = together(tmp_path, ours, following).read_text()
    stale = answer(401, b'{"code":"unauthorized","message":"m"}')
    answers = (CHALLENGE, token(both), FINE, stale, CHALLENGE, token(both, "u"), FINE, FINE)
    keeper.full = True
    with ScriptedServer(*answers, tls=server_context(tmp_path, ours)) as server:
        signed = signed_in(server, keeper)
        asked = signed._fresh(None, None)
        assert asked == "t"
        assert keeper.kept == []
        keeper.full = False
        assert isinstance(signed.post("/x", b"{}"), Ok)
    assert keeper.kept == [both]


def test_that_without_a_pinned_connection_nothing_is_believed(following: Authority) -> None:
    with ScriptedServer(CHALLENGE, token(following.pem.read_text()), FINE) as server:
        signed = SignedIn(Transport(Origin(f"http://127.0.0.1:{server.port}")), DeviceKey("d", new_private_key()))
        assert isinstance(signed.post("/x", b"{}"), Ok)
        assert len(server.asked) == 3
