"""Services for districts, absences and swaps. Moments are UTC text of one width, which sorts as time goes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.values import Instant

FURTHER_NOTICE: Final = "9999-12-31T23:59:59.999Z"
"""The end of what has no end yet."""


class DutyKind(StrEnum):
    """How an officer serves a district; a cover goes before the primary, a backup comes after."""

    COVER = "cover"
    PRIMARY = "primary"
    BACKUP = "backup"


class AbsenceKind(StrEnum):
    """Why somebody is away."""

    LEAVE = "leave"
    SICK = "sick"
    TRAINING = "training"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From a moment until just before another one."""

    from_at: Instant
    to_at: Instant = FURTHER_NOTICE

    def holds(self, at: Instant) -> bool:
        """Whether the moment lies in it."""
        return self.from_at <= at < self.to_at

    def meets(self, other: "Span") -> bool:
        """Whether both have a moment in common."""
        return max(self.from_at, other.from_at) < min(self.to_at, other.to_at)

    def within(self, other: "Span") -> "Span":
        """What both have in common; they have to meet."""
        return Span(max(self.from_at, other.from_at), min(self.to_at, other.to_at))


@dataclass(frozen=True, slots=True)
class Duty:
    """One officer's service for one district. Of several backups the one who serves for longer comes first."""

    officer_id: str
    district_id: str
    kind: DutyKind
    span: Span


@dataclass(frozen=True, slots=True)
class Absence:
    """An officer is away. ``cover_id`` is who was chosen to stand in, empty for the standing backups."""

    id: str
    officer_id: str
    span: Span
    cover_id: str = ""


@dataclass(frozen=True, slots=True)
class Two:
    """Two officers who have to do with each other for a while."""

    id: str
    first_id: str
    second_id: str
    span: Span

    def partner_of(self, officer_id: str) -> str:
        """The other of the two; empty for anybody else."""
        return {self.first_id: self.second_id, self.second_id: self.first_id}.get(officer_id, "")


@dataclass(frozen=True, slots=True)
class Swap(Two):
    """Two officers serve each other's districts for a while."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of duties, absences and swaps."""

    duties: tuple[Duty, ...] = ()
    absences: tuple[Absence, ...] = ()
    swaps: tuple[Swap, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """Somebody stands in for the primary officer of a district, by an absence or by a swap (the other is empty)."""

    officer_id: str
    district_id: str
    span: Span
    absence_id: str = ""
    swap_id: str = ""


class Trouble(StrEnum):
    """Why a district has not exactly one named officer."""

    NOBODY = "nobody"
    """No duty was given to anybody."""
    AWAY = "away"
    """All who serve it are away."""
    DOUBLE = "double"
    """Two at once go first; the one who began earlier is named."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """For how long a district has one holder; None where nobody present serves it."""

    district_id: str
    span: Span
    holder: Duty | None


@dataclass(frozen=True, slots=True)
class Gap:
    """When and why a district has not exactly one named officer; ``officers`` are those who are away, or too many."""

    district_id: str
    span: Span
    trouble: Trouble
    officers: tuple[str, ...] = ()


class Refusal(StrEnum):
    """Why an absence or a swap can not be entered."""

    ENDS_BEFORE = "ends_before"
    PAST = "past"
    TOO_LONG = "too_long"
    OVERLAPS = "overlaps"
    """The same person is away at that time already, or changes with somebody else."""
    AWAY = "away"
    """Who is to stand in is away themselves."""
    SAME = "same"
    """Nobody stands in for themselves."""
    HOLDS_NOTHING = "holds_nothing"
    """Neither of the two has a district to change."""
