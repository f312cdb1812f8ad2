"""`analyse surface`."""

import argparse
from datetime import date
from pathlib import Path

from app.analysis.safety_surface import (
    AllInBursts,
    CellRow,
    NoRatingsAround,
    NothingCounts,
    SafetySurface,
    SeenBurst,
    cell_rows,
    changes_at,
    publishable,
    safety_surface,
)
from app.analysis.surface_picture import picture_of
from app.safety.classes import CellClass
from app.safety.grid import name_of
from app.safety.ratings import Slice
from app.safety.settings import SurfaceSettings
from sync.server.analyse.district_areas import read_districts
from sync.server.analyse.printing import Analysis
from sync.server.analyse.rating_table import add_rating_arguments, day_argument, left_out_words, read_ratings
from sync.server.analyse.reading import BadInput, Refused, number
from sync.server.analyse.registration import Subparsers, add_method

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
    areas = read_districts(arguments.districts) if arguments.districts is not None else None
    table = read_ratings(arguments.file, arguments, resolution=settings.resolution, areas=areas)
    as_of = day_argument(arguments.as_of) if arguments.as_of else None
    found = safety_surface(table, as_of=as_of, settings=settings, keep_bursts=arguments.keep_bursts)
    match found:
        case AllInBursts():
            raise Refused("every rating stands in a burst; look at them with --keep-bursts")
        case NothingCounts(day, months):
            raise Refused(f"no rating counts on {day}: all are later or older than {months} months")
    values: dict[str, object] = {
        "as_of": str(found.as_of) if found.as_of else None,
        "resolution": settings.resolution,
        "ratings_read": table.read,
        "ratings_counted": found.counted,
        "respondents": found.respondents,
        "left_out": left_out_words(table.left_out, arguments),
        "m": {part.value: reference for part, reference in found.reference.items()},
    }
    if arguments.picture:
        _draw(found, Slice(arguments.slice or "pooled"), arguments.picture)
        values["picture"] = arguments.picture
    notes = _notes(found, keep=arguments.keep_bursts)
    if arguments.public:
        return Analysis("surface", values, {"public": _public(found)}, notes)
    only = Slice(arguments.slice) if arguments.slice else None
    cells = cell_rows(found, only=only, together=arguments.hotspots)
    tables = {"cells": [_row(cell, together=arguments.hotspots) for cell in cells]}
    if found.bursts:
        tables["bursts"] = [_burst(burst) for burst in found.bursts]
    if arguments.change_at:
        tables["changes"] = _changes(found, day_argument(arguments.change_at))
        notes += ("Cells picked for being worst come nearer to the mean by themselves (regression to the mean).",)
    return Analysis("surface", values, tables, notes)


def _draw(found: SafetySurface, part: Slice, file: str) -> None:
    surface = found.levels.cells.get(part)
    if surface is None:
        raise Refused(f"no rating of the slice {part.value}")
    Path(file).write_text(picture_of(surface), encoding="utf-8")


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


def _notes(found: SafetySurface, *, keep: bool) -> tuple[str, ...]:
    if not found.bursts:
        return ()
    came = f"{found.in_bursts} ratings came in bursts and are"
    if keep:
        return (f"{came} counted (--keep-bursts).",)
    return (f"{came} set aside until someone has looked; --keep-bursts counts them.",)


def _row(cell: CellRow, *, together: bool) -> dict[str, object]:
    row: dict[str, object] = {
        "cell": cell.cell,
        "slice": cell.part.value,
        "n": cell.respondents,
        "k": cell.weight,
        "mean": cell.mean,
        "low": cell.low,
        "high": cell.high,
        "p_above": cell.p_above,
        "class": cell.name.value,
        "rank": cell.rank,
    }
    other = cell.shown
    row |= {
        "shown_from": f"{cell.source.value} {other.group}".strip() if other else cell.source.value,
        "shown_n": other.respondents if other else None,
        "shown_mean": other.mean if other else None,
        "shown_low": other.low if other else None,
        "shown_high": other.high if other else None,
        "shown_class": other.name.value if other else None,
    }
    return row | ({"gi_z": cell.gi_z, "gi_q": cell.gi_q} if together else {})


def _burst(burst: SeenBurst) -> dict[str, object]:
    return {
        "cell": burst.cell,
        "first": burst.first.replace(tzinfo=None).isoformat(),
        "last": burst.last.replace(tzinfo=None).isoformat(),
        "ratings": burst.ratings,
        "most_in_24_h": burst.most_in_a_day,
        "limit": burst.limit,
        "baseline_per_day": burst.baseline_per_day,
    }


def _changes(found: SafetySurface, split: date) -> list[dict[str, object]]:
    changed = changes_at(found, split)
    if isinstance(changed, NoRatingsAround):
        raise Refused(f"a change needs ratings with a time before {split} and from it")
    return [
        {
            "cell": cell.cell,
            "n_before": cell.before.respondents,
            "mean_before": cell.before.mean,
            "low_before": cell.before.low,
            "high_before": cell.before.high,
            "n_after": cell.after.respondents,
            "mean_after": cell.after.mean,
            "low_after": cell.after.low,
            "high_after": cell.after.high,
            "p_safer": cell.p_safer,
            "change": cell.trend.value,
        }
        for cell in changed
    ]


def _public(found: SafetySurface) -> list[dict[str, object]]:
    return [
        {
            "level": group.level,
            "cell": name_of(group.key[0]) if group.level in {"cell", "parent"} else None,
            "respondents_at_least": line.respondents,
            "low": line.low,
            "high": line.high,
            "class": line.name.value if line.name is not CellClass.NOT_ENOUGH else CellClass.CAN_NOT_TELL.value,
        }
        for group, line in publishable(found)
    ]
