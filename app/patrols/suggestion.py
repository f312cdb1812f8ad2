"""What is said of a suggested walk and its stops. Pure, and cheap to load: the maths is in ``walk.py``."""

from dataclasses import dataclass
from enum import StrEnum


class Trend(StrEnum):
    """Where the ratings of a cell went since the last period."""

    better = "better"
    worse = "worse"
    unclear = "unclear"


class Reason(StrEnum):
    """The first reason why a stop stands in the walk."""

    felt_unsafe = "felt_unsafe"
    open_tips = "open_tips"
    under_sampled = "under_sampled"


class RefusalReason(StrEnum):
    """Why an officer does not go."""

    dangerous_alone = "dangerous_alone"
    already_there = "already_there"
    not_reachable = "not_reachable"
    other_duty = "other_duty"
    other = "other"


@dataclass(frozen=True, slots=True)
class NothingToVisit:
    """No candidate is left: `recent` were visited too short ago, `refused` by the officer."""

    recent: int
    refused: int


@dataclass(frozen=True, slots=True)
class ShiftTooShort:
    """No stop fits: the nearest one and back takes `needed` minutes."""

    needed: float
    minutes: float
