"""Reading ratings: which columns they may come in, and what was left out and why."""

import argparse
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import numpy.typing as npt

from app.safety.grid import cells_of
from app.safety.ratings import Flags, Floats, Ints, Ratings, codes
from sync.server.analyse.district_areas import read_districts
from sync.server.analyse.reading import BadInput, Refused, Table, moment, number, read_table

_ALIASES = {
    "lat": ("latitude", "y"),
    "lon": ("lng", "long", "longitude", "x"),
    "at": ("time", "timestamp", "created_at", "date"),
    "respondent": ("device", "respondent_id"),
}
_ANSWERS = {"very safe": 0, "rather safe": 0, "rather unsafe": 1, "very unsafe": 1} | {"1": 0, "2": 0, "3": 1, "4": 1}
_UNSAFE = {"0": 0, "1": 1, "false": 0, "true": 1, "no": 0, "yes": 1, "safe": 0, "unsafe": 1}
_SLICES = {"day": 0, "den": 0, "night": 1, "noc": 1, "after dark": 1, "": -1, "pooled": -1}


@dataclass(frozen=True, slots=True, eq=False)
class RatingTable:
    """Ratings of a file with what came beside them, all columns of the same length.

    `timed`: whether the time of day is known. `districts`: names by code. `left_out`: counts by reason.
    """

    ratings: Ratings
    latitude: Floats
    longitude: Floats
    timed: Flags
    labels: Mapping[str, tuple[str, ...]]
    districts: tuple[str, ...]
    read: int
    left_out: Mapping[str, int]


