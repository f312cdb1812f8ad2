"""Hours of a day are read as people write them, and said so that they are read the same again."""

import pytest

from sync.server.cards import hours
from sync.server.cards.domain import OfficeHour


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14–16", "14–16"),
        ("14-16, škola Písečná", "14–16, škola Písečná"),
        ("14:00 - 16:30 škola", "14–16:30, škola"),
        ("8.15 až 9 h, 2. patro", "8:15–9, 2. patro"),
        ("8h–10h", "8–10"),
        ("18–19; 8-9, knihovna;", "8–9, knihovna; 18–19"),
        ("0-24", "0–24"),
        ("9 to 11 hall", "9–11, hall"),
        ("9–10; 10–11", "9–10; 10–11"),
        ("", ""),
        (" ; ", ""),
        ("po domluvě", None),
        ("16–14", None),
        ("14–14", None),
        ("14", None),
        ("24:30–25", None),
        ("8:60–9", None),
        ("8–9; 8:30–10", None),
        ("8–160", None),
        ("1-2; 3-4; 5-6; 7-8", None),
        ("8–9, " + "x" * 90, None),
    ],
)
def test_that_hours_are_read_as_they_are_written(typed: str, expected: str | None) -> None:
    found = hours.read(3, typed)
    assert (None if found is None else hours.said(found)) == expected
    if found is not None:
        assert hours.read(3, hours.said(found)) == found
        assert all(one.weekday == 3 for one in found)


def test_that_a_place_keeps_its_words() -> None:
    assert hours.read(1, "14–16: Hodinářská 3") == (OfficeHour(1, 840, 960, "Hodinářská 3"),)
