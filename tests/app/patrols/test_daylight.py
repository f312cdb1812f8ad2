"""Against the times of the sun that almanacs print for Chomutov (50.46 N, 13.42 E)."""

from datetime import UTC, datetime

import pytest

from app.patrols.daylight import is_dark, sun_height

CHOMUTOV = (50.46, 13.42)


@pytest.mark.parametrize(
    ("moment", "height"),
    [
        (datetime(2026, 3, 20, 11, 13, tzinfo=UTC), 39.5),  # noon at the equinox: 90 - latitude
        (datetime(2026, 6, 21, 11, 8, tzinfo=UTC), 63.0),  # noon at the solstice: 90 - latitude + tilt
        (datetime(2026, 12, 21, 11, 4, tzinfo=UTC), 16.1),
        (datetime(2026, 12, 21, 15, 0, tzinfo=UTC), -0.8),  # sets at 16:00 of the clock
    ],
)
def test_that_the_sun_stands_where_almanacs_have_it(moment: datetime, height: float) -> None:
    assert sun_height(moment, *CHOMUTOV) == pytest.approx(height, abs=0.6)


def test_that_it_is_dark_from_dusk_to_dawn() -> None:
    hours = [is_dark(datetime(2026, 11, 28, hour, 30, tzinfo=UTC), *CHOMUTOV) for hour in range(24)]
    assert [hour for hour, dark in enumerate(hours) if not dark] == list(range(6, 16))
