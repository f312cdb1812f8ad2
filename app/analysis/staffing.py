"""From hours and officers to who holds which district, and how full and uneven that is. Pure."""

from dataclasses import dataclass

from app.workload.hours import SATURATION_LIMIT
from app.workload.inequality import AVERAGE_FROM, Inequality, NoLoad, inequality
from app.workload.staffing import staff
from app.workload.staffing_plan import NoPlan, NotSolved, OfficerLoad, StaffingPlan, StaffingProblem, TooFewOfficers


@dataclass(frozen=True, slots=True)
class OfficerShare:
    """An officer's load, and which share of the capacity it takes (None without a capacity, or with one of 0)."""

    load: OfficerLoad
    saturation: float | None


@dataclass(frozen=True, slots=True)
class Staffing:
    """A plan, its officers with their saturation, and who is committed beyond ICMA's limit of 60 %."""

    plan: StaffingPlan
    officers: tuple[OfficerShare, ...]
    saturated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unevenness:
    """How unevenly work is spread. `few`: so few loads that they say more than any mean."""

    measures: Inequality
    few: bool

    @property
    def range(self) -> float:
        """The largest load less the smallest, in their unit."""
        return self.measures.high - self.measures.low


def staffing(problem: StaffingProblem, *, time_limit: float = 30.0) -> Staffing | TooFewOfficers | NoPlan | NotSolved:
    """Who holds and who backs each district; `time_limit` in seconds for each aim. Raises ValueError for a problem
    that contradicts itself."""
    plan = staff(problem, time_limit=time_limit)
    if not isinstance(plan, StaffingPlan):
        return plan
    officers = tuple(OfficerShare(load, load.hours / load.capacity if load.capacity else None) for load in plan.loads)
    full = tuple(load.officer for load in plan.loads if load.capacity and load.hours > SATURATION_LIMIT * load.capacity)
    return Staffing(plan, officers, full)


def unevenness(loads: tuple[float, ...]) -> Unevenness | NoLoad:
    """Gini, variation, range and ratios of loads of 0 or more (Dixon et al. 1987)."""
    found = inequality(loads)
    if isinstance(found, NoLoad):
        return found
    return Unevenness(found, few=found.n < AVERAGE_FROM)
