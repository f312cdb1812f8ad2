"""`analyse surface`."""

import argparse
from datetime import date
from pathlib import Path

import numpy as np

from app.safety.bursts import Burst, find_bursts, set_aside
from app.safety.change import change
from app.safety.classes import CellClass
from app.safety.clusters import clusters
from app.safety.fallback import Levels, Source, levels, shown
from app.safety.grid import name_of
from app.safety.ranking import ranked
from app.safety.ratings import Floats, Ratings, Slice
from app.safety.release import snapshot
from app.safety.settings import SurfaceSettings
from app.safety.surface import slice_weights
from app.safety.weights import day_number
from sync.server.analyse.printing import Analysis
from sync.server.analyse.rating_table import (
    RatingTable,
    add_rating_arguments,
    day_argument,
    newest_day,
    read_ratings,
)
from sync.server.analyse.reading import BadInput, Refused, number
from sync.server.analyse.registration import Subparsers, add_method
from sync.server.analyse.surface_picture import draw

_SETTINGS = {
    "half-life": ("half_life_days", "days in which a rating's weight halves"),
    "prior-weight": ("prior_weight", "ratings that the prior is worth (M)"),
    "cap": ("respondent_cap", "largest sum of a respondent's weights in a district in 90 days"),
}


def add(subparsers: Subparsers) -> None:
    """Add the method of this family."""
    parser = add_method(
        subparsers,
        "surface",
        _surface,
        summary=(
            "The safety surface: columns lat,lon and answer (1 very safe … 4 very unsafe) or unsafe (0/1); "
            "if there: slice (day|night), respondent, at, district."
        ),
        source=(
            "Beta posterior with a prior from the neighbouring H3 cells (docs/safety-surface.md); classes by "
            "P(θ > m), masks and k ≥ 5 after police.uk; the fear map after Pánek et al. 2017 and TJ01000465."
        ),
    )
    parser.add_argument("file", metavar="RATINGS.csv")
    parser.add_argument("--as-of", metavar="DATE", help="day of the surface (default: the newest rating)")
    parser.add_argument("--resolution", type=int, default=9, metavar="N", help="H3 resolution (default 9)")
    parser.add_argument("--slice", choices=[part.value for part in Slice], help="only this slice")
    parser.add_argument("--districts", metavar="AREAS.geojson", help="take districts from these polygons")
    add_rating_arguments(parser)
    for option, (_, words) in _SETTINGS.items():
        parser.add_argument(f"--{option}", metavar="X", help=words)
    parser.add_argument("--keep-bursts", action="store_true", help="count ratings that came in a burst")
    parser.add_argument("--hotspots", action="store_true", help="add Gi* over the unmasked cells (gi_z, gi_q)")
    parser.add_argument("--change-at", metavar="DATE", help="compare the ratings before this day with those from it")
    parser.add_argument("--public", action="store_true", help="print the snapshot that may be published instead")
    parser.add_argument("--picture", metavar="FILE.svg", help="draw the pooled surface (or that of --slice)")


