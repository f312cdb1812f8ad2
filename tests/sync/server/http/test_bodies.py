"""Request bodies are bounded, and refused in words."""

import gzip
import json
import zlib

import msgspec
import pytest

from app.accounts.domain import Role
from app.identifiers import new_id
from app.patrols.operations import PatrolStart
from sync.protocol.messages import MAX_BODY
from sync.protocol.packing import ZSTD, packed
from sync.server.http.bodies import Room, decompress
from sync.server.http.refusals import Refusal
from tests.sync.server.station import WEST, SignedIn, Station


@pytest.fixture
def database_kind() -> str:
    """What is tested here does not depend on the database."""
    return "sqlite"


@pytest.fixture
def device(station: Station) -> SignedIn:
    return station.signed_in(station.person("novak", Role.SUPERVISOR))


@pytest.mark.parametrize(
    ("accepted", "packing"), [("zstd, gzip", "zstd"), ("gzip", "gzip"), ("gzip, zstd;q=0", "gzip")]
)
def test_that_a_compressed_pull_is_understood_and_answered_compressed(
    device: SignedIn, accepted: str, packing: str
) -> None:
    body = packed(b'{"protocol":1}', packing)
    answer = device.http("POST", "/api/v1/pull", body, content_encoding=packing, accept_encoding=accepted)
    assert answer.status == 200
    assert answer.headers["content-encoding"] == packing
    assert len(answer.raw) < len(answer.body)
    assert answer.json["rows"]


@pytest.mark.parametrize(
    ("body", "encoding", "status", "code"),
    [
        (b"x" * (MAX_BODY + 1), "", 413, "too_large"),
        (gzip.compress(b" " * (MAX_BODY + 1), mtime=0), "gzip", 413, "too_large"),
        (gzip.compress(b"0" * 4_000_000, mtime=0), "gzip", 413, "too_large"),
        (gzip.compress(b"{}", mtime=0)[:-4], "gzip", 400, "invalid"),
        (b"no gzip", "gzip", 400, "invalid"),
        (gzip.compress(b"{}", mtime=0) + b"more", "gzip", 400, "invalid"),
        (packed(b" " * (MAX_BODY + 1), ZSTD), "zstd", 413, "too_large"),
        (packed(b"0" * 4_000_000, ZSTD), "zstd", 413, "too_large"),
        (packed(b"{}", ZSTD)[:-4], "zstd", 400, "invalid"),
        (b"no zstd", "zstd", 400, "invalid"),
        (packed(b"{}", ZSTD) + b"more", "zstd", 400, "invalid"),
        (b"{}", "br", 415, "unsupported_encoding"),
        (b"", "", 400, "invalid"),
        (b"{", "", 400, "invalid"),
        (b'{"protocol":1}', "", 400, "invalid"),
        (b"\xff\xfe{}", "", 400, "invalid"),
        (b"[" * 100_000, "", 400, "invalid"),
        (b'{"protocol":1,"device_at":"2026-03-02T08:00:00Z","operations":' + b"[" * 100_000, "", 400, "invalid"),
    ],
)
def test_that_a_bad_body_is_refused_in_words(
    device: SignedIn, body: bytes, encoding: str, status: int, code: str
) -> None:
    answer = device.http("POST", "/api/v1/push", body, content_encoding=encoding)
    assert (answer.status, answer.code) == (status, code)
    assert answer.json["message"].endswith((".", "`", "]"))


def test_that_more_operations_than_a_batch_are_refused(device: SignedIn) -> None:
    operations = [{"seq": seq + 1} for seq in range(201)]
    request = {"protocol": 1, "device_at": "2026-03-02T08:00:00Z", "operations": operations}
    assert device.http("POST", "/api/v1/push", request).code in ("invalid", "too_large")


def test_that_a_small_body_may_shrink_a_lot() -> None:
    text = json.dumps({"text": "a" * 20_000}).encode()
    assert decompress(gzip.compress(text, mtime=0), "gzip", MAX_BODY) == text


