"""Who holds which district, and how uneven that is."""

from app.analysis.staffing import Staffing, Unevenness, staffing, unevenness
from app.workload.inequality import NoLoad
from app.workload.staffing_plan import District, StaffingProblem, StaffOfficer, TooFewOfficers


def problem(*capacities: float | None) -> StaffingProblem:
    districts = (District("Střed", 30.0), District("Jih", 20.0))
    return StaffingProblem(districts, tuple(StaffOfficer(f"o{n}", one) for n, one in enumerate(capacities)))


def test_that_who_is_committed_beyond_the_limit_is_named() -> None:
    found = staffing(problem(40.0, 40.0))
    assert isinstance(found, Staffing)
    assert sorted(one.saturation or 0 for one in found.officers) == [0.5, 0.75]
    [full] = found.saturated
    assert next(one.load.hours for one in found.officers if one.load.officer == full) == 30.0


def test_that_without_capacity_nobody_is_saturated() -> None:
    found = staffing(problem(None, None))
    assert isinstance(found, Staffing)
    assert ({one.saturation for one in found.officers}, found.saturated) == ({None}, ())
    assert isinstance(staffing(problem(None)), TooFewOfficers)


def test_that_few_loads_are_said_to_be_few() -> None:
    found = unevenness((1.0, 4.0))
    assert isinstance(found, Unevenness)
    assert (found.few, found.range) == (True, 3.0)
    assert isinstance(unevenness((0.0, 0.0)), NoLoad)
