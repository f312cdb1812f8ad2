"""Running the command line inside a test."""

import contextlib
import io
import json
from dataclasses import dataclass
from typing import Any

from sync.server.cli import main


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def found(self) -> dict[str, Any]:
        """The one JSON object."""
        content: dict[str, Any] = json.loads(self.out)
        return content


def analyse(*arguments: object) -> Answer:
    """Run `okrskar-server analyse …`."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["analyse", *(str(one) for one in arguments)])
    return Answer(code, out.getvalue(), err.getvalue())
