"""Reading ratings: which columns they may come in, and the words for what was left out."""

import argparse
import math
from collections.abc import Callable, Mapping
from datetime import UTC, date

from app.analysis.counted_ratings import CountedRatings, LeftOut, NoneLeft, RatingRows, counted_ratings
from app.analysis.district_areas import DistrictAreas
from sync.server.analyse.reading import BadInput, Refused, Table, moment, number, read_table, wall

_ALIASES = {
    "lat": ("latitude", "y"),
    "lon": ("lng", "long", "longitude", "x"),
    "at": ("time", "timestamp", "created_at", "date"),
    "respondent": ("device", "respondent_id"),
}
_ANSWERS = {"very safe": 0, "rather safe": 0, "rather unsafe": 1, "very unsafe": 1} | {"1": 0, "2": 0, "3": 1, "4": 1}
_UNSAFE = {"0": 0, "1": 1, "false": 0, "true": 1, "no": 0, "yes": 1, "safe": 0, "unsafe": 1}
_SLICES = {"day": 0, "den": 0, "night": 1, "noc": 1, "after dark": 1, "": -1, "pooled": -1}


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


def read_ratings(
    file: str, arguments: argparse.Namespace, *, resolution: int, areas: DistrictAreas | None
) -> CountedRatings:
    """Read ratings from a CSV file. Raises BadInput, and Refused when nothing is left."""
    table = _renamed(read_table(file, renames=_renames(arguments.columns)))
    rows = RatingRows(
        latitude=table.numbers("lat", low=-90, high=90),
        longitude=table.numbers("lon", low=-180, high=180),
        unsafe=_unsafe(table, arguments.safe, arguments.unsafe),
        night=_night(table),
        respondent=_respondents(table),
        district=table.text("district") if table.has("district") else None,
        moment=_moments(table),
        timed=tuple(":" in cell for cell in table.text("at")) if table.has("at") else (False,) * len(table),
        labels={name: table.text(name) for name in ("age", "sex", "channel") if table.has(name)},
    )
    found = counted_ratings(rows, resolution=resolution, areas=areas, within_km=_kilometres(arguments.within))
    if isinstance(found, NoneLeft):
        told = left_out_words(found.left_out, arguments)
        raise Refused("no rating is left: " + ", ".join(f"{n} {reason}" for reason, n in told.items()))
    return found


def left_out_words(left_out: Mapping[LeftOut, int], arguments: argparse.Namespace) -> dict[str, int]:
    """How many rows are not counted, by the reason in words."""
    far = f"farther than {arguments.within} km from the median point"
    return {far if reason is LeftOut.FAR else reason.value: n for reason, n in left_out.items()}


def day_argument(text: str) -> date:
    """A day of the city from the command line. Raises BadInput."""
    try:
        return wall(text).date()
    except ValueError:
        raise BadInput("arguments", 0, "date", f"a date such as 2024-03-12, found {text!r}") from None


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


def _unsafe(table: Table, safe: list[str], unsafe: list[str]) -> tuple[int, ...]:
    """1 unsafe, 0 safe, −1 neither (only with answers named on the command line)."""
    if safe or unsafe:
        known = {text.strip().casefold(): 0 for text in safe} | {text.strip().casefold(): 1 for text in unsafe}
        return tuple(known.get(cell.casefold(), -1) for cell in table.text("answer"))
    if table.has("unsafe") and not table.has("answer"):
        return table.parsed("unsafe", "0 or 1", _choice(_UNSAFE))
    expected = "1 (very safe), 2 (rather safe), 3 (rather unsafe) or 4 (very unsafe)"
    return table.parsed("answer", expected, _choice(_ANSWERS))


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


def _night(table: Table) -> tuple[int, ...]:
    if not table.has("slice"):
        return (-1,) * len(table)
    return table.parsed("slice", "day, night or nothing", lambda cell: _SLICES[cell.casefold()])


def _respondents(table: Table) -> tuple[str, ...] | None:
    """Labels of respondents; a rating without one is a respondent of its own."""
    if not table.has("respondent"):
        return None
    return tuple(
        f"={name}" if name else f"row {row}" for row, name in zip(table.rows, table.text("respondent"), strict=True)
    )


def _moments(table: Table) -> tuple[float, ...]:
    if not table.has("at"):
        return (math.nan,) * len(table)
    expected = "a date or time such as 2024-03-12, 2024-03-12T14:05+01:00 or 12.3.2024 14:05, or nothing"

    def said_and_shown(cell: str) -> tuple[float, float]:
        """Days as they are written, and by the clocks in Prague."""
        if not cell:
            return math.nan, math.nan
        return moment(cell).replace(tzinfo=UTC).timestamp() / 86400.0, wall(cell).timestamp() / 86400.0

    both = table.parsed("at", expected, said_and_shown)
    known = [said for said, _ in both if not math.isnan(said)]
    only_dates = all(said % 1.0 == 0 for said in known)  # that some program wrote out with a midnight of any zone
    return tuple(said if only_dates else shown for said, shown in both)


def _kilometres(within: str | None) -> float | None:
    if within is None:
        return None
    try:
        return number(within)
    except ValueError:
        raise BadInput("arguments", 0, "--within", f"a distance in km, found {within!r}") from None
