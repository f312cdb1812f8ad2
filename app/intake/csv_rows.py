"""Comma-separated rows (RFC 4180), strictly: a stray quote, a shifted cell or a second header never passes unseen.

Python's own reader takes quotes inside cells and lets an open one swallow the rows below it; where analysts' numbers
and residents' tips come in, that files what nobody wrote.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from app.intake.faults import BadFile, Fault

DELIMITERS = (";", "\t", ",")
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_LINE_END = re.compile(r"\r\n|\r|\n")
_SEPARATOR_LINE = re.compile(r'\A"?sep=(?P<sign>[^\r\n"])"?(?:\r\n|\r|\n)', re.IGNORECASE)
_PLAIN = {sign: re.compile(rf"[^{sign}\r\n]*+") for sign in DELIMITERS}
_TELLING = 2
"""So many cells at the beginning of a line make it look like a row."""
HINT = "a decimal comma needs quotes, or semicolons between the columns"


class Row(NamedTuple):
    """Cells by the physical line on which they begin, the first line being 1."""

    line: int
    cells: list[str]


class CsvFile:
    """A table: ``header`` trimmed, then ``rows`` in one pass, each a Row or the Fault of one."""

    def __init__(self, text: str) -> None:
        """Raises BadFile for an empty file and for a header that is broken or names a column twice."""
        marked = _SEPARATOR_LINE.match(text)
        sign = marked["sign"] if marked else _delimiter(text)
        if sign not in DELIMITERS:
            raise BadFile(f"its first line says that {sign!r} is between the columns; comma, semicolon or tab is", 1)
        self.delimiter = sign
        self._scan = _Scan(text, sign, marked.end() if marked else 0, 2 if marked else 1)
        first = next(self._scan.rows(), None)
        if first is None:
            raise BadFile("the file is empty")
        if isinstance(first, Fault):
            raise BadFile(f"its header can not be read: {first.cause}", first.row)
        self.header_line = first.line
        self.header = [column_name(cell) for cell in first.cells]
        for place, name in enumerate(self.header):
            if name and name in self.header[:place]:
                raise BadFile(f"the header has the column {name!r} twice: every column name once", first.line, name)

    def rows(self) -> Iterator[Row | Fault]:
        """The rows below the header; empty lines are passed over."""
        width = len(self.header)
        for row in self._scan.rows(width):
            if isinstance(row, Fault) or len(row.cells) == width:
                yield row
            elif len(row.cells) < width:
                cause = f"{width} cells as in the header"
                yield Fault(row.line, "", self.header[len(row.cells)], cause, str(len(row.cells)))
            elif any(cell.strip() for cell in row.cells[width:]):
                cause = f"{width} cells as in the header ({HINT})"
                yield Fault(row.line, "", "", cause, str(len(row.cells)))
            else:
                yield Row(row.line, row.cells[:width])


def column_name(text: str) -> str:
    """A name as it is compared: composed letters, single blanks, without signs that nobody sees (a second mark)."""
    seen = "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Cf")
    return " ".join(seen.split())


class _Scan:
    def __init__(self, text: str, sign: str, at: int, line: int) -> None:
        self._text, self._sign, self._at, self._line = text, sign, at, line
        self._plain = _PLAIN[sign]
        self._runs_over = False

    def rows(self, width: int = 0) -> Iterator[Row | Fault]:
        """Rows, and the faults of others. A quote that seems to run over rows may yet be meant, where the row then has
        ``width`` cells: what lies inside it is no row for sure, and is a fault as well."""
        doubtful = opens = 0
        while self._at < len(self._text):
            start, line = self._at, self._line
            row = self._row()
            if isinstance(row, Fault):
                if self._runs_over and start >= doubtful and (end := self._end_as_it_stands(start, line, width)):
                    doubtful, opens = end, line
                self._at, self._line = start, line
                self._skip_line()
                yield row
            elif any(cell.strip() for cell in row.cells):
                doubt = f"it may be part of the cell that a quote opens in row {opens}: no well-formed CSV"
                yield row if start >= doubtful else _fault(line, doubt)

    def _end_as_it_stands(self, start: int, line: int, width: int) -> int:
        """Where the row ends if its quotes are meant as they stand; 0 where that is no row of ``width`` cells."""
        self._at, self._line = start, line
        row = self._row(as_it_stands=True)
        return self._at if isinstance(row, Row) and len(row.cells) == width else 0

    def _row(self, *, as_it_stands: bool = False) -> Row | Fault:
        self._runs_over = False
        line, cells, text = self._line, list[str](), self._text
        while True:
            if text.startswith('"', self._at):
                cell = self._quoted(line, cells, as_it_stands=as_it_stands)
                if isinstance(cell, Fault):
                    return cell
            else:
                plain = self._plain.match(text, self._at)
                cell = plain[0] if plain else ""
                if '"' in cell and not cell.lstrip().startswith('"'):
                    return _fault(line, f"a quote inside a cell that has none around it (cell {len(cells) + 1})")
                if '"' in cell:
                    return _fault(line, f"a blank before a quote that opens a cell (cell {len(cells) + 1})")
                self._at += len(cell)
            cells.append(cell)
            if text.startswith(self._sign, self._at):
                self._at += 1
                continue
            end = _LINE_END.match(text, self._at)
            if end:
                self._at = end.end()
                self._line += 1
            elif self._at < len(text):
                return _fault(line, f"text after the closing quote of cell {len(cells)}: no well-formed CSV")
            return Row(line, cells)

    def _quoted(self, line: int, before: list[str], *, as_it_stands: bool) -> str | Fault:
        place = len(before)
        found = _QUOTED.match(self._text, self._at)
        if found is None:
            return _fault(line, f"the quote that opens cell {place + 1} is never closed: no well-formed CSV")
        raw = found[1]
        inner = _LINE_END.split(raw)
        if len(inner) > 1 and place and not as_it_stands and self._looks_swallowed(inner, before):
            self._runs_over = True
            cause = f"the quote that opens cell {place + 1} runs over what looks like other rows"
            return _fault(line, cause)
        self._line += len(inner) - 1
        self._at = found.end()
        return raw.replace('""', '"')

    def _looks_swallowed(self, inner: list[str], before: list[str]) -> bool:
        """Whether the quoted lines have just as many separators as whole rows would have, or one begins like a row."""
        place = len(before)
        is_prose = f"{self._sign} " in inner[-1]
        if inner[-1].count(self._sign) == place and inner[0].count(self._sign) > 0 and not is_prose:
            return True
        begins = _shape(before[:_TELLING])
        return place >= _TELLING and any(_shape(line.split(self._sign)[:_TELLING]) == begins for line in inner[1:])

    def _skip_line(self) -> None:
        end = _LINE_END.search(self._text, self._at)
        self._at = end.end() if end else len(self._text)
        self._line += 1


def _shape(cells: list[str]) -> list[str]:
    """Cells with every number and every word as one sign: what rows of one table have in common."""
    return [re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", cell)) for cell in cells]


def _fault(line: int, cause: str) -> Fault:
    return Fault(line, "", "", cause)


def _delimiter(text: str) -> str:
    """The separator of the header. A single column takes the semicolon, so that 1,5 stays one number."""
    start = re.search(r"\S", text)
    line = text[start.start() if start else 0 :]
    end = _LINE_END.search(line)
    bare = re.sub(r'"[^"]*"', "", line[: end.start()] if end else line)
    return max(DELIMITERS, key=lambda sign: (bare.count(sign), sign == ";"))
