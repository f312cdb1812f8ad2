"""The transport: whom it believes, what it sends, and that nothing the network does is ever raised."""

import gzip
import random
import re
import time
from pathlib import Path

import pytest
import zstandard

from sync.client import transport
from sync.client.cancel import Cancel
from sync.client.origin import Flaw, Origin, OriginRefused, check_origin
from sync.client.outcomes import Busy, Cancelled, Offline, Ok, Reason, Refused, Revoked, TooOld, Unauthorised
from sync.client.transport import Transport
from sync.protocol.packing import GZIP, ZSTD, packed
from tests.sync.client.authority import Authority, make_authority, server_context
from tests.sync.client.scripted_server import ScriptedServer, SlowReader, answer

PROBLEM = b'{"code":"%s","message":"m"}'


@pytest.fixture
def ours(tmp_path: Path) -> Authority:
    return make_authority(tmp_path, "ours")


def _plain(server: ScriptedServer) -> Transport:
    return Transport(Origin(f"http://127.0.0.1:{server.port}"))


@pytest.mark.parametrize(
    ("url", "flaw"),
    [
        ("http://192.168.1.5:8000", Flaw.PLAIN_HTTP),
        ("http://city.example", Flaw.PLAIN_HTTP),
        ("http://localhost.city.example", Flaw.PLAIN_HTTP),
        ("https://city.example", Flaw.NO_AUTHORITY),
        ("ftp://127.0.0.1", Flaw.NOT_AN_ADDRESS),
        ("https://name:word@city.example", Flaw.NOT_AN_ADDRESS),
        ("http://127.0.0.1/path", Flaw.NOT_AN_ADDRESS),
        ("http://[", Flaw.NOT_AN_ADDRESS),
        ("", Flaw.NOT_AN_ADDRESS),
    ],
)
def test_that_an_address_which_is_not_safe_is_not_used(url: str, flaw: Flaw) -> None:
    assert check_origin(url, None) == OriginRefused(flaw)


def test_that_sending_is_bounded_by_silence_and_not_by_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "SILENCE_SECONDS", 3.0)
    with SlowReader(pieces=12, pause=0.4) as server:
        sender = Transport(Origin(f"http://127.0.0.1:{server.port}"))
        began = time.monotonic()
        assert isinstance(sender.ask("PATCH", "/x", body=bytes(server.length)), Ok)
        assert time.monotonic() - began > 4.0
        sender.close()


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost:8000/", "http://[::1]:8000"])
def test_that_plain_http_reaches_this_very_machine(url: str) -> None:
    assert check_origin(url, None) == Origin(url.rstrip("/"))


def test_that_our_own_authority_is_believed(tmp_path: Path, ours: Authority) -> None:
    with ScriptedServer(answer(200, b"{}"), tls=server_context(tmp_path, ours)) as server:
        found = Transport(Origin(f"https://127.0.0.1:{server.port}", ours.pem)).post("/x", b"{}")
    assert isinstance(found, Ok)
    assert found.body == b"{}"


@pytest.mark.parametrize("case", ["other authority", "expired", "other host"])
def test_that_any_other_certificate_is_not_believed(tmp_path: Path, ours: Authority, case: str) -> None:
    signer = make_authority(tmp_path, "other") if case == "other authority" else ours
    host = "127.0.0.2" if case == "other host" else "127.0.0.1"
    tls = server_context(tmp_path, signer, host=host, expired=case == "expired")
    with ScriptedServer(answer(200, b"{}"), tls=tls) as server:
        found = Transport(Origin(f"https://127.0.0.1:{server.port}", ours.pem)).post("/x", b"{}")
        assert isinstance(found, Offline)
        assert found.reason is Reason.UNTRUSTED
        assert server.asked == []


