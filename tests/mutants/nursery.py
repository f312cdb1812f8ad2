"""A process that has read the libraries already and has a child run the tests: three of four seconds of a run are that.

It reads one request a line, runs it in a child of its own, and answers with its process id and then with its exit code.
Nothing of the product is read here, so that each child reads it as it stands in the copy at that moment.
"""

import importlib
import os
import sys

import msgspec

LIBRARIES = (
    "pytest", "hypothesis", "hypothesis.strategies", "sqlalchemy", "sqlalchemy.dialects.sqlite", "alembic.command",
    "cryptography.hazmat.primitives.asymmetric.ed25519", "cryptography.x509", "requests", "starlette.applications",
    "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtQml", "PySide6.QtQuick",
)  # fmt: skip
"""Without those that start threads of their own when they are read."""
_FOUND_BEFORE = "ignore:Module already imported so cannot be rewritten"


class Request(msgspec.Struct, frozen=True):
    """What pytest is told, what is added to the environment, and the file for what the tests print."""

    words: list[str]
    environment: dict[str, str]
    printed: str


class Began(msgspec.Struct, frozen=True, tag="began"):
    """The run is a process, and a group of processes, of this number."""

    process: int


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """The run ended with this code; below 0 by a signal."""

    code: int


Answer = Began | Ended


def _run(request: Request) -> None:
    """Be the tests, and never return."""
    code = 99
    try:
        os.setsid()
        printed = os.open(request.printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for of, to in ((nothing, 0), (printed, 1), (printed, 2)):
            os.dup2(of, to)
        os.environ.update(request.environment)
        pytest = importlib.import_module("pytest")
        code = int(pytest.main(["-W", _FOUND_BEFORE, *request.words]))
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _serve() -> None:
    for name in LIBRARIES:
        importlib.import_module(name)
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    for line in sys.stdin.buffer:
        request = msgspec.json.decode(line, type=Request)
        process = os.fork()
        if process == 0:
            _run(request)
        answers.write(msgspec.json.encode(Began(process)) + b"\n")
        _, status = os.waitpid(process, 0)
        answers.write(msgspec.json.encode(Ended(os.waitstatus_to_exitcode(status))) + b"\n")


if __name__ == "__main__":
    _serve()
