"""A span of duty is said as people say it: midnight is the end of a day, not the beginning of the next."""

import pytest

from app.duty.domain import Span
from sync.server.duty.words import span


@pytest.mark.parametrize(
    ("from_at", "to_at", "said"),
    [
        ("2026-11-27T23:00:00.000Z", "2026-11-28T23:00:00.000Z", "28. 11. 2026"),
        ("2026-11-27T23:00:00.000Z", "2026-11-29T23:00:00.000Z", "28. 11. 2026 – 29. 11. 2026"),
        ("2026-11-28T10:13:00.000Z", "2026-11-29T23:00:00.000Z", "28. 11. 2026 11:13 – 29. 11. 2026"),
        ("2026-11-28T10:13:00.000Z", "2026-11-28T23:00:00.000Z", "28. 11. 2026 11:13 – 28. 11. 2026 24:00"),
        ("2026-11-27T23:00:00.000Z", "2026-11-29T05:00:00.000Z", "28. 11. 2026 – 29. 11. 2026 06:00"),
    ],
)
def test_that_a_midnight_is_said_as_the_end_of_its_day(from_at: str, to_at: str, said: str) -> None:
    assert span(Span(from_at, to_at)) == said
