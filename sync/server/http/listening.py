"""Binds the server's port itself, says which it is, and runs the worker processes on it."""

import contextlib
import os
import socket
from dataclasses import replace
from pathlib import Path

import uvicorn
from uvicorn.supervisors import Multiprocess

from sync.server.http.lines import Limits
from sync.server.http.patience import Listener

SAID = "okrskar-server listening on "
"""What the line on the standard output begins with; the address follows, such as ``http://127.0.0.1:8443``."""
_BACKLOG = 2048
_MOST_FILES = 8192
_OWN_FILES = 200
_FEWEST_PLACES = 50


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


def patient(listeners: list[socket.socket], limits: Limits, *, tls: bool) -> list[socket.socket]:
    """The same sockets, which from now on give connections only to who has a place (``sync.server.http.lines``).

    There are never more places than the process may open files, for which its soft limit is raised.
    """
    places = min(limits.places, _open_files() - _OWN_FILES)
    bounded = replace(limits, places=max(places, _FEWEST_PLACES))
    return [Listener(one, bounded, speaks_plainly=not tls) for one in listeners]


def _open_files() -> int:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return _MOST_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return _MOST_FILES if soft == resource.RLIM_INFINITY else soft


def serve(config: uvicorn.Config, listeners: list[socket.socket]) -> None:
    """Answer until told to stop; with more than one worker, in processes that are started again when they end."""
    if config.workers > 1:
        Multiprocess(config, sockets=listeners).run()
    else:
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=listeners)
