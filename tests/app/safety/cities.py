"""Made-up ratings of a made-up town, for tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import h3.api.basic_int as h3
import numpy as np

from app.safety.ratings import Ratings
from app.safety.weights import day_number

AS_OF = date(2026, 9, 1)
CENTRE = int(h3.latlng_to_cell(50.4605, 13.4178, 9))


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating; `cell` counts from the middle of the town outwards, `age` is in days before AS_OF."""

    cell: int = 0
    unsafe: bool = False
    who: int = 0
    age: float | None = 0.0
    night: int = -1
    district: int = 0


def town(cells: int = 37) -> list[int]:
    """The cells nearest to the middle."""
    radius = 0
    while 3 * radius * (radius + 1) + 1 < cells:
        radius += 1
    disk = [int(cell) for ring in range(radius + 1) for cell in sorted(h3.grid_ring(CENTRE, ring))]
    return disk[:cells]


def ratings_of(given: Sequence[Rating]) -> Ratings:
    """Ratings as columns."""
    cells = town(max((one.cell for one in given), default=0) + 1)
    today = day_number(AS_OF)
    return Ratings(
        cell=np.array([cells[one.cell] for one in given], dtype=np.int64),
        unsafe=np.array([float(one.unsafe) for one in given]),
        night=np.array([one.night for one in given], dtype=np.int64),
        respondent=np.array([one.who for one in given], dtype=np.int64),
        district=np.array([one.district for one in given], dtype=np.int64),
        moment=np.array([np.nan if one.age is None else today - one.age for one in given]),
    )


def random_town(seed: int, count: int, *, cells: int = 37, people: int = 60) -> Ratings:
    """Ratings with every column at random."""
    rng = np.random.default_rng(seed)
    ids = np.array(town(cells), dtype=np.int64)
    which = rng.integers(0, cells, count)
    return Ratings(
        cell=ids[which],
        unsafe=(rng.random(count) < 0.2 + 0.5 * (which % 5) / 4).astype(np.float64),
        night=rng.integers(-1, 2, count),
        respondent=rng.integers(0, people, count),
        district=which % 2,
        moment=day_number(AS_OF) - rng.random(count) * 900,
    )
