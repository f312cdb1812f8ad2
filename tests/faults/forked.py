"""Programs of ours in processes of their own, forked from one that has loaded their code already.

To start Python and load a server costs this machine seconds; a test run starts hundreds. Each is a process as any
other: with its own environment, its own group, an end of its own that kill -9 brings as well.
"""

import contextlib
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import reload
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Final

from app.db import crashpoints as device_points
from sync.server.ground import crashpoints as server_points

_NOTHING: Final = os.devnull


class Forked:
    """``python -m MODULE ARGUMENTS``, with both of its outputs at the end of ``log``; it answers as ``Popen`` does."""

    def __init__(
        self, module: str, arguments: Sequence[str], environment: Mapping[str, str], log: Path | None = None
    ) -> None:
        told = (module, tuple(arguments), dict(environment), str(Path.cwd()), str(log or _NOTHING))
        self._process = _context().Process(target=_be, args=told, daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        """Its number, and that of its group."""
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """How it ended, None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises TimeoutExpired."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout or 0.0)
        return self._process.exitcode

    def kill(self) -> None:
        """kill -9."""
        with contextlib.suppress(ProcessLookupError):
            self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        """Let it have a signal, if it is still there."""
        if self.poll() is None:
            os.kill(self.pid, number)


_MADE: list[ForkServerContext] = []


def _context() -> ForkServerContext:
    if not _MADE:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.faults.preloaded"])
        _MADE.append(context)
    return _MADE[0]


def _be(module: str, arguments: Sequence[str], environment: Mapping[str, str], folder: str, log: str) -> None:
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for points in (device_points, server_points):
        reload(points)  # they look at the environment once
    with Path(log).open("ab", buffering=0) as out:
        for stream in (1, 2):
            os.dup2(out.fileno(), stream)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
