"""How long ago something was, and when, as the city's clocks show it."""

import pytest

from sync.server.desk.moments import Age, age, day, when

NOW = "2026-03-02T08:00:00.000000Z"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-02T07:59:30.000000Z", Age("minutes", 0)),
        ("2026-03-02T07:01:00.000000Z", Age("minutes", 59)),
        ("2026-03-02T07:00:00.000000Z", Age("hours", 1)),
        ("2026-03-01T08:00:01.000000Z", Age("hours", 23)),
        ("2026-03-01T08:00:00.000000Z", Age("days", 1)),
        ("2026-03-02T09:00:00.000000Z", Age("minutes", 0)),
        ("", None),
    ],
)
def test_that_an_age_is_in_the_largest_unit(at: str, expected: Age | None) -> None:
    assert age(at, NOW) == expected


def test_that_moments_are_pragues() -> None:
    assert when("2026-03-02T23:30:00.000000Z") == "3. 3. 2026 00:30"
    assert day("2026-07-02T22:30:00.000000Z") == "3. 7. 2026"
    assert (when(""), day("")) == ("", "")
