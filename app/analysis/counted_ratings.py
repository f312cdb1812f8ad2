"""From rows of ratings to the ratings that an analysis counts, and what was left out and why. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum

import numpy as np

from app.analysis.district_areas import DistrictAreas
from app.safety.grid import cells_of
from app.safety.ratings import Flags, Floats, Ints, Ratings, codes

_EARTH_KM = 6371.0088


class LeftOut(Enum):
    """Why a row is not counted; the first that holds, in this order."""

    NEITHER = "answer is neither safe nor unsafe"
    OUTSIDE = "outside every district"
    FAR = "farther than the reach from the median point"


@dataclass(frozen=True, slots=True)
class RatingRows:
    """N rows as they were read, every column of length N.

    `latitude`, `longitude`: degrees. `unsafe`: 1 unsafe, 0 safe, −1 neither. `night`: 1 after dark, 0 by day, −1 not
    said. `respondent`: equal labels are one person, and whole numbers stay as they are; None: each row is a person of
    its own. `district`: a label for each row; None: none was given. `moment`: days since 1970-01-01 by the clocks in
    Prague, NaN where not known. `timed`: whether the time of day was written. `labels`: other columns by name, such as
    age, sex and channel. `cell`: H3 cells, where more is known than the points say; None: those of the points.
    """

    latitude: tuple[float, ...]
    longitude: tuple[float, ...]
    unsafe: tuple[int, ...]
    night: tuple[int, ...]
    respondent: tuple[str, ...] | tuple[int, ...] | None
    district: tuple[str, ...] | None
    moment: tuple[float, ...]
    timed: tuple[bool, ...]
    labels: Mapping[str, tuple[str, ...]]
    cell: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CountedRatings:
    """The M ratings that count, with what came beside them, all columns of length M.

    `timed`: whether the time of day is known. `districts`: names by code. `read`: how many rows there were.
    `left_out`: how many are not counted, by reason, zeros left out.
    """

    ratings: Ratings
    timed: Flags
    labels: Mapping[str, tuple[str, ...]]
    districts: tuple[str, ...]
    read: int
    left_out: Mapping[LeftOut, int]

    def where(self, kept: Flags) -> "CountedRatings":
        """Those of them that a mask of length M chooses."""
        at = np.flatnonzero(kept)
        return replace(
            self,
            ratings=self.ratings.where(at),
            timed=self.timed[at],
            labels={name: tuple(column[i] for i in at.tolist()) for name, column in self.labels.items()},
        )


@dataclass(frozen=True, slots=True)
class NoneLeft:
    """No row is left to count; why, by reason."""

    left_out: Mapping[LeftOut, int]


def counted_ratings(
    rows: RatingRows, *, resolution: int, areas: DistrictAreas | None = None, within_km: float | None = None
) -> CountedRatings | NoneLeft:
    """Leave out what can not be judged and put the rest into H3 cells of `resolution`.

    With `areas` the districts come from them and rows outside are left out; else from the column, else there is one.
    `within_km`: leave out rows farther than that from the median point. Raises ValueError for columns of other lengths.
    """
    latitude, longitude = np.array(rows.latitude), np.array(rows.longitude)
    unsafe = np.array(rows.unsafe, dtype=np.int64)
    district, names = _districts(rows, latitude, longitude, areas)
    kept = np.ones(latitude.size, dtype=np.bool_)
    left_out: dict[LeftOut, int] = {}
    for reason, hit in (
        (LeftOut.NEITHER, unsafe < 0),
        (LeftOut.OUTSIDE, district < 0),
        (LeftOut.FAR, _far(latitude, longitude, within_km)),
    ):
        left_out[reason] = int((hit & kept).sum())
        kept &= ~hit
    left_out = {reason: n for reason, n in left_out.items() if n}
    if not kept.any():
        return NoneLeft(left_out)
    moment = np.array(rows.moment, dtype=np.float64)
    ratings = Ratings(
        cell=_cells(rows, latitude, longitude, resolution),
        unsafe=np.maximum(unsafe, 0).astype(np.float64),
        night=np.array(rows.night, dtype=np.int64),
        respondent=_respondents(rows),
        district=district,
        moment=moment,
    )
    timed = _timed(rows, moment)
    found = CountedRatings(ratings, timed, rows.labels, names, read=latitude.size, left_out=left_out)
    return found if kept.all() else found.where(kept)


def newest_day(ratings: Ratings) -> date | None:
    """The day of the newest rating with a time; None when none has one."""
    known = ratings.moment[~np.isnan(ratings.moment)]
    return datetime.fromtimestamp(float(known.max()) * 86400.0, UTC).date() if known.size else None


def _districts(
    rows: RatingRows, latitude: Floats, longitude: Floats, areas: DistrictAreas | None
) -> tuple[Ints, tuple[str, ...]]:
    if areas is not None:
        return areas.locate(latitude, longitude), areas.names
    if rows.district is not None:
        names, code = np.unique(np.array(rows.district), return_inverse=True)
        return code.astype(np.int64), tuple(names.tolist())
    return np.zeros(latitude.size, dtype=np.int64), ("",)


def _respondents(rows: RatingRows) -> Ints:
    if rows.respondent is None:
        return np.arange(len(rows.latitude), dtype=np.int64)
    if all(isinstance(one, int) for one in rows.respondent):
        return np.array(rows.respondent, dtype=np.int64)
    return codes(np.array(rows.respondent))


def _cells(rows: RatingRows, latitude: Floats, longitude: Floats, resolution: int) -> Ints:
    if rows.cell is None:
        return cells_of(latitude, longitude, resolution)
    return np.array(rows.cell, dtype=np.int64)


def _timed(rows: RatingRows, moment: Floats) -> Flags:
    timed = np.array(rows.timed, dtype=np.bool_)
    if (moment[timed] % 1.0 == 0).all():  # dates that some program wrote out with a midnight
        timed[:] = False
    return timed


def _far(latitude: Floats, longitude: Floats, within_km: float | None) -> Flags:
    """Whether the great-circle distance to the median point is greater (haversine)."""
    if within_km is None:
        return np.zeros(latitude.size, dtype=np.bool_)
    lat, lon = np.radians(latitude), np.radians(longitude)
    lat0, lon0 = float(np.median(lat)), float(np.median(lon))
    half = np.sin((lat - lat0) / 2) ** 2 + math.cos(lat0) * np.cos(lat) * np.sin((lon - lon0) / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(half)) > within_km)
