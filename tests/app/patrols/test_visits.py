import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.patrols.spots import CircleSpot
from app.patrols.track import CleanTrack, Fix, clean
from app.patrols.visits import Delivery, Stay, VisitRules, delivery, dosage, stays

T0 = 1_714_557_600.0
SPOT = CircleSpot("bench", 50.46, 13.41, 50.0)
METRE = 1.0 / 111_195.08


def walked(*positions: tuple[float, float]) -> CleanTrack:
    """Seconds and metres north of the spot's middle."""
    outcome = clean([[Fix(50.46 + north * METRE, 13.41, T0 + seconds, 5.0) for seconds, north in positions]])
    assert isinstance(outcome, CleanTrack)
    return outcome


def stayed(start: float, end: float, north: float = 0.0, step: float = 15.0) -> list[tuple[float, float]]:
    return [(start + step * i, north) for i in range(int((end - start) / step) + 1)]


def test_that_a_visit_lasts_from_the_first_fix_inside_to_the_last() -> None:
    track = walked((-15, 200), *stayed(0, 900), (915, 200))
    assert stays(track, SPOT) == (Stay(T0, T0 + 900, 61),)
    assert dosage(track, SPOT).minutes == 15.0


def test_that_fifteen_metres_outside_do_not_end_a_visit_and_sixteen_do() -> None:
    inside = walked(*stayed(0, 300), (315, 64.9), *stayed(330, 600))
    outside = walked(*stayed(0, 300), (315, 66.0), *stayed(330, 600))
    assert len(stays(inside, SPOT)) == 1
    assert [stay.seconds for stay in stays(outside, SPOT)] == [300.0, 270.0]


def test_that_the_margin_does_not_start_a_visit() -> None:
    assert stays(walked(*stayed(0, 300, north=60.0)), SPOT) == ()


def test_that_a_gap_breaks_a_visit_though_the_officer_may_have_stayed() -> None:
    track = walked(*stayed(0, 300), *stayed(500, 800))
    assert [stay.seconds for stay in stays(track, SPOT)] == [300.0, 300.0]


def test_that_a_short_stay_is_a_pass_and_a_long_one_is_full() -> None:
    track = walked(*stayed(0, 165), (180, 300), *stayed(240, 420), (435, 300), *stayed(450, 1050), (1065, 300))
    found = dosage(track, SPOT)
    assert (found.frequency, found.passes, found.full) == (2, 1, 1)
    assert (found.minutes, found.pass_minutes) == (13.0, 2.75)


def test_that_intermittency_is_the_median_from_end_to_start() -> None:
    away = [(start + 15.0, 300.0) for start in (200, 700, 2000)]
    track = walked(*sorted([*stayed(0, 195), *stayed(500, 695), *stayed(1400, 1595), *stayed(3000, 3195), *away]))
    found = dosage(track, SPOT)
    assert found.frequency == 4
    assert found.median_gap == pytest.approx(705 / 60)  # of 305, 705 and 1405 seconds
    assert dosage(walked(*stayed(0, 300)), SPOT).median_gap is None


def test_that_parallel_recordings_are_not_counted_twice() -> None:
    one = [Fix(50.46, 13.41, T0 + seconds, 5.0) for seconds in range(0, 601, 15)]
    other = [Fix(50.46, 13.41, T0 + seconds, 5.0) for seconds in range(200, 801, 15)]
    track = clean([one, other])
    assert isinstance(track, CleanTrack)
    assert [stay.seconds for stay in stays(track, SPOT)] == [800.0 - 800.0 % 15 + 5]


