"""A loopback server that answers with exactly the bytes that a test wrote, and keeps what it was asked."""

import socket
import ssl
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

Answer = bytes | Callable[[bytes], bytes]


class ScriptedServer:
    """Gives the answers in order, one a request, each on a connection of its own. ``asked`` keeps the questions."""

    def __init__(self, *answers: Answer, tls: ssl.SSLContext | None = None, port: int = 0) -> None:
        self._answers = list(answers)
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", port))
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.asked: list[bytes] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._listener.getsockname()[1]
        return port

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._answers.clear()
        with socket.create_connection(("127.0.0.1", self.port)):
            pass
        self._thread.join()
        self._listener.close()

    def _run(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if not self._answers:
                connection.close()
                return
            try:
                stream = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
            except OSError:
                connection.close()
                continue
            with stream:
                question = _question(stream)
                self.asked.append(question)
                answer = self._answers.pop(0)
                stream.sendall(answer if isinstance(answer, bytes) else answer(question))


class SlowReader:
    """Reads one request in ``pieces``, with a pause of so many seconds before each, as a line with little room does."""

    def __init__(self, pieces: int, pause: float, piece: int = 256 * 1024) -> None:
        self.length = pieces * piece
        self._pieces, self._pause, self._piece = pieces, pause, piece
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._listener.getsockname()[1]
        return port

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.join()
        self._listener.close()

    def _run(self) -> None:
        stream, _ = self._listener.accept()
        with stream:
            left = self.length
            data = b""
            while b"\r\n\r\n" not in data:
                data += stream.recv(4096)
            left -= len(data.partition(b"\r\n\r\n")[2])
            pause = threading.Event()
            while left > 0:
                pause.wait(self._pause)
                piece = min(self._piece, left)
                while piece > 0:
                    got = len(stream.recv(piece))
                    if not got:
                        return
                    piece -= got
                    left -= got
            stream.sendall(answer(204))


def _question(stream: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += stream.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    while len(body) < length:
        body += stream.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(status: int, body: bytes = b"", *headers: str) -> bytes:
    """An HTTP answer."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
