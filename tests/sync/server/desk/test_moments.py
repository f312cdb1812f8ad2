"""How long ago something was, and when, as the city's clocks show it."""

import pytest

from sync.server.desk.moments import Age, age, between, day, when

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


def test_that_a_day_that_is_the_same_is_said_once() -> None:
    said = [between("2026-03-02T23:30:00.000Z", end) for end in (
        "2026-03-02T23:30:59.000Z", "2026-03-02T23:45:00.000Z", "2026-03-03T23:00:00.000Z")]  # fmt: skip
    assert said == ["3. 3. 2026 00:30", "3. 3. 2026 00:30–00:45", "3. 3. 2026 00:30 – 4. 3. 2026 00:00"]
