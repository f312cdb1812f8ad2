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
