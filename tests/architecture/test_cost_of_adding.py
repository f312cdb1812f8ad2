"""Adding costs little: in how many source files a field, an operation and a page of the app are named at all."""

import re

import pytest

from tests.architecture.sources import ROOMS, ROOT, tracked


def naming(pattern: str) -> list[str]:
    """The source files in which a name stands; examples of the protocol are no sources."""
    name = re.compile(pattern)
    sources = [path for path in tracked() if path.parts[0] in ROOMS and path.suffix in (".py", ".qml")]
    return [str(path) for path in sources if name.search((ROOT / path).read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("what", "pattern", "most"),
    [
        ("the field priority", r"\bPriority\.|[\"']priority[\"']|\bpriority: Priority\b", 5),
        ("the operation tip.promise", r"\bTipPromise\b|[\"']tip\.promise[\"']|\bclass Promise\b", 6),
        ("the operation tip.promise_kept", r"\bTipPromiseKept\b|[\"']tip\.promise_kept[\"']", 6),
        ("the operation tip.reopen", r"\bTipReopen\b|[\"']tip\.reopen[\"']", 6),
        ("the page of promises", r"\bPromisesViewModel\b|PromisesPage\.qml", 3),
    ],
)
def test_that_one_thing_is_named_in_few_files(what: str, pattern: str, most: int) -> None:
    files = naming(pattern)
    assert len(files) >= 2, f"{what} is not found any more: does the pattern still fit?"
    assert len(files) <= most, f"{what} is named in {len(files)} source files, at most {most}: {files}"
