"""Residents read until when something is as people say it: midnight is the end of a day."""

import pytest

from sync.server.ground.moments import moment
from sync.server.residents.words import from_to, until

EIGHT, NOON, MIDNIGHT, NEXT = (
    f"2026-11-{day}T{hour}:00:00.000Z" for day, hour in (("27", "19"), ("28", "11"), ("27", "23"), ("28", "23"))
)


def test_that_a_midnight_ends_the_day_before() -> None:
    assert [until(moment(at)) for at in (NOON, MIDNIGHT)] == ["28. 11. 2026 12:00", "27. 11. 2026"]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("2026-11-27T20:30:00.000Z", "27. 11. 2026 20:00–21:30"),
        (MIDNIGHT, "27. 11. 2026 20:00–24:00"),
        (NOON, "27. 11. 2026 20:00 – 28. 11. 2026 12:00"),
        (NEXT, "27. 11. 2026 20:00 – 28. 11. 2026"),
    ],
)
def test_that_an_event_says_its_days_once(end: str, said: str) -> None:
    assert from_to(EIGHT, end) == said
