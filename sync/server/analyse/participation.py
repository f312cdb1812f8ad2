"""`analyse participation`."""

import argparse
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import h3.api.basic_int as h3
import numpy as np

from app.safety.grid import cell_named, cells_of, name_of
from app.safety.participation import (
    TARGET_PER_DISTRICT,
    TARGET_RESPONDENTS,
    Reach,
    concentration,
    reach,
    representation,
    returning,
    unmasked_share,
    where_to_ask,
)
from app.safety.ratings import Ints, Ratings, Slice
from app.safety.settings import SurfaceSettings
from app.safety.surface import surfaces
from app.safety.weights import day_number, months_before
from sync.server.analyse.district_areas import DistrictAreas, read_districts
from sync.server.analyse.printing import Analysis
from sync.server.analyse.rating_table import RatingTable, add_rating_arguments, day_argument, newest_day, read_ratings
from sync.server.analyse.reading import Refused, Table, read_table
from sync.server.analyse.registration import Subparsers, add_method

_PEOPLE = ("population", "inhabitants", "obyvatel", "obyvatele", "obyv", "obv", "count")
_DISTRICT = ("district", "name", "nazev", "název", "id", "code")


def add(subparsers: Subparsers) -> None:
    """Add the method of this family."""
    parser = add_method(
        subparsers,
        "participation",
        _participation,
        summary=(
            "Who takes part and who is missing. POPULATION.csv: population and, if there, district, age, sex, "
            "cell or lat,lon. RATINGS.csv as for surface, with age, sex and channel if there."
        ),
        source="shares by Wilson 1927; target 0.5 % of residents after Ostrava 2023 (0.54 %); docs/safety-surface.md.",
    )
    parser.add_argument("file", metavar="RATINGS.csv")
    parser.add_argument("population", metavar="POPULATION.csv")
    parser.add_argument("districts", metavar="DISTRICTS.geojson")
    parser.add_argument("--as-of", metavar="DATE", help="end of the twelve months (default: the newest rating)")
    add_rating_arguments(parser)


def _participation(arguments: argparse.Namespace) -> Analysis:
    settings = SurfaceSettings()
    people = read_table(arguments.population)
    counts = people.numbers(_first(people, _PEOPLE), low=0)
    district_column = next((name for name in _DISTRICT if people.has(name)), None)
    labels = people.text(district_column) if district_column else None
    areas = read_districts(arguments.districts, wanted=frozenset(labels or ()))
    table = read_ratings(arguments.file, arguments, resolution=settings.resolution, districts=arguments.districts)
    as_of = day_argument(arguments.as_of) if arguments.as_of else newest_day(table.ratings)
    year = _last_year(table.ratings, as_of)
    ratings = table.ratings.where(year)
    if not len(ratings):
        raise Refused(f"no rating in the twelve months up to {as_of}")
    total = sum(counts)
    inhabitants, even = _inhabitants(people, counts, labels, areas, settings)
    surface = surfaces(ratings, as_of or date(1970, 1, 1), settings)[Slice.POOLED]
    inhabited = np.array([cell for cell, n in inhabitants.items() if n > 0], dtype=np.int64)
    open_share = unmasked_share(surface, inhabited)
    busiest = concentration(ratings.respondent)
    whole = reach(int(np.unique(ratings.respondent).size), round(total))
    values: dict[str, object] = {
        "as_of": str(as_of) if as_of else None,
        "ratings": len(ratings),
        "left_out": dict(table.left_out),
        **_reach_row(whole),
        "target_respondents": TARGET_RESPONDENTS,
        "target_met": whole.respondents >= TARGET_RESPONDENTS,
        "inhabited_cells": int(inhabited.size),
        "unmasked_share": open_share.share if open_share else None,
        "unmasked_share_low": open_share.low if open_share else None,
        "unmasked_share_high": open_share.high if open_share else None,
        "returning": returning(ratings.respondent, ratings.moment) if as_of else None,
        "top_5_percent_respondents": busiest.top,
        "top_5_percent_share": busiest.share,
    }
    tables: dict[str, list[dict[str, object]]] = {"districts": _districts(ratings, areas, labels, counts)}
    tables |= _representation(table, year, people, counts)
    if "channel" in table.labels:
        channels = Counter(np.array(table.labels["channel"])[year].tolist())
        tables["channels"] = [
            {"channel": name or "not said", "ratings": n, "share": n / len(ratings)}
            for name, n in channels.most_common()
        ]
    tables["where_to_ask"] = [
        {
            "cell": name_of(ask.cell),
            "inhabitants": ask.inhabitants,
            "n": ask.respondents,
            "k": ask.weight,
            "sd": ask.deviation,
            "gain": ask.gain,
        }
        for ask in where_to_ask(surface, inhabitants, settings)
    ]
    notes = (
        ("No population by cell was given: each district's people are spread evenly over its cells.",) if even else ()
    )
    return Analysis("participation", values, tables, (*notes, *_unmatched(labels, areas)))