def _surface(arguments: argparse.Namespace) -> Analysis:
    settings = _settings(arguments)
    table = read_ratings(arguments.file, arguments, resolution=settings.resolution, districts=arguments.districts)
    as_of = day_argument(arguments.as_of) if arguments.as_of else newest_day(table.ratings)
    ratings, bursts, notes = _without_bursts(table, settings, keep=arguments.keep_bursts)
    if not len(ratings):
        raise Refused("every rating stands in a burst; look at them with --keep-bursts")
    day = as_of or date(1970, 1, 1)
    weights = slice_weights(ratings, day, settings)
    if not (weights[Slice.POOLED] > 0).any():
        raise Refused(f"no rating counts on {day}: all are later or older than {settings.oldest_months} months")
    found = levels(ratings, day, settings)
    values: dict[str, object] = {
        "as_of": str(as_of) if as_of else None,
        "resolution": settings.resolution,
        "ratings_read": table.read,
        "ratings_counted": int((weights[Slice.POOLED] > 0).sum()),
        "respondents": int(np.unique(ratings.respondent[weights[Slice.POOLED] > 0]).size),
        "left_out": dict(table.left_out),
        "m": {part.value: surface.reference for part, surface in found.cells.items()},
    }
    if arguments.picture:
        part = Slice(arguments.slice or "pooled")
        if part not in found.cells:
            raise Refused(f"no rating of the slice {part.value}")
        Path(arguments.picture).write_text(draw(found.cells[part], clusters(found.cells[part])), encoding="utf-8")
        values["picture"] = arguments.picture
    if arguments.public:
        return Analysis("surface", values, {"public": _public(ratings, weights[Slice.POOLED], settings)}, notes)
    tables: dict[str, list[dict[str, object]]] = {"cells": _rows(found, table.districts, arguments)}
    if bursts:
        tables["bursts"] = [_burst(burst) for burst in bursts]
    if arguments.change_at:
        tables["changes"] = _changes(ratings, day_argument(arguments.change_at), day, settings)
        notes += ("Cells picked for being worst come nearer to the mean by themselves (regression to the mean).",)
    return Analysis("surface", values, tables, notes)


def _settings(arguments: argparse.Namespace) -> SurfaceSettings:
    if not 1 <= arguments.resolution <= 15:
        raise BadInput("arguments", 0, "--resolution", f"an H3 resolution from 1 to 15, found {arguments.resolution}")
    given: dict[str, float] = {}
    for option, (name, _) in _SETTINGS.items():
        text = getattr(arguments, option.replace("-", "_"))
        if text is None:
            continue
        try:
            given[name] = number(text)
        except ValueError:
            given[name] = 0.0
        if given[name] <= 0:
            raise BadInput("arguments", 0, f"--{option}", f"a number greater than 0, found {text!r}")
    defaults = SurfaceSettings()
    return SurfaceSettings(
        resolution=arguments.resolution,
        parent_resolution=arguments.resolution - 1,
        half_life_days=given.get("half_life_days", defaults.half_life_days),
        prior_weight=given.get("prior_weight", defaults.prior_weight),
        respondent_cap=given.get("respondent_cap", defaults.respondent_cap),
    )


def _without_bursts(
    table: RatingTable, settings: SurfaceSettings, *, keep: bool
) -> tuple[Ratings, tuple[Burst, ...], tuple[str, ...]]:
    """The ratings that count, the bursts, and what the reader must know of them."""
    ratings = table.ratings
    exact = Ratings(
        cell=ratings.cell,
        unsafe=ratings.unsafe,
        night=ratings.night,
        respondent=ratings.respondent,
        district=ratings.district,
        moment=np.where(table.timed, ratings.moment, np.nan),
    )
    bursts = find_bursts(exact, settings)
    if not bursts:
        return ratings, (), ()
    count = sum(len(burst.positions) for burst in bursts)
    if keep:
        return ratings, bursts, (f"{count} ratings came in bursts and are counted (--keep-bursts).",)
    note = f"{count} ratings came in bursts and are set aside until someone has looked; --keep-bursts counts them."
    return ratings.where(set_aside(ratings, bursts)), bursts, (note,)


