"""The parent's side of an actor: a device of its own in a process of its own, told what to do line by line."""

import json
import os
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from ui.demo import programs

_OFFSCREEN: Final = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
    "QT_QUICK_CONTROLS_STYLE": "Basic",
    "LC_ALL": "C.UTF-8",
}


class ActorFailed(Exception):
    """The device could not do what it was told; ``args[0]`` says what it said."""


class Actor:
    """One device or browser on stage, by default a device. ``home`` keeps its store from one life to the next."""

    def __init__(
        self,
        name: str,
        home: Path,
        *words: str,
        extra: dict[str, str] | None = None,
        program: tuple[str, ...] | None = None,
    ) -> None:
        self.name = name
        home.mkdir(parents=True, exist_ok=True)
        self._log = (home / "actor.log").open("ab")
        self._process = subprocess.Popen(
            [*(program or programs.actor()), "--home", str(home), *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True, encoding="utf-8",
            env={**os.environ, **_OFFSCREEN, **(extra or {})},
        )  # fmt: skip
        self._home = home
        self._alive = True
        self.answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.leave()

    def do(self, order: str, /, **how: Any) -> Any:
        """Have the device do one thing and wait for its answer. Raises ActorFailed."""
        assert self._process.stdin is not None  # noqa: S101 - a pipe by construction
        self._process.stdin.write(json.dumps({"do": order, **how}, ensure_ascii=False) + "\n")
        self._process.stdin.flush()
        return self.answer()

    def answer(self) -> Any:
        """The next answer of the device."""
        assert self._process.stdout is not None  # noqa: S101 - a pipe by construction
        line = self._process.stdout.readline()
        if not line:
            raise ActorFailed(f"{self.name} ended: {self._said()}")
        said = json.loads(line)
        if "failed" in said:
            raise ActorFailed(f"{self.name}: {said['failed']}")
        return said.get("answer")

    def kill(self) -> None:
        """End the process with no warning at all, as a falling battery does."""
        self._process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        self._process.wait(10)
        self._close()

    def leave(self) -> None:
        """End the app as its user does."""
        if self._alive and self._process.poll() is None:
            assert self._process.stdin is not None  # noqa: S101 - a pipe by construction
            self._process.stdin.close()
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(10)
        self._close()

    def _close(self) -> None:
        if self._alive:
            self._alive = False
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None and not pipe.closed:
                    pipe.close()
            self._log.close()

    def _said(self) -> str:
        return (self._home / "actor.log").read_text(encoding="utf-8", errors="replace")[-1500:]
