"""A door between one device and the station that can be shut: the demo's way to lose the network."""

import contextlib
import selectors
import socket
import threading
from types import TracebackType
from typing import Final, Self

_CHUNK: Final = 65_536
_WAKE_SECONDS: Final = 0.5


class Gate:
    """Listens on a loopback port of its own and carries every connection to ``port``, while it is open.

    Shut, it refuses new connections and breaks the ones under way, as a lost network does. The port stays its own then:
    a socket that is bound and does not listen keeps it from everybody else.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener: socket.socket | None = None
        self._lock = threading.Lock()
        self._pairs: set[socket.socket] = set()
        self._kept = _bound(0)
        self.port: int = self._kept.getsockname()[1]
        self.open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.shut()
        self._kept.close()

    @property
    def url(self) -> str:
        """Where the device finds the station."""
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Let connections through."""
        with self._lock:
            if self._listener is not None:
                return
            listener = _bound(self.port)
            listener.listen()
            self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), name="gate", daemon=True).start()

    def shut(self) -> None:
        """Refuse and break connections."""
        with self._lock:
            listener, self._listener = self._listener, None
            pairs, self._pairs = self._pairs, set()
        if listener is not None:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for one in pairs:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near, listener), name="gate carrier", daemon=True).start()

    def _carry(self, near: socket.socket, listener: socket.socket) -> None:
        with near, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._target)) as far:
            with self._lock:
                if self._listener is not listener:
                    return
                self._pairs |= {near, far}
            try:
                _pump(near, far)
            finally:
                with self._lock:
                    self._pairs -= {near, far}


def _bound(port: int) -> socket.socket:
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.bind(("127.0.0.1", port))
    return one


def _pump(near: socket.socket, far: socket.socket) -> None:
    """Carry bytes both ways until either side ends."""
    with selectors.DefaultSelector() as ready:
        ready.register(near, selectors.EVENT_READ, far)
        ready.register(far, selectors.EVENT_READ, near)
        while True:
            for key, _ in ready.select(_WAKE_SECONDS):
                source, target = key.fileobj, key.data
                assert isinstance(source, socket.socket)  # noqa: S101 - only sockets are registered
                data = source.recv(_CHUNK)
                if not data:
                    return
                target.sendall(data)
