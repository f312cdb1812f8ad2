"""What is shown for a cell with too few answers: its pooled value, its parent, its district."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

import numpy as np

from app.safety.classes import CellClass
from app.safety.grid import no_rings, parents
from app.safety.ratings import Floats, Ints, Ratings, Slice
from app.safety.settings import SurfaceSettings
from app.safety.surface import Surface, posterior, slice_weights, surfaces, tally


class Source(Enum):
    """Where a shown value comes from; everything but OWN is shown with a badge."""

    OWN = "own"
    POOLED = "pooled"
    PARENT = "parent"
    PARENT_POOLED = "parent pooled"
    DISTRICT = "district"
    DISTRICT_POOLED = "district pooled"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Shown:
    """The value shown for one cell and slice: the surface it stands in and its position there."""

    source: Source
    surface: Surface | None
    position: int


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """The same ratings at three levels. `parent`, `district`: for each cell of `cells`, its group in the others."""

    cells: dict[Slice, Surface]
    parents: dict[Slice, Surface]
    districts: dict[Slice, Surface]
    parent: Ints
    district: Ints


def levels(
    ratings: Ratings, as_of: date, settings: SurfaceSettings, weights: Mapping[Slice, Floats] | None = None
) -> Levels:
    """The surfaces over cells, their parents and the districts; a cell belongs to the district of most ratings.

    `weights`: those of ``slice_weights``, where they are known.
    """
    weights = weights or slice_weights(ratings, as_of, settings)
    own = surfaces(ratings, as_of, settings, weights)
    cells = own[Slice.POOLED].cells
    kept = np.isin(ratings.cell, cells)
    counted = ratings.where(kept)
    above = surfaces(ratings.at_cells(parents(ratings.cell, settings.parent_resolution)), as_of, settings)
    codes = np.unique(counted.district)
    by_district = counted.at_cells(counted.district)
    districts = {
        part: posterior(part, tally(codes, by_district, weight[kept]), no_rings(codes.size), settings)
        for part, weight in weights.items()
    }
    index, code = np.searchsorted(cells, counted.cell), np.searchsorted(codes, counted.district)
    votes = np.zeros((cells.size, codes.size), dtype=np.int64)
    np.add.at(votes, (index, code), 1)
    most = votes.argmax(axis=1) if codes.size else np.empty(0, np.int64)
    return Levels(own, above, districts, parents(cells, settings.parent_resolution), codes[most])


def shown(found: Levels, part: Slice, position: int) -> Shown:
    """The value to show for the cell at `position` in a slice: the first of the levels with enough answers."""
    tries = (
        (Source.OWN, found.cells.get(part), position),
        (Source.POOLED, found.cells[Slice.POOLED], position),
        (Source.PARENT, found.parents.get(part), _at(found.parents.get(part), found.parent[position])),
        (Source.PARENT_POOLED, found.parents[Slice.POOLED], _at(found.parents[Slice.POOLED], found.parent[position])),
        (Source.DISTRICT, found.districts.get(part), _at(found.districts.get(part), found.district[position])),
        (
            Source.DISTRICT_POOLED,
            found.districts[Slice.POOLED],
            _at(found.districts[Slice.POOLED], found.district[position]),
        ),
    )
    for source, surface, at in tries:
        if surface is not None and at >= 0 and surface.classes[at] is not CellClass.NOT_ENOUGH:
            return Shown(source, surface, at)
    return Shown(Source.NOTHING, None, -1)


def _at(surface: Surface | None, group: int) -> int:
    if surface is None:
        return -1
    at = int(np.searchsorted(surface.cells, group))
    return at if at < surface.cells.size and surface.cells[at] == group else -1
