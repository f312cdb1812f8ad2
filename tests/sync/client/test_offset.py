"""How far the clocks are apart."""

from datetime import UTC, datetime

import pytest

from sync.client.offset import is_suspect, measured


def test_that_the_offset_is_the_servers_clock_less_the_devices() -> None:
    midway = datetime(2026, 3, 2, 8, 0, 0, tzinfo=UTC).timestamp()
    assert measured("2026-03-02T08:00:05.250Z", midway) == pytest.approx(5.25)
    assert measured("2026-03-02T07:59:00Z", midway) == pytest.approx(-60)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01T00:00:00Z"])
def test_that_a_time_that_is_none_measures_nothing(text: str) -> None:
    assert measured(text, 0.0) is None


@pytest.mark.parametrize(
    ("offset", "suspect"), [(None, False), (119.0, False), (-120.0, False), (121.0, True), (-86_400.0, True)]
)
def test_that_two_minutes_are_the_limit(offset: float | None, suspect: bool) -> None:
    assert is_suspect(offset) is suspect
