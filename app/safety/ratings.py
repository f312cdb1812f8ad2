"""Ratings as columns, as the surface reads them."""

from dataclasses import dataclass, fields, replace
from enum import Enum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Slice(Enum):
    """The part of the day that a rating speaks of; POOLED is both, and ratings that do not say."""

    DAY = "day"
    NIGHT = "night"
    POOLED = "pooled"


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """N ratings in columns of length N.

    `cell`: H3 index at the resolution of analysis. `unsafe`: 1 for the two unsafe answers, else 0.
    `night`: 1 after dark, 0 by day, −1 not said. `respondent`, `district`: codes. `moment`: days since 1970-01-01
    in UTC, NaN where not known.
    """

    cell: Ints
    unsafe: Floats
    night: Ints
    respondent: Ints
    district: Ints
    moment: Floats

    def __post_init__(self) -> None:
        lengths = {getattr(self, column.name).shape for column in fields(self)}
        if len(lengths) != 1 or len(next(iter(lengths))) != 1:
            message = f"the columns of ratings differ in length: {lengths}"
            raise ValueError(message)
        if not np.isin(self.unsafe, (0.0, 1.0)).all():
            message = "a rating is unsafe (1) or safe (0)"
            raise ValueError(message)

    def __len__(self) -> int:
        return int(self.cell.size)

    def where(self, kept: Flags | Ints) -> "Ratings":
        """The ratings chosen by a mask or by positions."""
        return Ratings(**{column.name: getattr(self, column.name)[kept] for column in fields(self)})

    def at_cells(self, cell: Ints) -> "Ratings":
        """The same ratings counted in other cells (parents, districts)."""
        return replace(self, cell=cell)

    def of(self, part: Slice) -> Flags:
        """Which ratings belong to a slice."""
        match part:
            case Slice.DAY:
                return np.equal(self.night, 0)
            case Slice.NIGHT:
                return np.equal(self.night, 1)
            case Slice.POOLED:
                return np.ones(len(self), dtype=np.bool_)


def codes(labels: npt.ArrayLike) -> Ints:
    """Labels of any kind as whole numbers from 0, equal for equal labels."""
    _, inverse = np.unique(np.asarray(labels), return_inverse=True)
    return inverse.astype(np.int64)


def numbered(labels: Ints) -> tuple[Ints, int]:
    """Whole numbers from 0 in the order of the labels, equal for equal ones, and how many there may be (at least 1)."""
    if labels.size and labels.min() >= 0 and labels.max() <= labels.size:
        return labels, int(labels.max()) + 1
    found = codes(labels)
    return found, int(found.max(initial=0)) + 1


def together(one: Ints, other: Ints) -> Ints:
    """Two columns as one: whole numbers from 0 to the length at the most, ordered by the first and then the other."""
    (first, _), (second, most) = numbered(one), numbered(other)
    return numbered(first * most + second)[0]


def in_order(first: Ints, then: Floats) -> Ints:
    """The positions by `first` (small whole numbers from 0), then by `then`; NaN last, equal ones in any order.

    Sorts numbers twice, which takes a fifth of the time of ``numpy.lexsort``.
    """
    rank = np.empty(then.size, dtype=np.int64)
    rank[np.argsort(then)] = np.arange(then.size)
    return np.argsort(first * then.size + rank)
