"""The gate carries bytes over real sockets while it is open, and breaks them when it is shut."""

import socket
import threading
from collections.abc import Iterator

import pytest

from tests.faults.server_process import KeptPort
from ui.demo.gate import Gate

PATIENCE = 180.0


class Echo:
    """Says back whatever it is told, one thread a caller."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []
        self._serve(self._accept)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _serve(self, work: object, *words: object) -> None:
        assert callable(work)
        thread = threading.Thread(target=work, args=words, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            self._serve(self._echo, caller)

    @staticmethod
    def _echo(caller: socket.socket) -> None:
        with caller:
            while data := caller.recv(65_536):
                caller.sendall(data)


@pytest.fixture
def echo() -> Iterator[Echo]:
    made = Echo()
    yield made
    made.close()


@pytest.fixture
def gate(echo: Echo) -> Iterator[Gate]:
    with Gate(echo.port) as opened:
        yield opened


def call(gate: Gate) -> socket.socket:
    return socket.create_connection(("127.0.0.1", gate.port), timeout=PATIENCE)


def say(caller: socket.socket, words: bytes) -> bytes:
    caller.sendall(words)
    heard = b""
    while len(heard) < len(words):
        data = caller.recv(65_536)
        if not data:
            break
        heard += data
    return heard


def test_that_an_open_gate_carries_every_byte_both_ways(gate: Gate) -> None:
    words = bytes(range(256)) * 2_000
    with call(gate) as caller:
        assert say(caller, words) == words


def test_that_callers_do_not_hear_each_other(gate: Gate) -> None:
    with call(gate) as one, call(gate) as other:
        assert say(one, b"first") == b"first"
        assert say(other, b"second") == b"second"
        assert say(one, b"again") == b"again"


def test_that_shutting_breaks_what_is_under_way(gate: Gate) -> None:
    with call(gate) as caller:
        assert say(caller, b"before") == b"before"
        gate.shut()
        try:
            heard = caller.recv(1)
        except ConnectionError:
            heard = b""
        assert heard == b""


def test_that_a_shut_gate_refuses_and_an_opened_one_lets_in_on_the_same_port(gate: Gate) -> None:
    port = gate.port
    gate.shut()
    gate.shut()
    with pytest.raises(ConnectionRefusedError):
        call(gate)
    gate.open()
    gate.open()
    assert gate.port == port
    with call(gate) as caller:
        assert say(caller, b"back") == b"back"


def test_that_nobody_hears_anything_where_the_station_is_down(echo: Echo) -> None:
    nobody = KeptPort()
    assert nobody.number != echo.port
    with Gate(nobody.number) as gate, call(gate) as caller:
        assert caller.recv(1) == b""
