from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.patrols.suggestion import NothingToVisit, Reason, RefusalReason, ShiftTooShort, Trend
from app.patrols.walk import (
    StopRefusal,
    SuggestedWalk,
    WalkRequest,
    WalkSettings,
    WalkSpot,
    priority,
    shortlist,
    suggest_walk,
)

STATION = (50.4605, 13.4178)
SPOTS = tuple(
    WalkSpot(
        f"S{i:02}",
        50.46 + (i % 5 - 2) * 0.002,
        13.417 + (i // 5 - 1) * 0.003,
        p_worse=0.95 - 0.05 * (i % 7),
        exposure=1.0 + 0.2 * (i % 3),
        n=12 - i % 5,
        low=0.3,
        high=0.7,
        tags=("lighting",),
        trend=Trend.worse,
        hours_since_visit=float(6 + i),
        under_sampled=i in {4, 9},
    )
    for i in range(16)
)
SHIFT = WalkRequest(SPOTS, STATION, STATION, 120.0)


def walk(request: WalkRequest = SHIFT, seed: int = 1) -> SuggestedWalk:
    outcome = suggest_walk(request, seed=seed)
    assert isinstance(outcome, SuggestedWalk)
    return outcome


def test_that_a_walk_fits_the_shift_and_its_times_add_up() -> None:
    found = walk()
    assert found.minutes <= 120.0
    assert found.walking_minutes == pytest.approx(found.minutes - 15.0 * len(found.stops))
    assert all(stop.leave - stop.arrive == pytest.approx(15.0) for stop in found.stops)
    assert found.stops[-1].leave <= found.minutes


def test_that_the_drawn_walk_is_near_the_best_and_repeats_by_its_seed() -> None:
    walks = [walk(seed=seed) for seed in range(20)]
    assert all(0.95 * found.best - 1e-9 <= found.score <= found.best + 1e-9 for found in walks)
    assert walk(seed=7) == walks[7]
    assert len({tuple(sorted(stop.spot for stop in found.stops)) for found in walks}) > 1


def test_that_fifteen_percent_of_the_minutes_explore() -> None:
    assert all(walk(seed=seed).explored >= 0.15 for seed in range(10))
    known = tuple(replace(spot, under_sampled=False) for spot in SPOTS)
    assert walk(replace(SHIFT, spots=known)).explored == 0.0


def test_that_every_stop_says_why_here() -> None:
    for stop in walk().stops:
        spot = next(spot for spot in SPOTS if spot.name == stop.spot)
        assert (stop.why.n, stop.why.low, stop.why.high) == (spot.n, 0.3, 0.7)
        assert (stop.why.tags, stop.why.trend) == (("lighting",), Trend.worse)
        assert stop.why.reason is (Reason.under_sampled if spot.under_sampled else Reason.felt_unsafe)


def test_that_an_open_tip_is_a_reason_of_its_own() -> None:
    tip = replace(SPOTS[0], p_worse=0.1, open_tips=3)
    assert walk(replace(SHIFT, spots=(tip,))).stops[0].why.reason is Reason.open_tips


def test_that_a_refused_spot_stays_out_with_its_reason() -> None:
    first = walk().stops[0].spot
    refusal = StopRefusal(first, RefusalReason.dangerous_alone, "two people needed")
    again = walk(replace(SHIFT, refused=(refusal,)))
    assert first not in {stop.spot for stop in again.stops}


def test_that_a_spot_visited_within_two_hours_waits() -> None:
    recent = tuple(replace(spot, hours_since_visit=1.9) for spot in SPOTS)
    assert suggest_walk(replace(SHIFT, spots=recent), seed=1) == NothingToVisit(recent=16, refused=0)


def test_that_a_shift_too_short_is_told_what_it_needs() -> None:
    outcome = suggest_walk(replace(SHIFT, minutes=10.0), seed=1)
    assert isinstance(outcome, ShiftTooShort)
    assert outcome.needed > 15.0
    assert suggest_walk(replace(SHIFT, minutes=outcome.needed), seed=1) != outcome
    far = replace(SHIFT, end=(51.0, 13.4178), minutes=60.0)
    assert isinstance(suggest_walk(far, seed=1), ShiftTooShort)


def test_that_the_priority_rises_with_waiting_risk_and_tips() -> None:
    settings_ = WalkSettings()
    spot = replace(SPOTS[0], p_worse=0.8, exposure=2.0, hours_since_visit=12.0)
    assert priority(spot, settings_) == pytest.approx(0.8)
    assert priority(replace(spot, hours_since_visit=None), settings_) == pytest.approx(1.6)
    assert priority(replace(spot, open_tips=2), settings_) == pytest.approx(1.3)


def test_that_the_shortlist_keeps_room_for_the_unknown() -> None:
    many = tuple(replace(SPOTS[0], name=f"X{i}", p_worse=0.9 if i else 0.01, under_sampled=i == 0) for i in range(40))
    chosen = shortlist(replace(SHIFT, spots=many))
    assert len(chosen) == 14
    assert chosen[0].under_sampled


def test_that_more_candidates_are_searched_instead_of_listed() -> None:
    found = walk(replace(SHIFT, settings=WalkSettings(most_candidates=16)))
    assert not found.exact
    assert found.minutes <= 120.0


REQUESTS = st.builds(
    lambda picks, minutes: replace(SHIFT, spots=tuple(SPOTS[i] for i in sorted(picks)), minutes=minutes),
    st.sets(st.integers(0, 15), max_size=9),
    st.floats(5, 240),
)


@settings(max_examples=40, deadline=None)
@given(REQUESTS, st.integers(0, 99))
def test_that_planned_minutes_never_exceed_the_shift(request: WalkRequest, seed: int) -> None:
    outcome = suggest_walk(request, seed=seed)
    if isinstance(outcome, SuggestedWalk):
        assert outcome.minutes <= request.minutes
        assert max(Counter(stop.spot for stop in outcome.stops).values()) == 1
    else:
        assert isinstance(outcome, (NothingToVisit, ShiftTooShort))
