"""Documents as PDF, set in a child process with limits: a request's thread waits, and nothing else does."""

import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

import msgspec

import resources
from sync.server.paper import typesetting_process
from sync.server.photos.previews import environment

log = logging.getLogger("okrskar.server")
_SECONDS: Final = 90
_AT_ONCE: Final = threading.BoundedSemaphore(2)
"""So many documents are set at a time by one server process."""


class NotSet(Exception):
    """No document was made: the machine did not come to it, or the template did not take the data."""


def typeset(template: str, data: msgspec.Struct) -> bytes:
    """The PDF of a template in ``resources/paper``. Raises NotSet."""
    try:
        with _AT_ONCE:
            done = subprocess.run(
                [*child(), str(Path(resources.__file__).parent), template],
                input=msgspec.json.encode(data),
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                env=environment(),
            )
    except subprocess.TimeoutExpired as error:
        raise NotSet("too slow") from error
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        log.error("no paper from %s: exit %s", template, done.returncode)  # what it says may quote the data
        raise NotSet(template)
    return done.stdout


def child() -> tuple[str, ...]:
    """The words that start the child. A frozen server has no Python to run a file: it starts itself with one word."""
    if getattr(sys, "frozen", False):
        return (sys.executable, typesetting_process.WORD)
    return (sys.executable, "-I", typesetting_process.__file__)