# Examples of stop detection in MovingPandas (its tests of TrajectoryStopDetector, EPSG 31256): seconds, metres east and
# north; stops of at least 2 seconds inside 3 metres, each with its middle, start and end.
MIDDLE = [(0, 0, 0), (1, 0, 10), (2, 0, 20), (4, 0, 21), (6, 0, 22), (8, 0, 30), (10, 0, 40), (15, 1, 50)]
BOTH = [(0, 0, 0), (1, 0, 1), (2, 0, 2), (3, 0, 1), (4, 0, 22), (8, 0, 30), (10, 0, 31), (15, 1, 32)]
END = [(0, 0, -100), (1, 0, -10), (2, 0, 2), (3, 0, 1), (4, 0, 22), (8, 0, 30), (10, 0, 31), (15, 1, 32)]
WITHOUT_GAP = BOTH[:4] + BOTH[5:]


@pytest.mark.parametrize(
    ("track", "middle", "start", "end"),
    [
        (MIDDLE, (0.0, 21.0), 2, 6),
        (BOTH, (0.0, 1.0), 0, 3),
        (BOTH, (0.5, 31.0), 8, 15),
        (END, (0.5, 31.0), 8, 15),
        (WITHOUT_GAP, (0.0, 1.0), 0, 3),
        (WITHOUT_GAP, (0.5, 31.0), 8, 15),
    ],
)
def test_that_the_stops_of_movingpandas_last_as_published(
    track: list[tuple[int, int, int]], middle: tuple[float, float], start: int, end: int
) -> None:
    east = METRE / math.cos(math.radians(50.46))
    fixes = [Fix(50.46 + y * METRE, 13.41 + x * east, T0 + second, 5.0) for second, x, y in track]
    cleaned = clean([fixes])
    assert isinstance(cleaned, CleanTrack)
    spot = CircleSpot("stop", 50.46 + middle[1] * METRE, 13.41 + middle[0] * east, 1.5)
    found = dosage(cleaned, spot, VisitRules(exit_margin=0.0, shortest=2.0))
    assert [(visit.start - T0, visit.end - T0) for visit in found.visits] == [(start, end)]
    assert found.minutes == (end - start) / 60.0


@pytest.mark.parametrize(("visits", "minutes", "full"), [(3, 15, 3), (9, 5, 0)])
def test_that_both_regimes_of_the_west_midlands_deliver_45_minutes(visits: int, minutes: int, full: int) -> None:
    # Williams & Coupe 2017, Cambridge Journal of Evidence-Based Policing 1, 5-22: long days of three visits of 15
    # minutes, short days of nine visits of 5 minutes, 45 minutes either way.
    every = 8 * 3600.0 / visits
    day = [
        position
        for visit in range(visits)
        for position in (
            *stayed(visit * every, visit * every + 60.0 * minutes),
            *stayed(visit * every + 60.0 * minutes + 15, (visit + 1) * every - 15, north=200.0),
        )
    ]
    found = dosage(walked(*day), SPOT)
    assert (found.frequency, found.minutes, found.median_minutes, found.full) == (visits, 45.0, minutes, full)
    assert found.median_gap == pytest.approx(every / 60.0 - minutes)
    assert delivery(45.0, [found]).share == 1.0


def test_that_delivered_minutes_stand_beside_the_planned() -> None:
    # West Midlands planned 45 minutes and delivered 24 to 26 (Williams & Coupe 2017).
    found = dosage(walked(*stayed(0, 1500)), SPOT)
    assert delivery(45.0, [found]) == Delivery(45.0, 25.0, 25 / 45)
    assert delivery(0.0, [found]).share is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 300), st.floats(0, 120)), min_size=1, max_size=60), st.floats(0, 40))
def test_that_a_visit_never_spans_a_gap(steps: list[tuple[int, float]], margin: float) -> None:
    seconds, positions = 0.0, []
    for pause, north in steps:
        seconds += pause
        positions.append((seconds, north))
    track = walked(*positions)
    found = stays(track, SPOT, VisitRules(exit_margin=margin))
    for stay in found:
        assert not any(stay.start < gap.end and gap.start < stay.end for gap in track.gaps)
        assert any(piece[0].at <= stay.start and stay.end <= piece[-1].at for piece in track.pieces)
    assert all(b.start >= a.end for a, b in pairwise(found))
