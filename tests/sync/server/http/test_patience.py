"""A thousand half requests from one address stop nobody, by a real server and raw sockets."""

import json
import resource
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from sync.server import cli
from tests.faults.server_process import HANG_SECONDS, ServerProcess
from tests.sync.client.authority import make_authority, server_certificate

HALF = b"POST /api/v1/login HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n"
BODY = HALF + b"\r\n{"
ASK = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
MANY = 1000


@pytest.fixture(autouse=True)
def _room() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def served(url: str, folder: Path, *options: str) -> Iterator[ServerProcess]:
    assert cli.main(["init", "--database", url, "--files", str(folder / "files")]) == 0
    server = ServerProcess(url, folder / "files", folder / "log", options=options)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def connect(server: ServerProcess, source: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), HANG_SECONDS, source_address=(source, 0))


def status(server: ServerProcess, source: str) -> bytes:
    """What a caller who asks properly is answered."""
    with closing(connect(server, source)) as wire:
        wire.sendall(ASK)
        return wire.recv(65536).partition(b"\r\n")[0]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_that_a_thousand_half_requests_stop_nobody_not_even_their_own_address(
    sqlite_url: str, tmp_path: Path, workers: str
) -> None:
    with served(sqlite_url, tmp_path, "--workers", workers) as server, ExitStack() as held:
        for number in range(MANY):
            wire = held.enter_context(closing(connect(server, "127.0.0.1")))
            wire.sendall((HALF, BODY, b"")[number % 3])
        assert status(server, "127.0.0.2") == b"HTTP/1.1 200 OK"
        assert status(server, "127.0.0.1") == b"HTTP/1.1 200 OK"


def test_that_a_request_that_does_not_come_is_ended_in_words(sqlite_url: str, tmp_path: Path) -> None:
    with served(sqlite_url, tmp_path) as server, ExitStack() as held:
        wires = [held.enter_context(closing(connect(server, "127.0.0.1"))) for _ in range(3)]
        for wire, sent in zip(wires, (HALF, b"", BODY), strict=True):
            wire.sendall(sent)
        for wire in wires:
            answer = b""
            while part := wire.recv(65536):
                answer += part
            head, _, body = answer.partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 408 ")
            assert json.loads(body)["code"] == "too_slow"


def test_that_half_a_handshake_of_tls_takes_no_place_for_good(sqlite_url: str, tmp_path: Path) -> None:
    authority = make_authority(tmp_path, "town")
    pem = str(server_certificate(tmp_path, authority))
    assert cli.main(["init", "--database", sqlite_url, "--files", str(tmp_path / "files")]) == 0
    server = ServerProcess(
        sqlite_url, tmp_path / "files", tmp_path / "log", options=("--certificate", pem, "--key", pem)
    )
    server.authority = authority.pem
    try:
        server.start()
        with ExitStack() as held:
            for _ in range(300):
                held.enter_context(closing(connect(server, "127.0.0.1"))).sendall(b"\x16\x03\x01")
            context = ssl.create_default_context(cafile=str(authority.pem))
            with context.wrap_socket(connect(server, "127.0.0.1"), server_hostname="127.0.0.1") as wire:
                wire.sendall(ASK)
                assert wire.recv(65536).startswith(b"HTTP/1.1 200 OK")
    finally:
        server.kill()
