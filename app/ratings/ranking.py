"""The order in which cells are listed. Pure."""

from collections.abc import Iterable

from app.ratings.domain import Cell, CellClass


def worst_first(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """By the lower bound of the share of unsafe answers, the highest first; those with too few answers last.

    Of equal bounds the one with more respondents goes first, then by the name of the cell.
    """
    return tuple(sorted(cells, key=lambda one: (one.bound is None, -(one.bound or 0.0), -one.n, one.cell)))


def ask_next(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Where another answer tells most: the flagged cells, those with the fewest respondents first, then the unclear.

    Flagged is what is worse than elsewhere, or has too few answers while what lies around it is worse. What is better
    than elsewhere, or has few answers where nothing is flagged, is left out.
    """
    found = ((_urgency(one), one.n, -(one.bound or 0.0), one.cell, one.part.value, one) for one in cells)
    return tuple(row[-1] for row in sorted((row for row in found if row[0] < _NOT_ASKED), key=lambda row: row[:-1]))


_NOT_ASKED = 2


def _urgency(cell: Cell) -> int:
    around = cell.instead.name if cell.instead is not None and cell.name is CellClass.NOT_ENOUGH else cell.name
    if around is CellClass.WORSE:
        return 0
    return 1 if cell.name is CellClass.CAN_NOT_TELL else _NOT_ASKED
