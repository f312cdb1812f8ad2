"""What is wrong with a file, by row and member; many rows of one cause are told once."""

from collections.abc import Iterable
from typing import NamedTuple


class BadFile(Exception):
    """The file as a whole can not be read; ``args[0]`` says why, in words.

    ``row`` is 0 and ``member`` empty where it is none's.
    """

    def __init__(self, what: str, row: int = 0, member: str = "") -> None:
        super().__init__(what)
        self.row, self.member = row, member


class Fault(NamedTuple):
    """One row that can not be read.

    ``row`` is the physical line of a table or of JSON Lines, where a spreadsheet counts the header as 1; the place in
    an array, from 1. ``number`` is its number in the other system, ``member`` the column, ``cause`` what is wrong
    without the value, ``found`` the value.
    """

    row: int
    number: str
    member: str
    cause: str
    found: str = ""

    def __str__(self) -> str:
        number = f" (number {self.number})" if self.number else ""
        member = f", {self.member}" if self.member else ""
        return f"row {self.row}{number}{member}: {self.cause}{f', found {self.found}' if self.found else ''}"


class Cause(NamedTuple):
    """All faults of one cause in one member: the first, how many there are, and some other rows."""

    first: Fault
    many: int
    rows: tuple[int, ...]

    def __str__(self) -> str:
        if self.many == 1:
            return str(self.first)
        others = ", ".join(map(str, self.rows))
        more = f" and {self.many - 1 - len(self.rows)} more" if self.many - 1 > len(self.rows) else ""
        return f"{self.first}; the same in {self.many - 1} other rows: {others}{more}"


_ROWS_SHOWN = 5


def by_cause(faults: Iterable[Fault]) -> list[Cause]:
    """Each cause once, in the order of its first row."""
    grouped: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        grouped.setdefault((fault.member, fault.cause), []).append(fault)
    return [
        Cause(same[0], len(same), tuple(fault.row for fault in same[1 : 1 + _ROWS_SHOWN])) for same in grouped.values()
    ]
