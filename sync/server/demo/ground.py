"""What a cell of the demo city's ground is taken by, on a raster of two metres: no house on a road or in the lake."""

import math
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sync.server.demo.plane import Line, Point, resample

CELL: Final = 2.0
HALF: Final = 3000.0
_CELLS: Final = int(2 * HALF / CELL)


class Use(IntEnum):
    """Later uses do not overwrite earlier ones that are not free."""

    FREE = 0
    ROAD = 1
    WATER = 2
    GREEN = 3
    RAIL = 4
    HOUSE = 5
    STREAM = 6


class Ground:
    """The raster: places outside of it count as water."""

    def __init__(self) -> None:
        self._cells: NDArray[np.uint8] = np.zeros((_CELLS, _CELLS), np.uint8)
        self._districts: NDArray[np.uint8] = np.zeros((_CELLS, _CELLS), np.uint8)

    def at(self, point: Point) -> Use:
        """The use of a place."""
        column, row = _cell(point)
        if not (0 <= column < _CELLS and 0 <= row < _CELLS):
            return Use.WATER
        return Use(int(self._cells[row, column]))

    def take_line(self, line: Sequence[Point], width: float, use: Use) -> None:
        """Takes a strip of ``width`` metres along a line."""
        for place, _ in resample(line, CELL * 1.5):
            self._disc(place, width / 2, use)

    def take_area(self, ring: Line, use: Use) -> None:
        """Takes what lies in a closed ring."""
        for row, first, last in _rows(ring):
            stretch = self._cells[row, first : last + 1]
            stretch[stretch == Use.FREE] = use

    def is_free(self, ring: Line, margin: float = 0.0) -> bool:
        """Whether nothing stands in a rectangle, tried on a grid within it and ``margin`` metres around."""
        (ax, ay), (bx, by), (cx, cy) = ring[0], ring[1], ring[2]
        width, depth = math.dist(ring[0], ring[1]), math.dist(ring[1], ring[2])
        u = _steps(width, margin)[:, None]
        v = _steps(depth, margin)[None, :]
        columns = (((ax + (bx - ax) * u + (cx - bx) * v) + HALF) // CELL).astype(np.intp)
        rows = (((ay + (by - ay) * u + (cy - by) * v) + HALF) // CELL).astype(np.intp)
        if min(columns.min(), rows.min()) < 0 or max(columns.max(), rows.max()) >= _CELLS:
            return False
        return not self._cells[rows, columns].any()

    def mark_district(self, ring: Line, number: int) -> None:
        """Notes which district the cells of a closed ring belong to; ``number`` from 0."""
        for row, first, last in _rows(ring):
            self._districts[row, first : last + 1] = number + 1

    def district_at(self, point: Point) -> int | None:
        """The number of the district that holds a place."""
        column, row = _cell(point)
        if not (0 <= column < _CELLS and 0 <= row < _CELLS):
            return None
        number = int(self._districts[row, column])
        return number - 1 if number else None

    def _disc(self, centre: Point, radius: float, use: Use) -> None:
        column, row = _cell(centre)
        reach = int(radius / CELL) + 1
        low, left = max(row - reach, 0), max(column - reach, 0)
        window = self._cells[low : row + reach + 1, left : column + reach + 1]
        if window.size == 0:
            return
        rows = (np.arange(low, low + window.shape[0]) + 0.5) * CELL - HALF - centre[1]
        columns = (np.arange(left, left + window.shape[1]) + 0.5) * CELL - HALF - centre[0]
        near = rows[:, None] ** 2 + columns[None, :] ** 2 <= radius**2
        window[near & (window == Use.FREE)] = use


def _cell(point: Point) -> tuple[int, int]:
    return int((point[0] + HALF) // CELL), int((point[1] + HALF) // CELL)


def _steps(size: float, margin: float) -> NDArray[np.float64]:
    grow = margin / max(size, 1.0)
    return np.linspace(-grow, 1 + grow, int(size / 3) + 2)


def _rows(ring: Line) -> Iterator[tuple[int, int, int]]:
    """The cells in a closed ring: row, first and last column."""
    low, high = (_cell((0.0, side([p[1] for p in ring])))[1] for side in (min, max))
    for row in range(max(low, 0), min(high, _CELLS - 1) + 1):
        for start, end in _spans(ring, (row + 0.5) * CELL - HALF):
            yield row, max(_cell((start, 0.0))[0], 0), min(_cell((end, 0.0))[0], _CELLS - 1)


def _spans(ring: Line, y: float) -> list[tuple[float, float]]:
    """Where a level line runs inside a ring, from left to right."""
    cuts = sorted(
        (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in pairwise(ring) if (ay > y) != (by > y)
    )
    return list(zip(cuts[::2], cuts[1::2], strict=False))
