"""What a cell of the demo city's ground is taken by, on a raster of two metres: no house on a road or in the lake."""

from collections.abc import Sequence
from enum import IntEnum
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


class Ground:
    """The raster: places outside of it count as water."""

    def __init__(self) -> None:
        self._cells: NDArray[np.uint8] = np.zeros((_CELLS, _CELLS), np.uint8)

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
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        left, low = _cell((min(xs), min(ys)))
        right, high = _cell((max(xs), max(ys)))
        for row in range(max(low, 0), min(high, _CELLS - 1) + 1):
            for start, end in _spans(ring, (row + 0.5) * CELL - HALF):
                first, last = max(_cell((start, 0))[0], left, 0), min(_cell((end, 0))[0], right, _CELLS - 1)
                stretch = self._cells[row, first : last + 1]
                stretch[stretch == Use.FREE] = use

    def is_free(self, ring: Line, margin: float = 0.0) -> bool:
        """Whether nothing stands in a rectangle, tried on a grid within it and ``margin`` metres around."""
        (ax, ay), (bx, by), (cx, cy) = ring[0], ring[1], ring[2]
        width, depth = max(abs(bx - ax), abs(by - ay)), max(abs(cx - bx), abs(cy - by))
        across, deep = int(width / 3) + 2, int(depth / 3) + 2
        grow = margin / max(width, 1.0)
        for u in np.linspace(-grow, 1 + grow, across):
            for v in np.linspace(-grow, 1 + grow, deep):
                place = (ax + (bx - ax) * u + (cx - bx) * v, ay + (by - ay) * u + (cy - by) * v)
                if self.at(place) is not Use.FREE:
                    return False
        return True

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


def _spans(ring: Line, y: float) -> list[tuple[float, float]]:
    """Where a level line runs inside a ring, from left to right."""
    cuts = sorted(
        (bx - ax) * (y - ay) / (by - ay) + ax
        for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False)
        if (ay > y) != (by > y)
    )
    return list(zip(cuts[::2], cuts[1::2], strict=False))
