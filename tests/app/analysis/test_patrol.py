"""Walks and presence."""

from dataclasses import replace

import pytest

from app.analysis.patrol import Presence, Stops, Walk, best_walk, presence
from app.patrols.orienteering import BudgetTooSmall
from app.patrols.spots import CircleSpot
from app.patrols.track import Fix, NoUsableFix, TrackLimits
from app.patrols.visits import VisitRules

STOPS = Stops(((0.0, 0.0), (3.0, 0.0), (0.0, 4.0), (90.0, 0.0)), (0.0, 5.0, 7.0, 99.0), (1.0, 2.0, 2.0, 0.0), 0, 0)


def test_that_a_round_pays_its_start_once() -> None:
    found = best_walk(STOPS, 20.0)
    assert isinstance(found, Walk)
    assert sorted(one.stop for one in found.stops) == [0, 0, 1, 2]
    assert (found.visited, found.solved.best.score, found.solved.exact) == (2, 12.0, True)
    assert found.stops[-1].cost_so_far == pytest.approx(17.0) == pytest.approx(found.solved.best.cost)
    assert (found.stops[0].service, found.stops[-1].service) == (1.0, 0.0)


def test_that_a_walk_to_another_end_pays_there() -> None:
    found = best_walk(replace(STOPS, end=1), 20.0)
    assert isinstance(found, Walk)
    assert (found.stops[-1].stop, found.stops[-1].service) == (1, 2.0)
    assert isinstance(best_walk(replace(STOPS, end=3), 20.0), BudgetTooSmall)


def fixes(seconds: range) -> list[Fix]:
    return [Fix(50.46, 13.41, 1_777_000_000.0 + second, 5.0) for second in seconds]


def test_that_presence_has_its_gaps_apart() -> None:
    spot = CircleSpot("nádraží", 50.46, 13.41, 30.0)
    segments = [fixes(range(0, 900, 10)) + fixes(range(3000, 3900, 10))]
    found = presence(segments, [spot], TrackLimits(), VisitRules())
    assert isinstance(found, Presence)
    assert found.gap_minutes == pytest.approx((3000 - 890) / 60.0)
    assert found.end - found.start == 3890.0
    assert found.spots[0].minutes == pytest.approx(2 * 890 / 60.0)
    assert isinstance(presence([], [spot], TrackLimits(), VisitRules()), NoUsableFix)
