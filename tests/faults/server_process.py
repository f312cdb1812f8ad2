"""The real server in processes of its own, which can be killed as a whole or worker by worker."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests

from tests.faults.forked import Forked

HANG_SECONDS = 180.0
"""Nothing that works takes as long, however busy the machine is."""


class KeptPort:
    """A port of the loopback that stays ours: bound and not listened on, it refuses callers and no one else gets it.

    Who binds the very port with ``SO_REUSEADDR``, as our server does, gets it, and may give it up and get it again.
    """

    def __init__(self) -> None:
        self._holder = socket.socket()
        self._holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._holder.bind(("127.0.0.1", 0))
        self.number: int = self._holder.getsockname()[1]

    def __del__(self) -> None:
        self._holder.close()


def announced(process: subprocess.Popen[bytes]) -> str:
    """The address that a server started with its output in a pipe says; the end of the process is noticed at once."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(b"okrskar-server listening on "):
            return line.decode().split()[-1]
    errors = process.communicate()[1] or b""
    raise AssertionError(f"the server did not start:\n{errors.decode(errors='replace')[-3000:]}")


class ServerProcess:
    """``okrskar-server serve``, or another command that serves, in its own process group. Keeps its port over restarts.

    With an ``authority`` it is spoken to by TLS; its certificate is among the ``options``, which a restart may change.
    """

    def __init__(
        self,
        url: str,
        files: Path,
        log: Path,
        *,
        workers: int = 1,
        mutant: str = "",
        environment: dict[str, str] | None = None,
        options: tuple[str, ...] = (),
        command: str = "serve",
    ) -> None:
        self.options, self.command = options, command
        self.authority: Path | None = None
        self.url, self.files, self.log, self.workers, self.mutant = url, files, log, workers, mutant
        self.environment = environment or {}
        self._kept = KeptPort()
        self.port = self._kept.number
        self._process: subprocess.Popen[bytes] | Forked | None = None

    def start(self, **environment: str) -> None:
        """Start and wait until it answers. Extra variables hold for this start only."""
        arguments = [self.command, "--database", self.url, "--files", str(self.files),
                     "--port", str(self.port), "--workers", str(self.workers), *self.options]  # fmt: skip
        surroundings = {**os.environ, **self.environment, **environment}
        if self.workers == 1 and "--workers" not in self.options and not self.mutant:  # who is forked forks nobody
            self._process = Forked("sync.server.cli", arguments, surroundings, self.log)
        else:
            module = ["tests.faults.mutant_server", self.mutant] if self.mutant else ["sync.server.cli"]
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", *module, *arguments],
                    stdout=log,
                    stderr=log,
                    env=surroundings,
                    start_new_session=True,
                )
        self.wait_until_ready()

    def wait_until_ready(self, seconds: float = HANG_SECONDS) -> None:
        """Ask until it answers. Raises RuntimeError with the log if it does not."""
        until = time.monotonic() + seconds
        with requests.Session() as session:
            session.trust_env = False
            session.verify = str(self.authority) if self.authority else True
            while time.monotonic() < until:
                if self._process is None or self._process.poll() is not None:
                    break
                try:
                    if session.get(f"{self.origin}/healthz", timeout=seconds).ok:
                        return
                except requests.RequestException:
                    pass
                time.sleep(0.02)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text(errors='replace')[-3000:]}")

    @property
    def group(self) -> int:
        """The process group."""
        assert self._process is not None
        return self._process.pid

    def exit_code(self) -> int | None:
        """How it ended, None while it runs."""
        return None if self._process is None else self._process.poll()

    def wait(self, seconds: float) -> int:
        """Wait for its own end."""
        assert self._process is not None
        return self._process.wait(seconds)

    def kill(self) -> None:
        """kill -9 of the whole group."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()  # one that has no group yet
        self._process.wait()
        self._process = None

    @property
    def origin(self) -> str:
        """Its address."""
        return f"{'https' if self.authority else 'http'}://127.0.0.1:{self.port}"
