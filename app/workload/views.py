"""What a supervisor sees of the work: one row a district and officer."""

from enum import StrEnum

import msgspec


class Measure(StrEnum):
    """The numbers of the board; each leads to its tips."""

    NEW_7D = "new_7d"
    OPEN = "open"
    WAITING = "waiting"
    OVERDUE = "overdue"


class WorkloadRow(msgspec.Struct, frozen=True):
    """One district and officer. ``holder_id`` None: nobody holds these. ``oldest_days`` of the open ones, or None."""

    district_id: str
    district_name: str
    holder_id: str | None
    holder_name: str
    new_7d: int
    open: int
    waiting: int
    overdue: int
    oldest_days: int | None


class Cell(msgspec.Struct, frozen=True):
    """One number of the board."""

    district_id: str
    holder_id: str | None
    measure: Measure
