"""Clocks a day behind, a year ahead and stepping back: nothing is ordered by them, and they are told apart."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.tips.domain import StoryLine
from sync.client.outcomes import RoundDone
from tests.faults.world import World


@pytest.mark.parametrize("shift", [timedelta(days=-1), timedelta(days=365)])
def test_that_a_wrong_clock_changes_no_order_and_is_flagged(shift: timedelta, tmp_path: Path) -> None:
    world = World(tmp_path)
    try:
        world.shift_clock(world.anna, shift)
        tip = world.file(world.anna, east=False)
        world.accept(world.anna, tip)
        report = world.round(world.anna)
        assert isinstance(report, RoundDone)
        world.close(world.sylva, tip)
        world.settle()
        lines = [msgspec.convert(doc, StoryLine) for doc in world.sylva.docs("story").values()]
        told = {line.kind: line for line in lines}
        assert told["tip.file"].clock_suspect
        assert told["tip.accept"].clock_suspect
        assert not told["tip.close"].clock_suspect
        assert told["tip.file"].at <= told["tip.accept"].at <= told["tip.close"].at
        stands = world.tip(tip)
        assert stands is not None
        assert stands.closing is not None
        assert stands.closing.by == world.officers["sylva"]
    finally:
        world.stop()


def test_that_the_offset_is_measured_by_the_devices_own_clock(tmp_path: Path) -> None:
    world = World(tmp_path)
    try:
        world.shift_clock(world.anna, timedelta(hours=-3))
        transport = world.anna.transport
        transport._clock = lambda: world.anna.clock.now().timestamp()
        report = world.round(world.anna)
        assert isinstance(report, RoundDone)
        assert report.offset == pytest.approx(3 * 3600, abs=2)
        assert report.clock_off
        contact = world.anna.exchange.last_contact()
        assert contact is not None
        assert contact.offset_s == pytest.approx(3 * 3600, abs=2)
    finally:
        world.stop()


def test_that_a_clock_that_steps_back_between_operations_keeps_their_order(tmp_path: Path) -> None:
    world = World(tmp_path)
    try:
        tip = world.file(world.anna, east=False)
        for hours in (5, 2, -40):
            world.shift_clock(world.anna, timedelta(hours=hours))
            world.edit(world.anna, tip, f"Slovo {hours}")
        world.settle()
        stands = world.tip(tip)
        assert stands is not None
        assert stands.title == "Slovo -40"
    finally:
        world.stop()