def _first(table: Table, names: tuple[str, ...]) -> str:
    return next((name for name in names if table.has(name)), names[0])


def _last_year(ratings: Ratings, as_of: date | None) -> Ints:
    """Positions of the ratings of the twelve months up to a day; ratings without a time belong to them."""
    if as_of is None:
        return np.arange(len(ratings), dtype=np.int64)
    moment = ratings.moment
    inside = (moment >= day_number(months_before(as_of, 12))) & (moment < day_number(as_of) + 1)
    return np.flatnonzero(inside | np.isnan(moment)).astype(np.int64)


def _reach_row(found: Reach) -> dict[str, object]:
    return {
        "respondents": found.respondents,
        "population": found.population,
        "per_1000": found.per_thousand,
        "low": found.low,
        "high": found.high,
    }


def _districts(
    ratings: Ratings, areas: DistrictAreas, labels: tuple[str, ...] | None, counts: tuple[float, ...]
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for code, name in enumerate(areas.names):
        own = ratings.district == code
        people = _sum_for(name, labels, counts) if labels else (round(sum(counts)) if len(areas.names) == 1 else None)
        found = reach(int(np.unique(ratings.respondent[own]).size), people)
        row = {"district": name, "ratings": int(own.sum()), **_reach_row(found)}
        rows.append(row | {"target": TARGET_PER_DISTRICT, "target_met": found.respondents >= TARGET_PER_DISTRICT})
    return rows


def _unmatched(labels: tuple[str, ...] | None, areas: DistrictAreas) -> tuple[str, ...]:
    known = {name.casefold() for name in areas.names}
    foreign = sorted({label for label in labels or () if label.casefold() not in known})
    if not foreign:
        return ()
    return (f"The population of {', '.join(foreign)} counts in the whole alone: no district has that name.",)


def _sum_for(name: str, labels: tuple[str, ...], counts: tuple[float, ...]) -> int | None:
    own = [n for label, n in zip(labels, counts, strict=True) if label.casefold() == name.casefold()]
    return round(sum(own)) if own else None


def _representation(
    table: RatingTable, year: Ints, people: Table, counts: tuple[float, ...]
) -> dict[str, list[dict[str, object]]]:
    """Tables of age and sex, where both files have the column; a respondent's first label counts."""
    tables: dict[str, list[dict[str, object]]] = {}
    _, first = np.unique(table.ratings.respondent[year], return_index=True)
    for name in ("age", "sex"):
        if name not in table.labels or not people.has(name):
            continue
        population: Counter[str] = Counter()
        for label, n in zip(people.text(name), counts, strict=True):
            population[label] += n  # type: ignore[assignment]
        labels = [table.labels[name][at] for at in year[first].tolist()]
        tables[name] = [
            {
                name: one.group,
                "n": one.share.n,
                "share": one.share.share,
                "low": one.share.low,
                "high": one.share.high,
                "population_share": one.population_share,
                "ratio": one.ratio,
            }
            for one in representation(labels, population)
        ]
    return tables


def _inhabitants(
    people: Table,
    counts: tuple[float, ...],
    labels: tuple[str, ...] | None,
    areas: DistrictAreas,
    settings: SurfaceSettings,
) -> tuple[Mapping[int, float], bool]:
    """Inhabitants by cell; True if they had to be spread evenly over the cells of their districts."""
    cells: tuple[int, ...] | None = None
    if people.has("cell"):
        cells = people.parsed("cell", "an H3 cell", cell_named)
    elif people.has("lat") and people.has("lon"):
        at = people.numbers("lat", low=-90, high=90), people.numbers("lon", low=-180, high=180)
        cells = tuple(cells_of(*at, settings.resolution).tolist())
    found: dict[int, float] = {}
    if cells is not None:
        for cell, n in zip(cells, counts, strict=True):
            found[cell] = found.get(cell, 0.0) + n
        return found, False
    inside = [_cells_inside(area, settings.resolution) for area in areas.areas]
    every = sum(len(one) for one in inside) or 1
    for name, own in zip(areas.names, inside, strict=True):
        district = _sum_for(name, labels, counts) if labels else sum(counts) * len(own) / every
        for cell in own:
            found[cell] = found.get(cell, 0.0) + (district or 0.0) / len(own)
    return found, True


def _cells_inside(area: dict[str, Any], resolution: int) -> list[int]:
    return sorted(int(cell) for cell in h3.geo_to_cells(area, resolution))
