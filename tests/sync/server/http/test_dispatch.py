"""Who calls is asked when the body is whole, in the transaction that answers: by a real server and raw sockets."""

import asyncio
import json
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.patrols.operations import PatrolNoteAdd
from sync.server.accounts.enrolment import revoke
from sync.server.accounts.sessions import issue_token
from tests.faults.server_process import HANG_SECONDS, ServerProcess
from tests.sync.server import schema
from tests.sync.server.station import IN_WEST, WEST, HttpAnswer, SignedIn, Station, ask


@pytest.fixture
def served(station: Station, tmp_path: Path) -> Iterator[ServerProcess]:
    """The station's database, served by a process of its own that goes by the real clock."""
    station.clock.at = type(station.clock.at).now(station.clock.at.tzinfo)
    server = ServerProcess(station.settings.database, station.settings.files, tmp_path / "served.log")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def device(station: Station, served: ServerProcess) -> SignedIn:
    return station.signed_in(station.person("novak", Role.OFFICER, WEST))


def answered(wire: socket.socket) -> tuple[int, dict[str, str], bytes]:
    received = b""
    while True:
        head, found, body = received.partition(b"\r\n\r\n")
        if found:
            first, *lines = head.decode().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            if len(body) >= int(headers.get("content-length", "0")):
                return int(first.split()[1]), headers, body
        part = wire.recv(65536)
        assert part, received
        received += part


def head(method: str, path: str, token: str, length: int) -> bytes:
    lines = (f"{method} {path} HTTP/1.1", "Host: a", f"Content-Length: {length}", f"Authorization: Bearer {token}")
    return "\r\n".join([*lines, "", ""]).encode()


def push_of(station: Station, device: SignedIn) -> bytes:
    """A batch with one note of this device."""
    plain = station.device(device.officer_id)
    note = plain.record(new_id(), PatrolNoteAdd(WEST, "Klid", IN_WEST))
    request = {"protocol": 1, "device_at": station.server.now(), "operations": [msgspec.to_builtins(note)]}
    return json.dumps(request).encode()


def test_that_a_device_revoked_while_its_request_arrives_is_told_so_and_makes_nothing(
    station: Station, served: ServerProcess, device: SignedIn
) -> None:
    body = push_of(station, device)
    with closing(socket.create_connection(("127.0.0.1", served.port), timeout=HANG_SECONDS)) as wire:
        wire.sendall(head("POST", "/api/v1/push", device.token, len(body)) + body[:5])
        with station.server.database.write() as connection:
            assert revoke(connection, device.device_id, station.server.now())
        wire.sendall(body[5:])
        status, _, answer = answered(wire)
    assert (status, json.loads(answer)["code"]) == (403, "revoked")
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.receipt)) == 0
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.patrol_note)) == 0


def test_that_who_has_no_token_is_answered_before_the_body(served: ServerProcess) -> None:
    with closing(socket.create_connection(("127.0.0.1", served.port), timeout=HANG_SECONDS)) as wire:
        wire.sendall(head("POST", "/api/v1/push", "x" * 32, 8_000_000))
        assert answered(wire)[0] == 401


def asked(
    station: Station, method: str, path: str, token: str, meanwhile: sa.Update | sa.Delete, *, body: bytes = b""
) -> HttpAnswer:
    """One request, and what happens in the database between its head and its body."""

    def happen() -> None:
        with station.server.database.write() as connection:
            connection.execute(meanwhile)

    return asyncio.run(ask(station.app, method, path, body, {"authorization": f"Bearer {token}"}, meanwhile=happen))


def test_that_a_new_role_holds_for_a_request_that_was_arriving(station: Station) -> None:
    one = station.signed_in(station.person("novak", Role.OFFICER, WEST))
    changed = sa.update(schema.account).values(role="analyst")
    answer = asked(station, "POST", "/api/v1/push", one.token, changed, body=push_of(station, one))
    assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "busy", "1")
    assert one.http("POST", "/api/v1/push", push_of(station, one)).status == 200


@pytest.mark.parametrize("ended", [sa.update(schema.account).values(active=False), sa.delete(schema.token)])
def test_that_a_session_ended_while_its_request_arrives_files_nothing(
    station: Station, ended: sa.Update | sa.Delete
) -> None:
    dispatcher = station.person("dis", Role.DISPATCHER)
    with station.server.database.write() as connection:
        token = issue_token(connection, station.server, dispatcher, None, 900)
    answer = asked(station, "POST", "/api/v1/tips", token, ended, body=b'{"title":"Vrak","category":"light"}')
    assert (answer.status, answer.code) == (401, "unauthorized")
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.tip)) == 0


def test_that_an_answer_that_asks_no_table_is_given_to_who_is_still_let_in_alone(station: Station) -> None:
    one = station.signed_in(station.person("novak", Role.OFFICER, WEST))
    folder = station.settings.files / "basemap"
    folder.mkdir(parents=True)
    (folder / ("0" * 64)).write_bytes(b"map")
    path = f"/api/v1/basemap/{'0' * 64}"
    assert one.http("GET", path).body == b"map"
    shut_out = sa.update(schema.device).values(revoked_at=station.server.now())
    assert asked(station, "GET", path, one.token, shut_out).code == "revoked"


@pytest.mark.parametrize(
    "path",
    ["/api/v1/tips/a%00b/story", "/api/v1/files/%00", "/healthz?a=%00", "/api/v1/tips/%0A/story", "/healthz?%0d=1"],
)
def test_that_an_address_that_no_database_can_look_for_is_refused_in_words(station: Station, path: str) -> None:
    device = station.signed_in(station.person("novak", Role.OFFICER, WEST))
    answer = device.http("GET", path)
    assert (answer.status, answer.code) == (400, "invalid")


def test_that_what_is_not_served_is_refused_in_words_and_kept_by_nobody(bare_station: Station) -> None:
    for method, path, status in (("GET", "/nothing", 404), ("DELETE", "/healthz", 405)):
        answer = bare_station.http(method, path)
        assert (answer.status, answer.headers["cache-control"]) == (status, "no-store")
        assert answer.json["message"]


def test_that_a_request_that_says_its_length_in_two_ways_is_refused_and_nothing_behind_it_is_read(
    served: ServerProcess,
) -> None:
    two = b"POST /api/v1/login HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    behind = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    with closing(socket.create_connection(("127.0.0.1", served.port), timeout=HANG_SECONDS)) as wire:
        wire.sendall(two + behind)
        received = b""
        while part := wire.recv(65536):
            received += part
    assert received.count(b"HTTP/1.1 ") == 1
    assert received.startswith(b"HTTP/1.1 400 ")
    assert b'"code":"invalid"' in received


@pytest.mark.parametrize("path", ["/healthz/", "/api/v1/login/", "//healthz"])
def test_that_nobody_is_led_to_the_host_that_a_request_names(station: Station, path: str) -> None:
    answer = asyncio.run(ask(station.app, "GET", path, b"", {"host": "elsewhere.example"}))
    assert answer.status in (404, 405)
    assert "location" not in answer.headers
