"""What may be said of tips near a place before anybody has released them: category, month, what became of each, and
about how far it is. Never a text, a point, a photo, or who sent it."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.engine import Connection

from app.tips.domain import Status
from app.tips.kindred import kindred
from app.values import Place
from sync.server.ground.moments import instant
from sync.server.intake import repository

METRES: Final = 150
"""Between the squares of the grid; farther tips are about something else."""
LATELY: Final = timedelta(days=60)
"""Closed longer ago it is told no more."""
MOST: Final = 5
_GRID: Final = (1_100, 700)
"""Steps of latitude and longitude in a degree: about 100 metres, as in the question."""
_WITHIN: Final = (150, 300)
"""Metres within which everything is that lies in the same square, and in one that touches it."""


@dataclass(frozen=True, slots=True)
class Near:
    """A tip near a place. ``id`` stays in the house; it is within ``metres``, ``month`` such as 2026-03."""

    id: str
    category: str
    month: str
    is_open: bool
    is_new: bool
    outcome: str
    metres: int


def tips_near(connection: Connection, place: Place, category: str, now: datetime) -> tuple[Near, ...]:
    """The nearest tips of this category and of kindred ones, open or lately closed; the open ones first."""
    lat, lon = (round(value * steps) / steps for value, steps in zip((place.lat, place.lon), _GRID, strict=True))
    rows = repository.keyed(
        connection, "tips_near", kinds=f",{','.join(sorted(kindred(category)))},", lat=f"{lat:.6f}", lon=f"{lon:.6f}",
        squeeze=f"{math.cos(math.radians(lat)):.6f}", since=instant(now - LATELY),
    )  # fmt: skip
    found = [
        Near(
            row.id, row.category, row.month, row.status != Status.CLOSED.value, row.status == Status.NEW.value,
            row.outcome or "", _WITHIN[row.square >= 1.0],
        )
        for row in rows
        if row.square <= METRES * METRES
    ]  # fmt: skip
    return tuple(found[:MOST])
