"""Reading the analysts' tables: CSV with a header row, comma or semicolon, UTF-8, decimal point or comma."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from pathlib import Path
from typing import TypeVar

from app.calendar import prague
from app.intake.csv_rows import CsvFile, Row
from app.intake.encodings import decoded
from app.intake.faults import BadFile, Fault

_T = TypeVar("_T")
_GROUPED = re.compile(r"^[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?$")
_LARGEST, _SMALLEST = 1e15, 1e-100
_CZECH_DAY = re.compile(r"^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$")


class BadInput(Exception):
    """A file or argument that can not be read: where, and what was expected. Ends the command with exit code 2.

    `row` counts as a spreadsheet does: the header is row 1. Zero means the file as a whole.
    """

    def __init__(self, file: str, row: int, column: str, expected: str) -> None:
        self.file, self.row, self.column, self.expected = file, row, column, expected
        place = [file, f"row {row}" if row else "", f"column {column}" if column else ""]
        super().__init__(f"{', '.join(part for part in place if part)}: expected {expected}")


class Refused(Exception):
    """Readable data that is too short or too thin for the method. Says why in words; exit code 2."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class TooLarge(ValueError):
    """A number beyond 1e15, which no count, coordinate or load is; its square would leave the floating range."""


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file in columns. Names are folded (trimmed, lower case); `rows` are spreadsheet row numbers."""

    file: str
    columns: Mapping[str, tuple[str, ...]]
    rows: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def has(self, name: str) -> bool:
        """Whether the file has that column."""
        return folded(name) in self.columns

    def text(self, name: str) -> tuple[str, ...]:
        """The cells of a column, trimmed. Raises BadInput when the column is not there."""
        found = self.columns.get(folded(name))
        if found is None:
            raise BadInput(self.file, 1, name, f"a column of that name; the header has: {', '.join(self.columns)}")
        return found

    def parsed(self, name: str, expected: str, parse: Callable[[str], _T]) -> tuple[_T, ...]:
        """A column read by `parse`; a ValueError or KeyError from it becomes BadInput at that row."""
        values: list[_T] = []
        for row, cell in zip(self.rows, self.text(name), strict=True):
            try:
                values.append(parse(cell))
            except (ValueError, KeyError, OverflowError) as error:
                size = f", not beyond {_LARGEST:g}" if isinstance(error, TooLarge) else ""
                found = f", found {cell!r}" if cell else ", found an empty cell"
                raise BadInput(self.file, row, name, expected + size + found) from None
        return tuple(values)

    def numbers(
        self, name: str, *, low: float | None = None, high: float | None = None, above: float | None = None
    ) -> tuple[float, ...]:
        """A column of finite numbers, each in [low, high] and greater than `above`, where those are given."""

        def parse(cell: str) -> float:
            value = number(cell)
            outside = (low is not None and value < low) or (high is not None and value > high)
            if outside or (above is not None and value <= above):
                raise ValueError(cell)
            return value

        return self.parsed(name, "a number" + _range(low, high, above), parse)

    def counts(self, name: str, *, low: int = 0, high: int | None = None) -> tuple[int, ...]:
        """A column of whole numbers, not below `low` and, where given, not above `high`."""

        def parse(cell: str) -> int:
            value = number(cell)
            if value < low or value != int(value) or (high is not None and value > high):
                raise ValueError(cell)
            return int(value)

        return self.parsed(name, f"a whole number{_range(low, high, None)}", parse)

    def moments(self, name: str) -> tuple[datetime, ...]:
        """A column of dates or times, as aware datetimes."""
        return self.parsed(name, "a date or time such as 2024-03-12, 2024-03-12T14:05+01:00 or 12.3.2024 14:05", moment)


def folded(name: str) -> str:
    """A column name as it is compared: trimmed, inner spaces single, lower case."""
    return " ".join(name.split()).casefold()


def number(cell: str) -> float:
    """A finite number with a decimal point or comma; spaces may part thousands. Below 1e-100 it is 0.

    Raises ValueError, TooLarge for more than 1e15 in size.
    """
    text = cell.strip()
    if _GROUPED.match(text):
        text = re.sub(r"[ \u00a0\u202f]", "", text)
    if "," in text and "." not in text:
        text = text.replace(",", ".", 1)
    if "_" in text:
        raise ValueError(cell)
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(cell)
    if abs(value) > _LARGEST:
        raise TooLarge(cell)
    return value if abs(value) >= _SMALLEST else 0.0


def moment(cell: str) -> datetime:
    """A date or time in ISO 8601 or Czech order; without a zone it is taken as UTC. Raises ValueError."""
    text = cell.strip()
    czech = _CZECH_DAY.match(text)
    if czech:
        day, month, year, hour, minute, second = (int(part or 0) for part in czech.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def wall(cell: str) -> datetime:
    """The same by the clocks in Prague, where a day begins and ends: the city's calendar counts, wherever it was read.

    What says no zone is taken as it is written. Raises ValueError, for the first and the last year too.
    """
    said = moment(cell)
    if not MINYEAR < said.year < MAXYEAR:
        raise ValueError(cell)
    has_zone = not _CZECH_DAY.match(cell.strip()) and datetime.fromisoformat(cell.strip()).tzinfo is not None
    return (prague(said) if has_zone else said).replace(tzinfo=UTC)


def read_table(path: str | Path, *, renames: Mapping[str, str] | None = None) -> Table:
    """Read a CSV file: header row, comma, semicolon or tab, UTF-8 with or without BOM, or UTF-16 with one.

    `renames` maps the name a method knows to the name in the file's header; a renamed column is found under both.
    Raises BadInput for a missing or empty file, other encodings, repeated or missing columns, stray quotes, rows of
    another length.
    """
    file = str(path)
    header_row, names, body = _records(file)
    if not body:
        raise BadInput(file, header_row, "", "at least one row below the header")
    columns = {name: tuple(cells[at].strip() for _, cells in body) for at, name in enumerate(names) if name}
    for known, in_file in (renames or {}).items():
        if folded(in_file) not in columns:
            raise BadInput(file, header_row, in_file, f"a column of that name; the header has: {', '.join(columns)}")
        columns[folded(known)] = columns[folded(in_file)]
    return Table(file, columns, tuple(row for row, _ in body))


def _records(file: str) -> tuple[int, list[str], list[Row]]:
    """The row of the header, its folded names, and the rows below."""
    try:
        table = CsvFile(decoded(Path(file).read_bytes()))
    except OSError as error:
        raise BadInput(file, 0, "", f"a readable file ({error.strerror})") from None
    except BadFile as error:
        raise BadInput(file, error.row, error.member, f"a table, but {error}") from None
    names = [folded(name) for name in table.header]
    for position, name in enumerate(names):
        if name and name in names[:position]:
            raise BadInput(file, table.header_line, table.header[position], "every column name once")
    body: list[Row] = []
    for row in table.rows():
        if isinstance(row, Fault):
            raise BadInput(
                file, row.row, folded(row.member), f"{row.cause}{f', found {row.found}' if row.found else ''}"
            )
        body.append(row)
    return table.header_line, names, body


def _range(low: float | None, high: float | None, above: float | None) -> str:
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    if low is not None:
        return f" of at least {low:g}"
    if high is not None:
        return f" of at most {high:g}"
    return f" greater than {above:g}" if above is not None else ""