def test_that_inflating_stops_at_the_limit() -> None:
    bomb = zlib.compressobj(9, wbits=31)
    data = b"".join(bomb.compress(b"\0" * 1_000_000) for _ in range(100)) + bomb.flush()
    with pytest.raises(Refusal) as refusal:
        decompress(data, "gzip", MAX_BODY)
    assert refusal.value.status == 413


def test_that_an_error_says_only_its_number(
    station: Station, device: SignedIn, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("Anna Malá, secret")

    monkeypatch.setattr("sync.server.feed.router.page", broken)
    answer = device.http("POST", "/api/v1/pull", {"protocol": 1})
    assert (answer.status, answer.code) == (500, "internal")
    assert answer.json["request_id"] in caplog.text
    for said in (answer.body.decode(), caplog.text):
        assert "Anna" not in said
        assert device.token not in said


def test_that_an_old_protocol_can_push_and_not_pull(device: SignedIn) -> None:
    assert device.http("POST", "/api/v1/pull", {"protocol": 0}).code == "too_old"
    push = {"protocol": 0, "device_at": "2026-03-02T08:00:00Z", "operations": []}
    assert device.http("POST", "/api/v1/push", push).status == 200


BIG = 2**63


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v1/pull", {"protocol": BIG}),
        ("/api/v1/pull", {"protocol": 1, "cursors": {"d1": BIG}}),
        ("/api/v1/pull", {"protocol": 1, "highest_seq": 10**30}),
        ("/api/v1/pull", {"protocol": 1, "incarnation": "a\x00"}),
        ("/api/v1/tips", {"title": "a\x00", "category": "light"}),
        ("/api/v1/tips", {"title": "a", "category": "\x00"}),
        ("/api/v1/tips", {"title": "a", "category": "light", "contact": {"name": "\x00"}}),
        ("/api/v1/search", {"protocol": 1, "text": "a\x00"}),
        ("/api/v1/challenge", {"device_id": "a\x00"}),
        ("/api/v1/login", {"login": "a\x00", "password": "b"}),
        ("/api/v1/enrol", {"code": "a\x00", "public_key": "", "device_name": ""}),
    ],
)
def test_that_what_no_database_can_keep_is_refused_in_words(device: SignedIn, path: str, body: object) -> None:
    answer = device.http("POST", path, body)
    assert (answer.status, answer.code) in ((400, "invalid"), (403, "bad_code"))
    assert answer.json["message"]


def test_that_a_lone_half_of_a_letter_is_refused_in_words(device: SignedIn) -> None:
    for half in (rb"\ud800", rb"\udc00", rb"\ud800x"):
        answer = device.http("POST", "/api/v1/tips", b'{"title":"a' + half + b'","category":"light"}')
        assert (answer.status, answer.code) == (400, "invalid")


def test_that_one_operation_with_a_number_too_large_holds_up_no_other(station: Station, device: SignedIn) -> None:
    good = msgspec.to_builtins(station.device(device.officer_id).record(new_id(), PatrolStart(WEST)))
    bad = good | {"seq": 1, "id": new_id(), "base": BIG}
    request = {"protocol": 1, "device_at": station.server.now(), "operations": [bad, good | {"seq": 2}]}
    answer = device.http("POST", "/api/v1/push", request)
    assert answer.status == 200
    assert [verdict["verdict"] for verdict in answer.json["verdicts"]] == ["rejected", "applied"]


def test_that_who_sends_very_much_shuts_out_themselves_and_no_one_else() -> None:
    room = Room(in_all=100, of_one=40)
    room.take("a", 40)
    with pytest.raises(Refusal) as refused:
        room.take("a", 1)
    assert (refused.value.status, refused.value.code) == (503, "busy")
    room.take("b", 40)
    room.take("c", 20)
    with pytest.raises(Refusal):
        room.take("d", 1)
    room.leave("a", 40)
    room.take("d", 40)
