"""The rows of a file of tips, whatever its form: CSV, a JSON array or JSON Lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.intake import csv_rows, json_records
from app.intake.encodings import decoded
from app.intake.faults import BadFile, Fault
from app.intake.json_records import Record

MAX_BYTES = 500 * 1024 * 1024
_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv", ".tab", ".txt")


@dataclass(frozen=True, slots=True)
class Rows:
    """``rows`` in one pass, ``total`` about how many; ``columns`` of a table, empty for JSON."""

    rows: Iterator[Record | Fault]
    total: int
    columns: tuple[str, ...] = ()


def open_rows(path: Path, root: str = "", encoding: str = "") -> Rows:
    """Raises BadFile with the reason in words, OSError where the file can not be read."""
    if path.stat().st_size > MAX_BYTES:
        raise BadFile(f"it is larger than {MAX_BYTES // 1024 // 1024} MiB; part it into several")
    text = decoded(path.read_bytes(), encoding)
    suffix = path.suffix.lower()
    looks_like_json = text[:200].lstrip()[:1] in ("[", "{")
    if suffix in _LINES:
        return Rows(json_records.of_lines(text), text.count("\n") + 1)
    if suffix in _TABLES or not (looks_like_json or suffix == ".json"):
        table = csv_rows.CsvFile(text)
        return Rows(_records(table), text.count("\n"), tuple(name for name in table.header if name))
    total, records = json_records.of_array(text, root)
    return Rows(records, total)


def _records(table: csv_rows.CsvFile) -> Iterator[Record | Fault]:
    for row in table.rows():
        if isinstance(row, Fault):
            yield row
        else:
            yield Record(row.line, {n: cell for n, cell in zip(table.header, row.cells, strict=True) if n})
