"""When an operation was made: by the device where that can be believed, by the server where it can not."""

import pytest

from app.outbox.domain import RecordedOperation
from sync.server.changes.stamps import DeviceClock, Made, made, measured, said

NOW = "2026-03-02T08:00:00.000Z"
TOLERANCE = 300.0


def at(text: str) -> RecordedOperation:
    return RecordedOperation(1, "", "tip.note", 1, target="", author="", at=text, payload={})


def test_that_a_clock_is_off_by_what_it_says_at_its_contact() -> None:
    assert measured("2026-03-02T07:58:00Z", NOW, TOLERANCE) == DeviceClock(120.0)
    assert measured("2026-03-02T08:02:00Z", NOW, TOLERANCE) == DeviceClock(-120.0)


@pytest.mark.parametrize(
    ("device_at", "suspect"),
    [
        ("2026-03-02T07:55:00Z", False),
        ("2026-03-02T07:54:59Z", True),
        ("2026-03-02T08:05:00Z", False),
        ("2026-03-02T08:05:01Z", True),
        ("2026-02-30T08:00:00Z", True),
        ("never", True),
    ],
)
def test_that_a_clock_is_suspect_beyond_what_is_tolerated_either_way(device_at: str, *, suspect: bool) -> None:
    assert measured(device_at, NOW, TOLERANCE).suspect is suspect


def test_that_the_moment_is_corrected_by_how_far_the_clock_is_behind() -> None:
    assert made(at("2026-03-02T07:00:00Z"), DeviceClock(90.0), NOW) == Made("2026-03-02T07:01:30.000Z", suspect=False)


def test_that_a_suspect_clock_is_told_with_the_moment_that_it_says() -> None:
    clock = DeviceClock(0.0, suspect=True)
    assert made(at("2026-03-02T07:00:00Z"), clock, NOW) == Made("2026-03-02T07:00:00.000Z", suspect=True)


@pytest.mark.parametrize(
    ("device_at", "found"),
    [
        ("2026-03-02T08:00:01Z", Made(NOW, suspect=False)),
        ("2026-03-02T08:02:00Z", Made(NOW, suspect=False)),
        ("2026-03-02T08:02:01Z", Made(NOW, suspect=True)),
        ("2026-02-30T08:00:00Z", Made(NOW, suspect=True)),
        ("0001-01-01T00:00:00Z", Made(NOW, suspect=True)),
    ],
)
def test_that_a_moment_to_come_or_that_can_not_be_is_now(device_at: str, found: Made) -> None:
    assert made(at(device_at), DeviceClock(), NOW) == found


@pytest.mark.parametrize(
    ("device_at", "found"),
    [
        ("2026-03-01T11:58:00Z", Made("2026-03-01T11:58:00.000Z", suspect=False)),
        ("2026-03-01T11:57:59Z", Made(NOW, suspect=True)),
    ],
)
def test_that_nothing_was_made_before_its_author_had_a_device(device_at: str, found: Made) -> None:
    clock = DeviceClock(since="2026-03-01T12:00:00.000Z")
    assert made(at(device_at), clock, NOW) == found


def test_that_only_a_time_that_can_be_is_shown_to_others() -> None:
    assert said(at("2026-03-02T07:00:00Z")) == "2026-03-02T07:00:00Z"
    assert said(at("2026-02-30T07:00:00Z")) is None