def add_rating_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that say how the columns and answers of a foreign file are to be read."""
    parser.add_argument(
        "--columns",
        nargs="+",
        default=[],
        metavar="NAME=HEADER",
        help="where a column has another name in the file, such as answer=Pocit lon=X lat=Y",
    )
    parser.add_argument("--safe", action="append", default=[], metavar="TEXT", help="an answer that counts as safe")
    parser.add_argument("--unsafe", action="append", default=[], metavar="TEXT", help="an answer that is unsafe")
    parser.add_argument("--within", metavar="KM", help="leave out points farther than this from the median point")


def read_ratings(file: str, arguments: argparse.Namespace, *, resolution: int, districts: str | None) -> RatingTable:
    """Read ratings from a CSV file. Raises BadInput, and Refused when nothing is left."""
    table = _renamed(read_table(file, renames=_renames(arguments.columns)))
    latitude = np.array(table.numbers("lat", low=-90, high=90))
    longitude = np.array(table.numbers("lon", low=-180, high=180))
    unsafe = _unsafe(table, arguments.safe, arguments.unsafe)
    district, names = _districts(table, latitude, longitude, districts)
    reasons = {
        "answer is neither safe nor unsafe": unsafe < 0,
        "outside every district": district < 0,
        f"farther than {arguments.within} km from the median point": _far(latitude, longitude, arguments.within),
    }
    kept = np.ones(len(table), dtype=np.bool_)
    left_out: dict[str, int] = {}
    for reason, hit in reasons.items():
        left_out[reason] = int((hit & kept).sum())
        kept &= ~hit
    if not kept.any():
        raise Refused("no rating is left: " + ", ".join(f"{n} {reason}" for reason, n in left_out.items() if n))
    moments, timed = _moments(table)
    ratings = Ratings(
        cell=cells_of(latitude, longitude, resolution),
        unsafe=np.maximum(unsafe, 0).astype(np.float64),
        night=_night(table),
        respondent=_respondents(table),
        district=district,
        moment=moments,
    )
    at = np.flatnonzero(kept)
    labels = {name: tuple(table.text(name)[i] for i in at) for name in ("age", "sex", "channel") if table.has(name)}
    return RatingTable(
        ratings=ratings.where(at),
        latitude=latitude[at],
        longitude=longitude[at],
        timed=timed[at],
        labels=labels,
        districts=names,
        read=len(table),
        left_out={reason: n for reason, n in left_out.items() if n},
    )


def day_argument(text: str) -> date:
    """A day from the command line. Raises BadInput."""
    try:
        return moment(text).date()
    except ValueError:
        raise BadInput("arguments", 0, "date", f"a date such as 2024-03-12, found {text!r}") from None


def newest_day(ratings: Ratings) -> date | None:
    """The day of the newest rating with a time."""
    known = ratings.moment[~np.isnan(ratings.moment)]
    return datetime.fromtimestamp(float(known.max()) * 86400.0, UTC).date() if known.size else None


def _renames(pairs: list[str]) -> dict[str, str]:
    renames: dict[str, str] = {}
    for pair in pairs:
        name, separator, header = pair.partition("=")
        if not separator or not name.strip() or not header.strip():
            raise BadInput("arguments", 0, "--columns", f"NAME=HEADER, found {pair!r}")
        renames[name.strip()] = header.strip()
    return renames


def _renamed(table: Table) -> Table:
    columns = dict(table.columns)
    for name, aliases in _ALIASES.items():
        found = next((alias for alias in aliases if alias in columns), None)
        if name not in columns and found is not None:
            columns[name] = columns[found]
    return Table(table.file, columns, table.rows)


def _unsafe(table: Table, safe: list[str], unsafe: list[str]) -> npt.NDArray[np.int64]:
    """1 unsafe, 0 safe, −1 neither (only with answers named on the command line)."""
    if safe or unsafe:
        known = {text.strip().casefold(): 0 for text in safe} | {text.strip().casefold(): 1 for text in unsafe}
        return np.array([known.get(cell.casefold(), -1) for cell in table.text("answer")], dtype=np.int64)
    if table.has("unsafe") and not table.has("answer"):
        return np.array(table.parsed("unsafe", "0 or 1", _choice(_UNSAFE)), dtype=np.int64)
    expected = "1 (very safe), 2 (rather safe), 3 (rather unsafe) or 4 (very unsafe)"
    return np.array(table.parsed("answer", expected, _choice(_ANSWERS)), dtype=np.int64)


def _choice(known: Mapping[str, int]) -> Callable[[str], int]:
    def parse(cell: str) -> int:
        text = cell.casefold()
        if text in known:
            return known[text]
        value = number(cell)
        if value != int(value):
            raise ValueError(cell)
        return known[str(int(value))]

    return parse


def _night(table: Table) -> Ints:
    if not table.has("slice"):
        return np.full(len(table), -1, dtype=np.int64)
    found = table.parsed("slice", "day, night or nothing", lambda cell: _SLICES[cell.casefold()])
    return np.array(found, dtype=np.int64)


def _respondents(table: Table) -> Ints:
    """Codes of respondents; a rating without one is a respondent of its own."""
    if not table.has("respondent"):
        return np.arange(len(table), dtype=np.int64)
    labels = (
        f"={name}" if name else f"row {row}" for row, name in zip(table.rows, table.text("respondent"), strict=True)
    )
    return codes(list(labels))


def _moments(table: Table) -> tuple[Floats, Flags]:
    if not table.has("at"):
        return np.full(len(table), np.nan), np.zeros(len(table), dtype=np.bool_)
    expected = "a date or time such as 2024-03-12, 2024-03-12T14:05+01:00 or 12.3.2024 14:05, or nothing"

    def days(cell: str) -> float:
        return moment(cell).timestamp() / 86400.0 if cell else math.nan

    moments = np.array(table.parsed("at", expected, days), dtype=np.float64)
    timed = np.array([":" in cell for cell in table.text("at")], dtype=np.bool_)
    if (moments[timed] % 1.0 == 0).all():  # dates that some program wrote out with a midnight
        timed[:] = False
    return moments, timed


def _districts(table: Table, latitude: Floats, longitude: Floats, areas: str | None) -> tuple[Ints, tuple[str, ...]]:
    if areas is not None:
        found = read_districts(areas)
        return found.locate(latitude, longitude), found.names
    if table.has("district"):
        names, code = np.unique(np.array(table.text("district")), return_inverse=True)
        return code.astype(np.int64), tuple(names.tolist())
    return np.zeros(len(table), dtype=np.int64), ("",)


def _far(latitude: Floats, longitude: Floats, within: str | None) -> Flags:
    if within is None:
        return np.zeros(latitude.size, dtype=np.bool_)
    try:
        reach = number(within)
    except ValueError:
        raise BadInput("arguments", 0, "--within", f"a distance in km, found {within!r}") from None
    lat, lon = np.radians(latitude), np.radians(longitude)
    lat0, lon0 = float(np.median(lat)), float(np.median(lon))
    half = np.sin((lat - lat0) / 2) ** 2 + math.cos(lat0) * np.cos(lat) * np.sin((lon - lon0) / 2) ** 2
    return np.asarray(2 * 6371.0088 * np.arcsin(np.sqrt(half)) > reach)
