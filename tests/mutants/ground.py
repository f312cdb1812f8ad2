"""A copy of the tracked tree in which faults are planted, with an interpreter that knows this copy and no other."""

import compileall
import contextlib
import os
import py_compile
import re
import shutil
import signal
import subprocess
import sysconfig
import threading
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path

import msgspec

from tests.databases import DATABASES
from tests.mutants.listed import Fault
from tests.mutants.nursery import Answer, Began, Ended, Request

_PASSED = re.compile(r"\b[1-9]\d* passed\b")
_SKIPPED = re.compile(r"\b[1-9]\d* (skipped|deselected)\b")
_BY_CONTENT = py_compile.PycInvalidationMode.CHECKED_HASH
"""A fault may be planted and taken away within one tick of the file's time, at one length: the content decides."""
_PROGRAMS = Path("build/mail")
"""The mail servers of the tests: unpacked, never built, so that they are no part of what is copied."""
_PACKAGES = ("app", "sync", "ui", "resources")


class Verdict(Enum):
    """How a fault came out; only CAUGHT is good."""

    CAUGHT = "caught"
    SURVIVED = "SURVIVED"
    NOT_FOUND = "text not found"
    BROKEN = "test broken without fault"
    TIMED_OUT = "TIMED OUT"
    DID_NOT_RUN = "test did not run"


@dataclass(frozen=True, slots=True)
class Run:
    """How one run of pytest ended: its exit code, None if it was stopped, and what it printed."""

    code: int | None
    said: str

    @property
    def passed(self) -> bool:
        """Whether there was a test and it held."""
        return self.code == 0 and _PASSED.search(self.said) is not None


class Ground:
    """The copy. It is used by one run at a time."""

    def __init__(self, root: Path, seconds: float) -> None:
        self.root = root
        self._seconds = seconds
        self._python = root / ".venv/bin/python"
        self._printed = root / ".venv/printed"

    def check(self) -> None:
        """Raise RuntimeError unless the copy's interpreter, left alone, takes the product from the copy."""
        asked = f"import {', '.join(_PACKAGES)}; print(*(m.__file__ for m in ({', '.join(_PACKAGES)})), sep='\\n')"
        command = [str(self._python), "-B", "-c", asked]
        said = subprocess.run(command, cwd="/", env={}, check=True, capture_output=True, text=True).stdout
        if strangers := [line for line in said.splitlines() if not Path(line).is_relative_to(self.root)]:
            raise RuntimeError(f"not from the copy: {strangers}")

    def test(self, chosen: Sequence[str]) -> Run:
        """Run tests of the copy."""
        environment: dict[str, str] = {}
        if not any("[postgresql" in one for one in chosen):
            environment[DATABASES] = "sqlite"  # a fault shows on one database, and this one needs no server
        words = ["-q", "-x", "-p", "no:cacheprovider", "--tb=short", *chosen]
        request = Request(words, environment, str(self._printed))
        nursery = self._nursery
        assert nursery.stdin is not None
        nursery.stdin.write(msgspec.json.encode(request) + b"\n")
        nursery.stdin.flush()
        began = self._answer()
        if not isinstance(began, Began):
            raise TypeError("the run of the tests did not begin")
        stop = threading.Timer(self._seconds, _kill, (began.process,))
        stop.start()
        ended = self._answer()
        was_stopped = not stop.is_alive()
        stop.cancel()
        stop.join()
        _kill(began.process)  # what the tests left running
        said = self._printed.read_text(encoding="utf-8", errors="replace")
        return Run(None if was_stopped or not isinstance(ended, Ended) else ended.code, said)

    def _answer(self) -> Answer:
        assert self._nursery.stdout is not None
        line = self._nursery.stdout.readline()
        if not line:
            raise RuntimeError("the process that runs the tests is gone")
        answer: Answer = msgspec.json.decode(line, type=Answer)
        return answer

    @cached_property
    def _nursery(self) -> "subprocess.Popen[bytes]":
        """Started in the copy at the first run; it ends with the pipe to it."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST"))}
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        command = [str(self._python), "-m", "tests.mutants.nursery"]
        return subprocess.Popen(command, cwd=self.root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def close(self) -> None:
        """End the process that runs the tests."""
        if "_nursery" in vars(self):
            self._nursery.communicate()

    def sound(self, faults: Sequence[Fault]) -> frozenset[str]:
        """The names of those faults of one file of tests whose test holds without the fault; singly where one fails."""
        whole = [fault for fault in faults if not fault.words]
        run = self.test(sorted({fault.test for fault in whole})) if whole else None
        at_once = whole if run is not None and run.passed and not _SKIPPED.search(run.said) else []
        return frozenset(fault.name for fault in faults if fault in at_once or self.test(selection(fault)).passed)

    def judge(self, fault: Fault) -> tuple[Verdict, str]:
        """Plant a fault, run its test, take the fault away again. Returns how it came out and what the test printed."""
        file = self.root / fault.path
        text = file.read_bytes().decode() if file.is_file() else ""
        planted = fault.planted(text)
        if planted is None:
            return Verdict.NOT_FOUND, ""
        try:
            file.write_bytes(planted.encode())
            run = self.test(selection(fault))
        finally:
            file.write_bytes(text.encode())
        match run.code:
            case None:
                return (Verdict.CAUGHT if fault.hangs else Verdict.TIMED_OUT), run.said
            case 0:
                return Verdict.SURVIVED, run.said
            case 1:
                return Verdict.CAUGHT, run.said
            case _:
                return Verdict.DID_NOT_RUN, run.said


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def selection(fault: Fault) -> list[str]:
    """What pytest is told to run the fault's test."""
    return [fault.test, *([f"-k={fault.words}"] if fault.words else [])]


def copied(source: Path, into: Path, *, seconds: float) -> Ground:
    """Copy what git tracks into an empty folder; ``seconds``: how long one run of tests may take.

    The copy has an interpreter of its own, whose packages are the present one's without what points to a checkout:
    the product comes from the copy in every process that the tests start, whatever environment they give it.
    """
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=source, check=True, capture_output=True).stdout
    for name in filter(None, tracked.decode().split("\0")):
        if (source / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, into / name)
    if (source / _PROGRAMS).is_dir():
        (into / _PROGRAMS).parent.mkdir(exist_ok=True)
        (into / _PROGRAMS).symlink_to((source / _PROGRAMS).resolve())
    venv.EnvBuilder(symlinks=True, with_pip=False).create(into / ".venv")
    here = next((into / ".venv/lib").glob("python*/site-packages"))
    (here / "copy.pth").write_text(f"{into}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    for package in (*_PACKAGES, "tests"):
        compileall.compile_dir(into / package, quiet=1, invalidation_mode=_BY_CONTENT)
    ground = Ground(into, seconds)
    ground.check()
    return ground
