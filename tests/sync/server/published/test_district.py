"""What may be said of the work in a district."""

from datetime import date, timedelta

import pytest

from sync.server.published.district import Open, districts_of, month_before
from sync.server.published.domain import (
    ClosedIn,
    ClosedTips,
    DistrictWork,
    Hexagon,
    HexWork,
    OpenTips,
    SeenIn,
    Town,
    TownDistrict,
)

TOWN = Town(
    100,
    80,
    (TownDistrict("d1", "Blatná", "", 0, 0), TownDistrict("d2", "Luční", "", 0, 0)),
    (Hexagon("a", "d1", "Zahradní", ""), Hexagon("b", "d2", "", "")),
)
TODAY = date(2026, 3, 25)
MONDAY = date(2026, 3, 23)


def closed(month: str) -> ClosedTips:
    return ClosedTips(month, "light", "solved", 2)


def test_that_a_tip_with_a_place_is_told_of_the_district_of_its_hexagon_alone() -> None:
    opened = [
        Open("a", "d2", "light", "2026-01"),
        Open("", "d2", "waste", "2026-02"),
        Open("", "d2", "light", "2025-11"),
        Open("c", "d1", "light", "2020-01"),
        Open("", "unplaced", "light", "2020-01"),
    ]
    told = districts_of(TOWN, opened, {}, {}, TODAY)
    assert told == {
        "d1": DistrictWork((OpenTips("light", 1),), "2026-01"),
        "d2": DistrictWork((OpenTips("light", 1), OpenTips("waste", 1)), "2025-11"),
    }


def test_that_three_months_and_four_weeks_are_told_by_hexagons() -> None:
    work = {
        "a": HexWork((), tuple(map(closed, ("2025-12", "2026-01", "2026-03")))),
        "c": HexWork((), (closed("2026-03"),)),
    }
    weeks = {MONDAY - timedelta(weeks=n): n for n in range(2, 8)}
    told = districts_of(TOWN, [], work, {"b": weeks}, TODAY)
    assert told["d1"] == DistrictWork(
        closed=(ClosedIn("a", "2026-01", "light", "solved", 2), ClosedIn("a", "2026-03", "light", "solved", 2))
    )
    assert told["d2"] == DistrictWork(
        seen=tuple(SeenIn(f"{MONDAY - timedelta(weeks=n):%Y-%m-%d}", "b", n) for n in (5, 4, 3, 2))
    )


@pytest.mark.parametrize(("months", "month"), [(0, "2026-03"), (2, "2026-01"), (3, "2025-12"), (15, "2024-12")])
def test_that_months_are_counted_back_over_the_turn_of_years(months: int, month: str) -> None:
    assert month_before(TODAY, months) == month
