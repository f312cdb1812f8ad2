"""From counted ratings to the cells that devices hold: slices, classes, causes, what changed in half a year. Pure."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import numpy as np

from app.analysis.counted_ratings import CountedRatings
from app.analysis.safety_surface import (
    CellRow,
    SafetySurface,
    ShownValue,
    cell_rows,
    safety_surface,
    trends_at,
)
from app.ratings.domain import Cell, Instead, Tag, Trend, cell_id
from app.ratings.domain import CellClass as Class
from app.ratings.domain import Slice as DeviceSlice
from app.safety.classes import CellClass
from app.safety.grid import name_of
from app.safety.ratings import Flags, Slice
from app.safety.settings import SurfaceSettings
from app.safety.weights import distinct

TREND_DAYS: Final = 182
"""The answers of the last half year are compared with those before them."""
LEAST_NAMING: Final = 3
"""A cause is told where so many people named it."""
MOST_TAGS: Final = 3
TAGS: Final = "tags"
"""The label of a rating's causes, apart by commas."""


def device_cells(table: CountedRatings, as_of: date, settings: SurfaceSettings) -> tuple[Cell, ...]:
    """The cells of all slices on a day, by their ids; none where no rating has weight.

    Bursts are set aside before: whoever keeps ratings decides which of them count. Shares are rounded to hundredths
    outward and weights to halves, so that a row changes only when there is something else to be said.
    """
    found = safety_surface(table, as_of=as_of, settings=settings, keep_bursts=True)
    if not isinstance(found, SafetySurface):
        return ()
    trends = {part: _trends(found, part, as_of) for part in found.levels.cells}
    naming = _naming(table.labels[TAGS])
    causes = {part: _causes(found, naming, part) for part in found.levels.cells}
    cells = [_cell(row, causes[row.part], trends[row.part]) for row in cell_rows(found)]
    return tuple(sorted(cells, key=lambda one: one.id))


def _trends(found: SafetySurface, part: Slice, as_of: date) -> Mapping[str, Trend]:
    changed = trends_at(found, as_of - timedelta(days=TREND_DAYS), part)
    return {cell: Trend[trend.name] for cell, trend in changed.items()}


def _causes(found: SafetySurface, naming: Mapping[Tag, Flags], part: Slice) -> Mapping[str, tuple[Tag, ...]]:
    """By cell: the causes that most of those who feel unsafe name, of equal ones the first in the list of causes."""
    cells = found.levels.cells[part].cells
    unsafe = found.ratings.of(part) & (found.weights > 0) & (found.ratings.unsafe > 0)
    people = np.zeros((len(Tag), cells.size), dtype=np.int64)
    for place, tag in enumerate(Tag):
        at = np.flatnonzero(unsafe & naming[tag])
        people[place] = distinct(
            np.searchsorted(cells, found.ratings.cell[at]), found.ratings.respondent[at], cells.size
        )
    order = np.argsort(-people, axis=0, kind="stable")[:MOST_TAGS]
    most = np.take_along_axis(people, order, axis=0) >= LEAST_NAMING
    tags = list(Tag)
    return {
        name_of(cell): tuple(tags[place] for place, told in zip(places, enough, strict=True) if told)
        for cell, places, enough in zip(cells.tolist(), order.T.tolist(), most.T.tolist(), strict=True)
    }


def _naming(tags: Sequence[str]) -> dict[Tag, Flags]:
    """Which ratings name each cause."""
    sets = {text: number for number, text in enumerate(dict.fromkeys(tags))}
    which = np.array([sets[text] for text in tags], dtype=np.int64)
    return {tag: np.array([tag.value in text.split(",") for text in sets], dtype=np.bool_)[which] for tag in Tag}


def _cell(row: CellRow, causes: Mapping[str, tuple[Tag, ...]], trends: Mapping[str, Trend]) -> Cell:
    part, name = DeviceSlice(row.part.value), Class[row.name.name]
    k = round(2 * row.weight) / 2
    if row.name is CellClass.NOT_ENOUGH:
        return Cell(cell_id(row.cell, part), row.cell, part, row.respondents, k, name, instead=_instead(row.shown))
    return Cell(
        id=cell_id(row.cell, part),
        cell=row.cell,
        part=part,
        n=row.respondents,
        k=k,
        name=name,
        low=_down(row.low),
        high=_up(row.high),
        bound=round(row.lower_bound, 2),
        tags=causes.get(row.cell, ()),
        trend=trends.get(row.cell, Trend.NOT_ENOUGH),
        share=round(row.mean, 2),
    )


def _instead(shown: ShownValue | None) -> Instead | None:
    if shown is None or shown.name is CellClass.NOT_ENOUGH:
        return None
    name = Class[shown.name.name]
    return Instead(shown.source.value, shown.group, shown.respondents, _down(shown.low), _up(shown.high), name)


def _down(share: float) -> float:
    return math.floor(100 * share + 1e-9) / 100


def _up(share: float) -> float:
    return min(math.ceil(100 * share - 1e-9) / 100, 1.0)
