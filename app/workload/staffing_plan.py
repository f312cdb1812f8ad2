"""Who holds which district and who stands in: the values of the staffing problem and of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class District:
    """A district and its hours a week."""

    name: str
    hours: float


@dataclass(frozen=True, slots=True)
class StaffOfficer:
    """An officer. `capacity` in hours a week (None: no limit); an absent one takes nothing."""

    name: str
    capacity: float | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a district now; None where nobody does."""

    primary: str | None
    backup: str | None = None


@dataclass(frozen=True, slots=True)
class StaffingProblem:
    """`adjacent` are pairs of districts that one officer may hold together; None allows every pair.

    `familiarity` of (officer, district) lies between 0 and 1; a pair that is not named has 1 if the officer holds or
    backs the district now, else 0. `peak_slack` lets the peak rise by that share to keep residents' own officers.
    """

    districts: tuple[District, ...]
    officers: tuple[StaffOfficer, ...]
    adjacent: frozenset[tuple[str, str]] | None = None
    current: Mapping[str, Holding] = field(default_factory=dict)
    familiarity: Mapping[tuple[str, str], float] = field(default_factory=dict)
    most_primaries: int = 2
    most_backups: int = 2
    peak_slack: float = 0.0


@dataclass(frozen=True, slots=True)
class Assignment:
    """One district with its two officers; `changed` where the primary is another than now."""

    district: str
    hours: float
    primary: str
    backup: str
    primary_changed: bool
    backup_changed: bool


@dataclass(frozen=True, slots=True)
class OfficerLoad:
    """Hours of the districts held, and of those that would come on top if their officers were away."""

    officer: str
    hours: float
    cover_hours: float
    primaries: tuple[str, ...]
    backups: tuple[str, ...]
    capacity: float | None
    over_capacity: bool


@dataclass(frozen=True, slots=True)
class StaffingPlan:
    """`peak` is the highest load, `bound` what no plan can beat, `gap` their relative distance.

    `hire_or_split` names districts that alone reach the peak and exceed a fair share, or exceed every capacity:
    no assignment helps there. `fits` is False when no plan keeps the capacities; then the excess is as small as it
    can be.
    """

    assignments: tuple[Assignment, ...]
    loads: tuple[OfficerLoad, ...]
    peak: float
    bound: float
    gap: float
    proven: bool
    mean: float
    unfamiliarity: float
    changes: int
    fits: bool
    hire_or_split: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TooFewOfficers:
    """`present` officers can not hold the districts: `needed` is how many would be the least."""

    present: int
    needed: int
    districts: int


@dataclass(frozen=True, slots=True)
class NoPlan:
    """The rules together (adjacency, at most so many districts) leave no plan."""

    districts: int
    officers: int


@dataclass(frozen=True, slots=True)
class NotSolved:
    """No plan was found in the time given; `bound` is what was proven until then."""

    bound: float


StaffingOutcome = StaffingPlan | TooFewOfficers | NoPlan | NotSolved
