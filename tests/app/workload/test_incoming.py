"""Where more tips come in: the right counts, exact intervals, and no alarm by chance."""

from datetime import timedelta

import pytest

from app.clock import instant
from app.districts.domain import District
from app.session import DeviceSession
from app.workload.incoming import by_district, more_by_chance
from tests.app.device import AWAY, HOME, NOW, pull, tip, tip_row

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
DISTRICTS = (District(AWAY, "Šafaříkova", SQUARE), District(HOME, "Čechova", SQUARE))


def brought(device: DeviceSession, days: dict[str, list[float]]) -> None:
    rows = [
        tip_row(tip(f"{at}", district_id=district, created_at=instant(NOW - timedelta(days=age))))
        for district, ages in days.items()
        for at, age in enumerate(ages)
    ]
    pull(device, rows)


def test_that_each_tip_is_counted_in_its_weeks(device: DeviceSession) -> None:
    brought(device, {HOME: [0, 1, 27.9, 28.1, 55.9, 56.1, 300], AWAY: [30]})
    chart = by_district(device.tips.lists.columns(), DISTRICTS, NOW)
    assert [row.label for row in chart.rows] == ["Čechova", "Šafaříkova"]
    assert [[point.value for point in row.points] for row in chart.rows] == [[3, 2], [0, 1]]
    assert chart.n == 6
    assert not any(row.marked for row in chart.rows)


def test_that_a_surge_is_marked_and_the_same_share_of_few_is_not(device: DeviceSession) -> None:
    brought(device, {HOME: [*range(1, 21), 30, 31], AWAY: [1, 2]})
    chart = by_district(device.tips.lists.columns(), DISTRICTS, NOW)
    assert [row.marked for row in chart.rows] == [True, False]


@pytest.mark.parametrize(
    ("late", "before", "chance"), [(0, 0, 1.0), (1, 0, 0.5), (2, 0, 0.25), (3, 1, 5 / 16), (0, 4, 1.0)]
)
def test_that_the_chance_is_the_exact_one(late: int, before: int, chance: float) -> None:
    assert more_by_chance(late, before) == pytest.approx(chance)


def test_that_the_interval_of_none_reaches_to_garwoods_limit(device: DeviceSession) -> None:
    chart = by_district(device.tips.lists.columns(), DISTRICTS, NOW)
    late = chart.rows[0].points[0]
    assert (late.value, late.low, round(late.high, 3)) == (0, 0, 3.689)
