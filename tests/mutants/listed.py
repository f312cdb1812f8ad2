"""The named faults: what is planted where, and which test must see it."""

import tomllib
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[2]
LISTED = Path(__file__).with_name("listed")


class Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One planted fault.

    ``name`` is a fact ("Close does nothing"). In the file at ``path`` the text ``before``, which stands there exactly
    once, becomes ``after``. ``test`` is the node id of the test that must fail then, or a file with ``words`` that
    choose among its tests as ``pytest -k`` does. ``hangs``: that the test never ends is how this fault shows.
    """

    name: str
    path: str
    before: str
    after: str
    test: str
    words: str = ""
    hangs: bool = False

    @property
    def test_file(self) -> str:
        """The file of the test, from the root."""
        return self.test.partition("::")[0]

    def planted(self, text: str) -> str | None:
        """The file's text with the fault in it; None where the place is not found exactly once."""
        return text.replace(self.before, self.after) if text.count(self.before) == 1 else None


class Room(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The faults of one file of the list."""

    fault: tuple[Fault, ...]


def room_of(path: str) -> str:
    """The room in whose list a fault of a file stands: its folder, the signs ``/`` as ``-``."""
    return "-".join(Path(path).parent.parts)


def rooms() -> dict[str, tuple[Fault, ...]]:
    """All listed faults by room. Raises msgspec.ValidationError for a list that is not sound."""
    return {
        file.stem: msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Room).fault
        for file in sorted(LISTED.glob("*.toml"))
    }
