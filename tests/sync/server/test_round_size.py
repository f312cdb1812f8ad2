"""A round with nothing new costs less than 600 bytes, both ways, headers included."""

import json
import os
import signal
import socket
import subprocess
import sys

import pytest

from app.accounts.domain import Role
from tests.faults.server_process import HANG_SECONDS, announced
from tests.sync.server.station import WEST, Station


@pytest.fixture
def database_kind() -> str:
    """The bytes on the wire do not depend on the database."""
    return "sqlite"


def exchange(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=HANG_SECONDS) as wire:
        wire.sendall(request)
        received = b""
        while part := wire.recv(65536):
            received += part
            head, _, body = received.partition(b"\r\n\r\n")
            lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            if lengths and len(body) >= int(lengths[0].partition(b":")[2]):
                break
        return received


def request_of(token: str, body: bytes) -> bytes:
    """What the device's HTTP client sends, and not less."""
    head = (
        "POST /api/v1/pull HTTP/1.1\r\nHost: 127.0.0.1:8443\r\nAccept-Encoding: gzip\r\nConnection: keep-alive\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nAuthorization: Bearer {token}\r\n\r\n"
    )
    return head.encode() + body


def test_that_a_round_with_nothing_new_is_under_600_bytes(station: Station) -> None:
    officer_id = station.person("novak", Role.OFFICER, WEST)
    device = station.device(officer_id)
    device.pull()
    station.clock.at = type(station.clock.at).now(station.clock.at.tzinfo)
    token = station.signed_in(officer_id).token
    body = {"protocol": 1, "cursors": device.cursors, "incarnation": device.incarnation}
    sent = request_of(token, json.dumps(body, separators=(",", ":")).encode())
    command = [sys.executable, "-m", "sync.server.cli", "serve", "--port", "0"]
    environment = os.environ | {
        "OKRSKAR_DATABASE": station.settings.database, "OKRSKAR_FILES": str(station.settings.files),
    }  # fmt: skip
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    try:
        received = exchange(int(announced(process).rpartition(":")[2]), sent)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=HANG_SECONDS)
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b'"rows"' not in received
    assert len(sent) + len(received) < 600, (len(sent), len(received))
