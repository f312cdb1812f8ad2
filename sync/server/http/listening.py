"""Binds the server's port itself, says which it is, and runs the worker processes on it."""

import contextlib
import os
import socket
from pathlib import Path

import uvicorn
from uvicorn.supervisors import Multiprocess

SAID = "okrskar-server listening on "
"""What the line on the standard output begins with; the address follows, such as ``http://127.0.0.1:8443``."""
_BACKLOG = 2048


class NotBound(Exception):
    """The address or the port can not be had; the text says why."""


def bound(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen on every address of the host. Port 0 takes a free one, the same for all of them.

    From now on callers wait to be served instead of being refused. Raises NotBound.
    """
    listeners: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, address in sorted(set(found), key=lambda one: one[0] != socket.AF_INET):
            place = address
            if listeners:
                place = (address[0], port_of(listeners), *address[2:])
            listener = socket.socket(family, kind, protocol)
            listeners.append(listener)
            if os.name == "posix":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind(place)
            listener.listen(_BACKLOG)
            listener.set_inheritable(True)
    except OSError as error:
        for listener in listeners:
            listener.close()
        raise NotBound(f"can not listen on {host or 'all addresses'}, port {port}: {error.strerror or error}") from None
    return listeners


def port_of(listeners: list[socket.socket]) -> int:
    """The port that they listen on."""
    return int(listeners[0].getsockname()[1])


def origin(host: str, port: int, *, tls: bool) -> str:
    """The address as clients write it."""
    return f"{'https' if tls else 'http'}://{f'[{host}]' if ':' in host else host or '127.0.0.1'}:{port}"


def announce(address: str, file: Path | None) -> None:
    """Say it in a file that is there only when it is whole, then on the standard output, at once. Raises OSError."""
    if file is not None:
        fresh = file.with_name(f".{file.name}.{os.getpid()}")
        fresh.write_text(f"{address}\n", encoding="ascii")
        fresh.replace(file)
    with contextlib.suppress(BrokenPipeError):
        print(f"{SAID}{address}", flush=True)  # noqa: T201 - the one line that programs wait for


def serve(config: uvicorn.Config, listeners: list[socket.socket]) -> None:
    """Answer until told to stop; with more than one worker, in processes that are started again when they end."""
    if config.workers > 1:
        Multiprocess(config, sockets=listeners).run()
    else:
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=listeners)
