"""The order in which cells are listed. Pure."""

from collections.abc import Iterable

from app.ratings.domain import Cell


def worst_first(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """By the lower bound of the share of unsafe answers, the highest first; those with too few answers last.

    Of equal bounds the one with more respondents goes first, then by the name of the cell.
    """
    return tuple(sorted(cells, key=lambda one: (one.bound is None, -(one.bound or 0.0), -one.n, one.cell)))