def _rows(found: Levels, districts: tuple[str, ...], arguments: argparse.Namespace) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for part, surface in found.cells.items():
        if arguments.slice and part.value != arguments.slice:
            continue
        order = ranked(surface)
        rank = {int(at): place for place, at in enumerate(order.tolist(), start=1)}
        masked = [at for at in range(surface.cells.size) if at not in rank]
        layer = clusters(surface) if arguments.hotspots else None
        place = {} if layer is None else {int(at): i for i, at in enumerate(layer.positions.tolist())}
        for at in [*rank, *masked]:
            row: dict[str, object] = {
                "cell": name_of(int(surface.cells[at])),
                "slice": part.value,
                "n": int(surface.respondents[at]),
                "k": float(surface.weight[at]),
                "mean": float(surface.mean[at]),
                "low": float(surface.low[at]),
                "high": float(surface.high[at]),
                "p_above": float(surface.p_above[at]),
                "class": surface.classes[at].value,
                "rank": rank.get(at),
            }
            row |= _fallback(found, part, at, districts)
            if arguments.hotspots:
                at_layer = place.get(at)
                row["gi_z"] = None if layer is None or at_layer is None else float(layer.statistics.z[at_layer])
                row["gi_q"] = None if layer is None or at_layer is None else float(layer.statistics.q_sim[at_layer])
            rows.append(row)
    return rows


def _fallback(found: Levels, part: Slice, at: int, districts: tuple[str, ...]) -> dict[str, object]:
    """Where the value shown for a masked cell comes from, with n and interval; nothing for an unmasked one."""
    names = ("shown_from", "shown_n", "shown_mean", "shown_low", "shown_high", "shown_class")
    what = shown(found, part, at)
    surface, i = what.surface, what.position
    if what.source in {Source.OWN, Source.NOTHING} or surface is None:
        return dict.fromkeys(names, None) | {"shown_from": what.source.value}
    where = what.source.value
    if what.source in {Source.PARENT, Source.PARENT_POOLED}:
        where += f" {name_of(int(surface.cells[i]))}"
    if what.source in {Source.DISTRICT, Source.DISTRICT_POOLED}:
        where = f"{where} {districts[int(surface.cells[i])]}".strip()
    numbers = (surface.mean[i], surface.low[i], surface.high[i])
    shown_values = (where, int(surface.respondents[i]), *(float(v) for v in numbers), surface.classes[i].value)
    return dict(zip(names, shown_values, strict=True))


def _burst(burst: Burst) -> dict[str, object]:
    times = np.array([burst.first, burst.last]) * 86400.0
    first, last = (str(one) for one in times.astype("datetime64[s]"))
    return {
        "cell": name_of(burst.cell),
        "first": first,
        "last": last,
        "ratings": len(burst.positions),
        "most_in_24_h": burst.most_in_a_day,
        "limit": burst.limit,
        "baseline_per_day": burst.baseline_per_day,
    }


def _changes(ratings: Ratings, split: date, as_of: date, settings: SurfaceSettings) -> list[dict[str, object]]:
    moment = ratings.moment
    first, second = moment < day_number(split), (moment >= day_number(split)) & (moment < day_number(as_of) + 1)
    if not first.any() or not second.any():
        raise Refused(f"a change needs ratings with a time before {split} and from it")
    found = change(ratings.where(first), ratings.where(second), as_of, settings)
    columns = (
        found.respondents_before,
        found.mean_before,
        found.low_before,
        found.high_before,
        found.respondents_after,
        found.mean_after,
        found.low_after,
        found.high_after,
        found.p_safer,
    )
    names = ("n_before", "mean_before", "low_before", "high_before", "n_after", "mean_after", "low_after", "high_after")
    lines = zip(found.cells.tolist(), found.trends, *(column.tolist() for column in columns), strict=True)
    return [
        {"cell": name_of(cell)} | dict(zip((*names, "p_safer"), row, strict=True)) | {"change": trend.value}
        for cell, trend, *row in lines
    ]


def _public(ratings: Ratings, weights: Floats, settings: SurfaceSettings) -> list[dict[str, object]]:
    found = snapshot(ratings, weights, settings)
    return [
        {
            "level": group.level,
            "cell": name_of(group.key[0]) if group.level in {"cell", "parent"} else None,
            "respondents_at_least": line.respondents,
            "low": line.low,
            "high": line.high,
            "class": line.name.value if line.name is not CellClass.NOT_ENOUGH else CellClass.CAN_NOT_TELL.value,
        }
        for group, line in sorted(found.lines.items())
    ]
