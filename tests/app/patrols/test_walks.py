"""The suggested walk on a real device: from what is here, kept over a restart, refused with a note, gone on with."""

import msgspec
import pytest

from app.clock import instant
from app.outbox.views import Recorded, Refused
from app.patrols.candidates import cell_at
from app.patrols.planned import DoneStop, PlannedWalk
from app.patrols.suggestion import NothingToVisit, RefusalReason, ShiftTooShort
from app.patrols.walks import NoWalk
from app.ratings.domain import Cell, CellClass, Slice, cell_id
from app.session import DeviceSession
from app.values import Place
from tests.app.device import HOME, HandClock, pull, reopened, row

START = Place(50.4605, 13.4178, accuracy=8.0)
STEPS = ((0.0, 0.003), (0.004, 0.002), (-0.004, 0.001), (0.001, -0.006), (0.003, 0.006), (-0.002, 0.007))


@pytest.fixture
def rated(device: DeviceSession) -> DeviceSession:
    cells = [cell_at(START.lat + lat, START.lon + lon) for lat, lon in STEPS]
    made = [
        Cell(cell_id(cell, part), cell, part, 20 + n, 15.0, CellClass.WORSE, 0.4, 0.8, 0.45, share=0.6)
        for n, cell in enumerate(cells)
        for part in (Slice.DAY, Slice.NIGHT)
    ]
    pull(device, [row("cell", one.id, one) for one in made])
    return device


def plan(device: DeviceSession, minutes: int = 90, seed: int = 7) -> PlannedWalk:
    found = device.walks.plan(minutes, START, seed=seed)
    assert isinstance(found, PlannedWalk)
    return found


def test_that_a_walk_fits_the_minutes_says_why_and_outlives_the_app(rated: DeviceSession) -> None:
    walk = plan(rated)
    assert 0 < walk.minutes <= 90
    assert walk.stops
    assert all(stop.rated is not None and stop.rated.n >= 20 for stop in walk.stops)
    assert plan(rated).stops == walk.stops, "the same seed draws the same walk"
    rated.close()
    again = reopened(rated.directory)
    kept = again.walks.current()
    assert kept is not None
    assert (kept.stops, kept.seed, kept.start) == (walk.stops, 7, START)
    again.close()


def test_that_a_refusal_is_one_note_and_a_new_plan_together_and_is_taken_back_with_its_note(
    rated: DeviceSession,
) -> None:
    walk = plan(rated)
    cell = walk.stops[0].cell
    answer = rated.walks.refuse(cell, RefusalReason.other_duty, "Vynechané zastavení.", HOME, START)
    assert isinstance(answer, Recorded)
    after = rated.walks.current()
    assert after is not None
    assert [(one.cell, one.reason) for one in after.refused] == [(cell, RefusalReason.other_duty)]
    assert cell not in {stop.cell for stop in after.stops}
    (view,) = rated.patrols.notes()
    assert (view.note.tag, view.note.text, view.note.district_id) == ("refused", "Vynechané zastavení.", HOME)
    assert rated.outbox.withdraw(answer.operation_id) is True
    back = rated.walks.current()
    assert back is not None
    assert back.refused == (), "without its note a refusal does not count"


def test_that_a_note_that_is_refused_changes_no_walk(rated: DeviceSession) -> None:
    walk = plan(rated)
    for text in ("  ", "x" * 10_001):
        assert isinstance(rated.walks.refuse(walk.stops[0].cell, RefusalReason.other, text, HOME, START), Refused)
    assert rated.walks.current() == walk
    assert isinstance(rated.walks.refuse("891e3545a97ffff", RefusalReason.other, "Ne.", HOME, START), NoWalk)


def test_that_what_is_left_is_planned_anew_from_here_in_the_time_that_is_left(
    rated: DeviceSession, clock: HandClock
) -> None:
    walk = plan(rated, 90)
    rated.walks.done(walk.stops[0].cell, on=True)
    clock.forward(minutes=30)
    here = Place(START.lat + 0.001, START.lon + 0.003)
    onward = rated.walks.replan(here)
    assert isinstance(onward, PlannedWalk)
    assert onward.minutes <= 60
    assert walk.stops[0].cell not in {stop.cell for stop in onward.stops}
    assert (onward.origin, onward.start, onward.until[:19]) == (here, START, walk.until[:19])
    clock.forward(minutes=55)
    assert isinstance(rated.walks.replan(here), ShiftTooShort)
    kept = rated.walks.current()
    assert kept is not None
    assert kept.stops == onward.stops, "what was planned stays"


def test_that_a_place_noted_lately_is_not_suggested_but_one_refused_does_not_count_as_visited(
    rated: DeviceSession,
) -> None:
    walk = plan(rated)
    first, second = walk.stops[:2]
    rated.patrols.note(HOME, "Klid.", Place(first.lat, first.lon))
    rated.walks.refuse(second.cell, RefusalReason.not_reachable, "Nedá se.", HOME, START)
    again = {stop.cell: stop for stop in plan(rated, 240, seed=3).stops}
    assert first.cell not in again
    assert second.cell in again, "it was refused and not visited"
    assert all(stop.last_visit is None for stop in again.values())


def test_that_without_anything_to_see_it_says_so(device: DeviceSession) -> None:
    assert isinstance(device.walks.plan(60, START), NothingToVisit)
    assert device.walks.current() is None
    assert isinstance(device.walks.replan(START), NoWalk)
    assert isinstance(device.walks.done("x", on=True), NoWalk)


def test_that_a_walk_of_yesterday_is_over_and_one_put_away_comes_back(rated: DeviceSession, clock: HandClock) -> None:
    walk = plan(rated)
    rated.walks.leave()
    assert rated.walks.current() is None
    rated.walks.put_back(walk)
    assert rated.walks.current() == walk
    clock.forward(hours=13)
    assert rated.walks.current() is None


def test_that_a_walk_of_a_clock_that_ran_ahead_is_over_when_the_clock_is_right(
    rated: DeviceSession, clock: HandClock
) -> None:
    right = clock.time
    clock.forward(days=365)
    walk = plan(rated)
    made = walk.stops[0].cell
    rated.walks.done(made, on=True)
    clock.time = right
    assert rated.walks.current() is None
    rated.walks.put_back(msgspec.structs.replace(walk, planned_at=instant(right), done=(DoneStop(made, walk.until),)))
    again = plan(rated)
    assert again.done == ()
    assert made in {stop.cell for stop in again.stops}
