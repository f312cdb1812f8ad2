"""What is sent, in which order and how much at once; what is passed over, sent anew, or ends the round."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.identifiers import new_id
from app.outbox.domain import Verdict, VerdictKind
from app.tips.operations import TipNoteAdd
from sync.client.cancel import Cancel
from sync.client.outcomes import Answer, Cancelled, Diverged, Offline, Ok, Reason, RoundReport, ServerTrouble
from sync.client.push import Pushed, Pusher
from sync.protocol.messages import MAX_BODY
from tests.faults.device import FieldDevice, ShiftedClock
from tests.sync.client.scripted_station import (
    Asked,
    Said,
    ScriptedStation,
    busy,
    device_in,
    pushed,
    refused,
    taken,
    verdict,
)


class HandClock(ShiftedClock):
    """A clock whose monotonic time moves when told."""

    seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds


class Line:
    """A real outbox and what a station says to it."""

    def __init__(self, device: FieldDevice) -> None:
        self.device, self.clock, self.told = device, HandClock(), list[tuple[int, int]]()
        self.station = ScriptedStation()
        self.pusher = Pusher(device.exchange, self.station, self.clock, lambda *told: self.told.append(told))

    def notes(self, count: int, text: str = "x") -> None:
        for _ in range(count):
            self.device.record(new_id(), TipNoteAdd(new_id(), text))

    def run(self, *answers: Said) -> Pushed | RoundReport:
        """One push; every answer is asked for."""
        self.station.answers = list(answers)
        self.station.asked.clear()
        end = self.pusher.run(Cancel())
        assert self.station.answers == []
        return end

    @property
    def numbers(self) -> list[list[int]]:
        """What was sent, a list a request."""
        return [[one.seq for one in asked.push.operations] for asked in self.station.asked]


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    device = device_in(tmp_path / "device")
    yield Line(device)
    device.stop()


def test_that_nothing_is_asked_where_nothing_waits(line: Line) -> None:
    assert line.run() == Pushed()
    assert line.told == []


def test_that_all_of_it_goes_in_order_until_nothing_waits(line: Line) -> None:
    line.notes(3)

    def two(asked: Asked) -> Answer:
        first, second, third = asked.push.operations
        return pushed((
            verdict(first), verdict(second, VerdictKind.MERGED), verdict(third, VerdictKind.REJECTED),
        ))  # fmt: skip

    end = line.run(two)
    assert isinstance(end, Pushed)
    assert line.numbers == [[1, 2, 3]]
    assert (end.sent, [one.seq for one in end.merged], [one.seq for one in end.rejected]) == (3, [2], [3])
    assert (end.offset, end.held, line.told) == (0.0, 0, [(3, 3)])
    assert line.run() == Pushed(), "a refused one waits for a person and not for the station"


def test_that_no_request_is_larger_than_half_of_what_a_station_reads(line: Line) -> None:
    line.notes(150, "ř" * 15_000)
    line.notes(1)
    end = line.run(taken, taken)
    assert isinstance(end, Pushed)
    assert end.sent == 151
    assert [number for batch in line.numbers for number in batch] == list(range(1, 152))
    assert all(len(asked.body) <= MAX_BODY // 2 for asked in line.station.asked)
    assert {asked.push.highest_seq for asked in line.station.asked} == {151}, "how much waits is said at once"
    assert line.told[0] == (len(line.numbers[0]), 151)


def test_that_a_gap_is_filled_once_and_a_station_that_asks_the_same_again_ends_it(line: Line) -> None:
    line.notes(4)
    assert isinstance(line.run(taken), Pushed)
    line.notes(1)
    end = line.run(refused(409, "gap", 3), taken)
    assert isinstance(end, Pushed)
    assert (line.numbers, end.sent) == ([[5], [3, 4, 5]], 3)
    line.notes(1)
    again = line.run(refused(409, "gap", 3), refused(409, "gap", 3))
    assert isinstance(again, Diverged)
    assert line.device.exchange.waiting() == 4


def test_that_a_station_that_asks_for_one_gap_after_another_in_a_circle_ends_it(line: Line) -> None:
    line.notes(5)
    assert isinstance(line.run(taken), Pushed)
    line.notes(1)
    end = line.run(refused(409, "gap", 3), refused(409, "gap", 2), refused(409, "gap", 3))
    assert isinstance(end, Diverged)


@pytest.mark.parametrize("expected", [None, 0, 9])
def test_that_a_gap_that_nobody_can_fill_is_another_device(line: Line, expected: int | None) -> None:
    line.notes(2)
    end = line.run(refused(409, "gap", expected))
    assert isinstance(end, Diverged)
    assert "no longer keeps" in end.problem.message
    assert line.device.exchange.waiting() == 2


@pytest.mark.parametrize("seconds", [600.0, None])
def test_that_what_finds_no_room_is_passed_over_until_the_moment_that_was_named(
    line: Line, seconds: float | None
) -> None:
    line.notes(2)
    end = line.run(busy("used_up", seconds))
    assert end == Pushed(held=2)
    line.notes(1)
    assert line.run(taken) == Pushed(sent=1, offset=0.0, held=2)
    assert line.numbers == [[3]]
    line.clock.seconds = (seconds or 3_600.0) - 1
    assert line.run() == Pushed(held=2)
    line.clock.seconds += 1
    assert line.run(taken) == Pushed(sent=2, offset=0.0)
    assert line.numbers == [[1, 2]]


def test_that_what_is_held_beside_others_waits_and_the_others_are_done(line: Line) -> None:
    line.notes(3)
    end = line.run(lambda asked: pushed((verdict(asked.push.operations[0]), verdict(asked.push.operations[2])), (2,)))
    assert end == Pushed(sent=2, offset=0.0, held=1)
    line.clock.seconds = 3_599.0
    assert line.run() == Pushed(held=1)


def test_that_a_verdict_that_can_not_be_read_is_asked_for_again_later(line: Line) -> None:
    line.notes(2)

    def odd(asked: Asked) -> Answer:
        answer = pushed(tuple(verdict(one) for one in asked.push.operations))
        assert isinstance(answer, Ok)
        return Ok(200, answer.body.replace(b'"applied"', b'"danced"', 1), {}, answer.midway)

    assert line.run(odd) == Pushed(sent=1, offset=0.0, held=1)
    line.clock.seconds = 3_600.0
    assert line.run(taken) == Pushed(sent=1, offset=0.0)
    assert line.numbers == [[1]]


def test_that_an_answer_without_the_verdicts_ends_the_round_and_loses_nothing(line: Line) -> None:
    line.notes(2)
    foreign = Verdict(1, new_id(), VerdictKind.APPLIED)
    for answer in (pushed(()), pushed((foreign,)), pushed((foreign, foreign))):
        end = line.run(answer)
        assert isinstance(end, ServerTrouble)
        assert end.problem.code == "no_verdict"
    assert line.device.exchange.waiting() == 2
    half = line.run(lambda asked: pushed((verdict(asked.push.operations[0]),)))
    assert isinstance(half, ServerTrouble)
    assert line.device.exchange.waiting() == 1, "what was answered has its verdict"


def test_that_any_other_end_is_told_as_it_is(line: Line) -> None:
    line.notes(1)
    offline = Offline(Reason.CUT)
    assert line.run(offline) is offline
    assert line.run(Cancelled()) == Cancelled()
    assert isinstance(line.run(refused(409, "diverged")), Diverged)
    trouble = line.run(busy("busy", 7.0))
    assert isinstance(trouble, ServerTrouble)
    assert (trouble.status, trouble.retry_after) == (429, 7.0)
    assert isinstance(line.run(Ok(200, b"<html>", {})), Offline | ServerTrouble)
    assert line.device.exchange.waiting() == 1
