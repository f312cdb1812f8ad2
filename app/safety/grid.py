"""H3 cells of points, their rings and their parents."""

from dataclasses import dataclass

import h3.api.basic_int as h3
import numpy as np
import numpy.typing as npt

from app.safety.ratings import Floats, Ints

STORED_RESOLUTION = 11
"""After 30 days a point is kept only as the centre of its cell of about 25 m."""


@dataclass(frozen=True, slots=True, eq=False)
class Rings:
    """Which of C cells touch: pairs of positions, each pair in both directions."""

    one: Ints
    other: Ints
    size: int

    def sums(self, values: Floats) -> Floats:
        """The sum over the neighbours of each cell; `values` has length C."""
        return sums(self.one, values[self.other], self.size)


def sums(group: Ints, values: Floats, groups: int) -> Floats:
    """The sum of the values of each of `groups` groups."""
    return np.asarray(np.bincount(group, weights=values, minlength=groups), dtype=np.float64)


def cells_of(latitude: npt.ArrayLike, longitude: npt.ArrayLike, resolution: int) -> Ints:
    """The H3 cells of points in degrees (WGS 84). Raises ValueError for latitudes and longitudes out of range."""
    lat, lon = np.asarray(latitude, np.float64), np.asarray(longitude, np.float64)
    if not ((np.abs(lat) <= 90) & (np.abs(lon) <= 180)).all():
        message = "latitudes lie between -90 and 90 degrees, longitudes between -180 and 180"
        raise ValueError(message)
    pairs = zip(lat.tolist(), lon.tolist(), strict=True)
    return np.fromiter((h3.latlng_to_cell(y, x, resolution) for y, x in pairs), np.int64, count=lat.size)


def centres(cells: Ints) -> tuple[Floats, Floats]:
    """Latitudes and longitudes of the centres of cells, degrees."""
    points = np.array([h3.cell_to_latlng(cell) for cell in cells.tolist()], dtype=np.float64).reshape(-1, 2)
    return points[:, 0], points[:, 1]


def boundary(cell: int) -> tuple[tuple[float, float], ...]:
    """The corners of a cell as (latitude, longitude), degrees."""
    return tuple((float(lat), float(lon)) for lat, lon in h3.cell_to_boundary(cell))


def parents(cells: Ints, resolution: int) -> Ints:
    """The parent of each cell at a coarser resolution."""
    unique, inverse = np.unique(cells, return_inverse=True)
    above = np.fromiter((h3.cell_to_parent(c, resolution) for c in unique.tolist()), np.int64, count=unique.size)
    return np.asarray(above[inverse])


def rings(cells: Ints) -> Rings:
    """The first rings of sorted, unique cells, within those cells."""
    near = [h3.grid_disk(cell, 1) for cell in cells.tolist()]
    one = np.repeat(np.arange(cells.size), [len(disk) for disk in near])
    other_cell = np.array([cell for disk in near for cell in disk], dtype=np.int64)
    if not cells.size:
        return Rings(one, one, 0)
    other = np.minimum(np.searchsorted(cells, other_cell), cells.size - 1)
    touches = (cells[other] == other_cell) & (one != other)
    return Rings(one[touches], other[touches], int(cells.size))


def no_rings(size: int) -> Rings:
    """Groups that have no neighbours (districts)."""
    nothing = np.empty(0, dtype=np.int64)
    return Rings(nothing, nothing, size)


def name_of(cell: int) -> str:
    """The usual hexadecimal name of a cell."""
    return str(h3.int_to_str(cell))


def cell_named(name: str) -> int:
    """The cell of a hexadecimal name. Raises ValueError."""
    try:
        cell = int(h3.str_to_int(name))
        is_cell = bool(h3.is_valid_cell(cell))
    except OverflowError:  # more digits than a cell has
        is_cell = False
    if not is_cell:
        message = f"{name!r} is not an H3 cell"
        raise ValueError(message)
    return cell


def stored_position(latitude: float, longitude: float) -> tuple[float, float]:
    """What is kept of a point after 30 days: the centre of its cell of resolution 11 (degrees)."""
    lat, lon = h3.cell_to_latlng(h3.latlng_to_cell(latitude, longitude, STORED_RESOLUTION))
    return float(lat), float(lon)


def resolution_of(cell: int) -> int:
    """How fine a cell is: 0 for a continent's, 15 for a square metre's."""
    return int(h3.get_resolution(cell))


def children(cell: int, resolution: int) -> list[int]:
    """The cells of a finer resolution that lie in a cell."""
    return [int(one) for one in h3.cell_to_children(cell, resolution)]