def test_that_a_changed_authority_is_believed_from_the_next_connection_on_and_the_old_one_no_more(
    tmp_path: Path, ours: Authority
) -> None:
    other, kept = make_authority(tmp_path, "other"), tmp_path / "kept.pem"
    kept.write_bytes(ours.pem.read_bytes())
    twice = (answer(200, b"{}"), answer(200, b"{}"))  # it still has something to say when it is not believed any more
    with ScriptedServer(*twice, tls=server_context(tmp_path, ours)) as server:
        port = server.port
        transport = Transport(Origin(f"https://127.0.0.1:{port}", kept))
        assert isinstance(transport.post("/x", b"{}"), Ok)
        kept.write_bytes(other.pem.read_bytes())
        transport.believe_anew()
        refused = transport.post("/x", b"{}")
    assert isinstance(refused, Offline)
    assert refused.reason is Reason.UNTRUSTED
    with ScriptedServer(answer(200, b"{}"), tls=server_context(tmp_path, other), port=port) as server:
        assert isinstance(transport.post("/x", b"{}"), Ok)
    transport.close()


def test_that_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("all_proxy", "http://127.0.0.1:1")
    with ScriptedServer(answer(200, b"{}")) as server:
        assert isinstance(_plain(server).post("/x", b"{}"), Ok)


def test_that_a_redirect_is_not_followed() -> None:
    with ScriptedServer(answer(302, b"", "Location: http://127.0.0.1:1/"), answer(200)) as server:
        found = _plain(server).post("/x", b"{}", token="secret")
        assert found == Offline(Reason.FOREIGN, "status 302")
        assert len(server.asked) == 1


def test_that_only_needed_headers_are_sent() -> None:
    with ScriptedServer(answer(200, b"{}")) as server:
        _plain(server).post("/x", b"{}", token="T")
        head = server.asked[0].partition(b"\r\n\r\n")[0].decode()
    names = {line.partition(":")[0].lower() for line in head.split("\r\n")[1:]}
    assert names == {"host", "accept-encoding", "authorization", "content-type", "content-length"}


def test_that_cookies_are_neither_kept_nor_sent() -> None:
    with ScriptedServer(answer(200, b"{}", "Set-Cookie: a=b; Path=/"), answer(200, b"{}")) as server:
        transport = _plain(server)
        transport.post("/x", b"{}")
        transport.post("/x", b"{}")
        assert not re.search(rb"(?i)^cookie:", server.asked[1], re.MULTILINE)


def test_that_a_long_message_goes_compressed_and_a_short_one_does_not() -> None:
    long = " ".join(map(str, range(1_000))).encode()
    with ScriptedServer(answer(200, b"{}"), answer(200, b"{}")) as server:
        transport = _plain(server)
        transport.post("/x", long)
        transport.post("/x", b"ab")
        first, second = (asked.partition(b"\r\n\r\n") for asked in server.asked)
    assert b"Content-Encoding: zstd" in first[0]
    assert zstandard.decompress(first[2]) == long
    assert second[2] == b"ab"


def test_that_a_server_that_lacks_zstandard_is_sent_gzip_from_then_on() -> None:
    long = " ".join(map(str, range(1_000))).encode()
    refusal = answer(415, PROBLEM % b"unsupported_encoding")
    with ScriptedServer(refusal, answer(200, b"{}"), answer(200, b"{}")) as server:
        transport = _plain(server)
        assert isinstance(transport.post("/x", long), Ok)
        assert isinstance(transport.post("/x", long), Ok)
        bodies = [asked.partition(b"\r\n\r\n")[2] for asked in server.asked]
    assert zstandard.decompress(bodies[0]) == long
    assert [gzip.decompress(body) for body in bodies[1:]] == [long, long]


