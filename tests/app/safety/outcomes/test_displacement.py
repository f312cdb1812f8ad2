import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.safety.outcomes.displacement import BeforeAfter, DisplacementDifference, weighted_displacement_difference
from app.safety.outcomes.refusals import BadValue, NoEvents, TooFewEvents

COUNTS = st.integers(0, 500)


def estimated(outcome: object) -> DisplacementDifference:
    assert isinstance(outcome, DisplacementDifference)
    return outcome


def test_that_the_paper_s_example_is_met() -> None:
    # Wheeler & Ratcliffe 2018, the worked example: -118 (39.6), z = -2.98, 95 % interval -196 to -40.
    found = estimated(
        weighted_displacement_difference(
            BeforeAfter(207, 110),
            BeforeAfter(308, 318),
            ring=BeforeAfter(178, 157),
            ring_control=BeforeAfter(150, 140),
        )
    )
    assert found.total.estimate == -118
    assert found.total.error == pytest.approx(math.sqrt(1568))
    assert round(found.z, 2) == -2.98
    assert (round(found.low), round(found.high)) == (-196, -40)


def test_that_unequal_periods_meet_wheelers_example() -> None:
    # andrewpwheeler.com 2021-01-09: two years before, one after: -20 a year, error sqrt(115).
    found = estimated(weighted_displacement_difference(BeforeAfter(80, 20), BeforeAfter(100, 50), periods=(2.0, 1.0)))
    assert found.total.estimate == -20
    assert found.total.error == pytest.approx(math.sqrt(115))


def test_that_unequal_areas_meet_wheelers_example() -> None:
    # andrewpwheeler.com 2021-02-23.
    found = estimated(
        weighted_displacement_difference(
            BeforeAfter(207, 110, 1.2),
            BeforeAfter(308, 318, 0.9),
            ring=BeforeAfter(178, 157, 1.5),
            ring_control=BeforeAfter(150, 140, 1.6),
        )
    )
    assert found.total.estimate == pytest.approx(-99.69444444)
    assert found.total.error == pytest.approx(35.4280755)
    assert found.z == pytest.approx(-2.813995483)
    assert [found.low, found.high] == pytest.approx([-169.1321965, -30.25669241])


def test_that_the_local_part_alone_has_no_displacement() -> None:
    found = estimated(weighted_displacement_difference(BeforeAfter(20, 10), BeforeAfter(20, 20)))
    assert (found.local.estimate, found.displacement, found.total) == (-10, None, found.local)


def test_that_counts_too_thin_and_counts_of_nothing_are_refused() -> None:
    assert weighted_displacement_difference(BeforeAfter(0, 0), BeforeAfter(0, 0)) == NoEvents()
    assert weighted_displacement_difference(BeforeAfter(3, 1), BeforeAfter(2, 2)) == TooFewEvents(8, 10)
    assert isinstance(weighted_displacement_difference(BeforeAfter(-3, 1), BeforeAfter(2, 2)), BadValue)
    assert isinstance(weighted_displacement_difference(BeforeAfter(3, 1, 0.0), BeforeAfter(2, 2)), BadValue)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_that_swapping_treated_and_control_turns_the_estimate(a: int, b: int, c: int, d: int) -> None:
    one = weighted_displacement_difference(BeforeAfter(a, b), BeforeAfter(c, d), min_events=1)
    other = weighted_displacement_difference(BeforeAfter(c, d), BeforeAfter(a, b), min_events=1)
    if a + b + c + d == 0:
        assert one == other == NoEvents()
    else:
        assert estimated(one).total.estimate == -estimated(other).total.estimate
        assert estimated(one).total.error == pytest.approx(math.sqrt(a + b + c + d))
        assert estimated(one).low <= estimated(one).total.estimate <= estimated(one).high
