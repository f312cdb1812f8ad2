"""Ratings from a table: columns lat, lon, slice (day, night) and answer (1 very safe … 4 very unsafe, or its name).

If there: at, respondent, frequency, tags (two at the most, apart by commas), age, sex, remark, channel.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

import msgspec

from app.ratings.domain import Answer, RatingChannel
from app.ratings.form import OLDEST, Refused, read
from sync.server.analyse.reading import Table, moment, number, read_table
from sync.server.ground.moments import instant
from sync.server.imports.ids import stable_id
from sync.server.ratings.service import Incoming

_ANSWERS: Final = {str(place): answer.value for place, answer in enumerate(Answer, start=1)}
_OTHERS: Final = ("frequency", "tags", "age", "sex", "remark")
_MOST_SHOWN: Final = 20


class RowsRefused(Exception):
    """Rows that are no ratings, one line each with the row as a spreadsheet counts; nothing was taken in."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines[:_MOST_SHOWN] + ([f"… and {len(lines) - _MOST_SHOWN} more"] if lines[_MOST_SHOWN:] else [])
        super().__init__("; ".join(self.lines))


def incoming_of(file: str, now: datetime) -> list[Incoming]:
    """All ratings of a CSV file. Raises BadInput for what is no such table, RowsRefused for odd rows.

    A row has the same id whenever this file is read. Raises for a moment that would not be taken as it is told.
    """
    table = read_table(file)
    refused: list[str] = []
    found: list[Incoming] = []
    for row, cells in zip(table.rows, _rows(table), strict=True):
        at = _at(cells.get("at", ""))
        form = read(_fields(cells) | {"at": instant(at) if at is not None else None})
        if isinstance(form, Refused):
            refused += [f"row {row}, {flaw.field}: {flaw.words}" for flaw in form.flaws]
            continue
        channel = cells.get("channel", "") or RatingChannel.IMPORT.value
        if channel not in list(RatingChannel):
            refused.append(f"row {row}, channel: one of {', '.join(RatingChannel)}")
            continue
        if (cells.get("at") and at is None) or (at is not None and not now - OLDEST <= at <= now):
            refused.append(f"row {row}, at: a time of the last two years, such as 2026-03-12T14:05+01:00")
            continue
        named = cells.get("respondent", "")
        found.append(
            Incoming(
                form,
                RatingChannel(channel),
                browser=f"import {named}" if named else "",
                id=stable_id("ratings", msgspec.json.encode(cells, order="sorted").decode(), str(row), at or _NEVER),
            )
        )
    if refused:
        raise RowsRefused(refused)
    return found


_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


def _rows(table: Table) -> Iterator[dict[str, str]]:
    names = list(table.columns)
    for name in ("lat", "lon", "slice", "answer"):
        table.text(name)
    for cells in zip(*(table.columns[name] for name in names), strict=True):
        yield dict(zip(names, cells, strict=True))


def _fields(cells: Mapping[str, str]) -> dict[str, object]:
    fields: dict[str, object] = {name: cells[name] for name in _OTHERS if name in cells}
    answer = cells["answer"].casefold().replace(" ", "_")
    fields |= {"part": cells["slice"].casefold(), "answer": _ANSWERS.get(answer, answer)}
    for name in ("lat", "lon"):
        try:
            fields[name] = number(cells[name])
        except ValueError:
            fields[name] = cells[name]
    return fields


def _at(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return moment(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