@pytest.mark.parametrize("packing", [ZSTD, GZIP])
def test_that_an_answer_that_grows_too_much_is_no_answer(packing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.client.transport.LARGEST_ANSWER", 100_000)
    with ScriptedServer(answer(200, packed(b"1" * 100_001, packing), f"Content-Encoding: {packing}")) as server:
        found = _plain(server).post("/x", b"{}")
    assert found == Offline(Reason.FOREIGN, "TooLargeError")


@pytest.mark.parametrize("packing", [ZSTD, GZIP])
def test_that_a_compressed_answer_is_unpacked(packing: str) -> None:
    content = packed(b"[1]" * 1_000, packing)
    with ScriptedServer(answer(200, content, f"Content-Encoding: {packing}")) as server:
        transport = _plain(server)
        found = transport.post("/x", b"{}")
    assert isinstance(found, Ok)
    assert found.body == b"[1]" * 1_000
    assert transport.bytes_received == len(content)


@pytest.mark.parametrize("keep", [0, 1, 10, 25])
def test_that_an_answer_cut_short_is_no_answer(keep: int) -> None:
    content = packed(b"".join(b"[%d]" % number for number in range(1_000)), ZSTD)
    whole = answer(200, content, "Content-Encoding: zstd")
    with ScriptedServer(whole[: len(whole) - len(content) + keep]) as server:
        found = _plain(server).post("/x", b"{}")
    assert isinstance(found, Offline)
    assert found.reason is Reason.CUT


def test_that_an_answer_cut_among_its_headers_is_no_answer() -> None:
    with ScriptedServer(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n") as server:
        found = _plain(server).post("/x", b"{}")
    assert isinstance(found, Offline)
    assert found.reason is Reason.CUT


@pytest.mark.parametrize("packing", [ZSTD, GZIP])
def test_that_a_damaged_answer_is_no_answer(packing: str) -> None:
    content = bytearray(packed(random.Random(1).randbytes(3_000), packing))
    content[len(content) // 2] ^= 0xFF  # what does not shrink is carried as it is: only the checksum tells
    with ScriptedServer(answer(200, bytes(content), f"Content-Encoding: {packing}")) as server:
        assert isinstance(_plain(server).post("/x", b"{}"), Offline)


def test_that_a_hang_up_before_any_answer_is_a_cut() -> None:
    with ScriptedServer(b"") as server:
        found = _plain(server).post("/x", b"{}")
    assert isinstance(found, Offline)
    assert found.reason is Reason.CUT


def test_that_nobody_there_is_unreachable() -> None:
    with ScriptedServer() as server:
        port = server.port
    found = Transport(Origin(f"http://127.0.0.1:{port}")).post("/x", b"{}")
    assert isinstance(found, Offline)
    assert found.reason is Reason.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (401, b"unauthorized", Unauthorised),
        (403, b"revoked", Revoked),
        (401, b"revoked", Revoked),
        (500, b"revoked", Busy),
        (403, b"forbidden", Refused),
        (409, b"diverged", Refused),
        (426, b"too_old", TooOld),
        (429, b"too_many", Busy),
        (503, b"busy", Busy),
    ],
)
def test_that_each_refusal_has_its_type(status: int, code: bytes, expected: type) -> None:
    with ScriptedServer(answer(status, PROBLEM % code)) as server:
        assert type(_plain(server).post("/x", b"{}")) is expected


def test_that_patience_asked_for_in_a_header_is_kept() -> None:
    with ScriptedServer(answer(503, b"<html>", "Retry-After: 7")) as server:
        found = _plain(server).post("/x", b"{}")
    assert isinstance(found, Busy)
    assert found.retry_after == 7.0


def test_that_a_refusal_in_no_words_of_ours_is_another_servers() -> None:
    with ScriptedServer(answer(403, b"<html>sign in to the hotel</html>")) as server:
        assert _plain(server).post("/x", b"{}") == Offline(Reason.FOREIGN, "status 403")


def test_that_a_cancelled_question_is_not_asked() -> None:
    cancel = Cancel()
    cancel.set()
    with ScriptedServer(answer(200, b"{}")) as server:
        assert _plain(server).post("/x", b"{}", cancel=cancel) == Cancelled()
        assert server.asked == []


def test_that_a_body_can_go_to_a_sink_piece_by_piece() -> None:
    pieces: list[bytes] = []
    with ScriptedServer(answer(206, b"x" * 300_000)) as server:
        found = _plain(server).ask("GET", "/f", sink=pieces.append)
    assert isinstance(found, Ok)
    assert found.body == b""
    assert b"".join(pieces) == b"x" * 300_000
    assert len(pieces) > 1
