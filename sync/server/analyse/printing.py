"""Printing what a method found: a table that a person reads, or one JSON object."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from sync.server.analyse.reading import BadInput, Refused

Cell: TypeAlias = object
Row: TypeAlias = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a method found.

    `values` are single results by name, `tables` lists of rows by name (all rows of a table have the same keys),
    `notes` sentences that the reader needs in order not to misread the numbers.
    """

    method: str
    values: Mapping[str, Cell] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def as_json(analysis: Analysis) -> str:
    """One JSON object: method, the values, the tables, the notes. Numbers in full precision; NaN becomes null."""
    content: dict[str, object] = {"method": analysis.method}
    content |= {name: _plain(value) for name, value in analysis.values.items()}
    content |= {name: [_plain(row) for row in rows] for name, rows in analysis.tables.items()}
    if analysis.notes:
        content["notes"] = list(analysis.notes)
    return json.dumps(content, ensure_ascii=False, allow_nan=False)


def as_text(analysis: Analysis) -> str:
    """Values as `name  value` lines, then each table with aligned columns, then the notes."""
    blocks: list[str] = []
    if analysis.values:
        width = max(len(name) for name in analysis.values)
        blocks.append("\n".join(f"{name:<{width}}  {shown(value)}" for name, value in analysis.values.items()))
    for name, rows in analysis.tables.items():
        title = f"{name} ({len(rows)})" if len(analysis.tables) > 1 or not rows else ""
        blocks.append("\n".join(filter(None, [title, *_aligned(rows)])))
    blocks.extend(f"Note: {note}" for note in analysis.notes)
    return "\n\n".join(blocks)


def error_as_json(error: BadInput | Refused) -> str:
    """One JSON object for input that was not accepted."""
    match error:
        case BadInput():
            place = {"file": error.file, "row": error.row, "column": error.column, "expected": error.expected}
            return json.dumps({"error": place}, ensure_ascii=False)
        case Refused():
            return json.dumps({"refused": error.reason}, ensure_ascii=False)


def shown(value: Cell) -> str:
    """A value as a person reads it: six significant digits, yes or no, a dash for nothing."""
    match _plain(value):
        case None:
            return "–"
        case bool() as truth:
            return "yes" if truth else "no"
        case float() as number:
            return f"{number:.6g}"
        case dict() as mapping:
            return ", ".join(f"{key} {shown(inner)}" for key, inner in mapping.items()) or "–"
        case list() as values:
            return ", ".join(shown(inner) for inner in values) or "–"
        case other:
            return str(other)


def _aligned(rows: Sequence[Row]) -> Iterable[str]:
    if not rows:
        return
    names = list(rows[0])
    cells = [[shown(row[name]) for name in names] for row in rows]
    widths = [max(len(name), *(len(line[i]) for line in cells)) for i, name in enumerate(names)]
    right = [all(_is_number(row[name]) for row in rows) for name in names]
    for line in [names, *cells]:
        padded = (f"{c:>{w}}" if r else f"{c:<{w}}" for c, w, r in zip(line, widths, right, strict=True))
        yield "  ".join(padded).rstrip()


def _is_number(value: Cell) -> bool:
    plain = _plain(value)
    return plain is None or (isinstance(plain, int | float) and not isinstance(plain, bool))


def _plain(value: Cell) -> object:
    """Python's own types for JSON: numpy numbers and arrays unwrapped, NaN and infinities as None."""
    if isinstance(value, str | bool | int) or value is None:
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    unwrap = getattr(value, "tolist", None)
    if unwrap is not None:
        return _plain(unwrap())
    if isinstance(value, Iterable):
        return [_plain(inner) for inner in value]
    return str(value)
