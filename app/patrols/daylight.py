"""Whether it is dark at a place: the sun more than six degrees below the horizon (civil dusk). Pure."""

import math
from datetime import UTC, datetime

_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
DUSK = -6.0
"""Degrees; from here on street lamps are needed."""


def sun_height(at: datetime, lat: float, lon: float) -> float:
    """Degrees of the sun above the horizon, to about a tenth (Astronomical Almanac, low precision formulas)."""
    days = (at - _J2000).total_seconds() / 86_400.0
    anomaly = math.radians(357.529 + 0.98560028 * days)
    longitude = math.radians(280.459 + 0.98564736 * days + 1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly))
    tilt = math.radians(23.439 - 0.00000036 * days)
    ascension = math.atan2(math.cos(tilt) * math.sin(longitude), math.cos(longitude))
    declination = math.asin(math.sin(tilt) * math.sin(longitude))
    hour = math.radians(280.46061837 + 360.98564736629 * days + lon) - ascension
    place = math.radians(lat)
    height = math.sin(place) * math.sin(declination) + math.cos(place) * math.cos(declination) * math.cos(hour)
    return math.degrees(math.asin(max(-1.0, min(1.0, height))))


def is_dark(at: datetime, lat: float, lon: float) -> bool:
    """Whether it is after dusk and before dawn there."""
    return sun_height(at, lat, lon) < DUSK
