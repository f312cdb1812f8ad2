"""`analyse participation`."""

import argparse

from app.analysis.participation import DistrictReach, NobodyInYear, Participation, Population, participation
from app.safety.grid import cell_named, name_of
from app.safety.participation import TARGET_PER_DISTRICT, TARGET_RESPONDENTS, Ask, GroupShare, Reach
from app.safety.settings import SurfaceSettings
from sync.server.analyse.district_areas import read_districts
from sync.server.analyse.printing import Analysis
from sync.server.analyse.rating_table import add_rating_arguments, day_argument, left_out_words, read_ratings
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
    population = _population(read_table(arguments.population))
    areas = read_districts(arguments.districts, wanted=frozenset(population.district or ()))
    table = read_ratings(arguments.file, arguments, resolution=settings.resolution, areas=areas)
    as_of = day_argument(arguments.as_of) if arguments.as_of else None
    found = participation(table, population, areas, as_of=as_of, settings=settings)
    if isinstance(found, NobodyInYear):
        raise Refused(f"no rating in the twelve months up to {found.as_of}")
    values = _values(found, left_out_words(table.left_out, arguments))
    return Analysis("participation", values, _tables(found), _notes(found))


def _population(people: Table) -> Population:
    inhabitants = people.numbers(next((name for name in _PEOPLE if people.has(name)), _PEOPLE[0]), low=0)
    district = next((name for name in _DISTRICT if people.has(name)), None)
    at = not people.has("cell") and people.has("lat") and people.has("lon")
    return Population(
        inhabitants,
        district=people.text(district) if district else None,
        cell=people.parsed("cell", "an H3 cell", cell_named) if people.has("cell") else None,
        latitude=people.numbers("lat", low=-90, high=90) if at else None,
        longitude=people.numbers("lon", low=-180, high=180) if at else None,
        labels={name: people.text(name) for name in ("age", "sex") if people.has(name)},
    )


def _values(found: Participation, left_out: dict[str, int]) -> dict[str, object]:
    open_share = found.unmasked
    return {
        "as_of": str(found.as_of) if found.as_of else None,
        "ratings": found.ratings,
        "left_out": left_out,
        **_reach_row(found.whole),
        "target_respondents": TARGET_RESPONDENTS,
        "target_met": found.target_met,
        "inhabited_cells": found.inhabited_cells,
        "unmasked_share": open_share.share if open_share else None,
        "unmasked_share_low": open_share.low if open_share else None,
        "unmasked_share_high": open_share.high if open_share else None,
        "returning": found.returning,
        "top_5_percent_respondents": found.busiest.top,
        "top_5_percent_share": found.busiest.share,
    }


def _tables(found: Participation) -> dict[str, list[dict[str, object]]]:
    tables = {"districts": [_district(one) for one in found.districts]}
    tables |= {name: [_group(name, one) for one in groups] for name, groups in found.groups.items()}
    if found.channels is not None:
        tables["channels"] = [
            {"channel": one.channel or "not said", "ratings": one.ratings, "share": one.share} for one in found.channels
        ]
    return tables | {"where_to_ask": [_ask(one) for one in found.asks]}


def _district(one: DistrictReach) -> dict[str, object]:
    row = {"district": one.district, "ratings": one.ratings, **_reach_row(one.reach)}
    return row | {"target": TARGET_PER_DISTRICT, "target_met": one.target_met}


def _reach_row(found: Reach) -> dict[str, object]:
    return {
        "respondents": found.respondents,
        "population": found.population,
        "per_1000": found.per_thousand,
        "low": found.low,
        "high": found.high,
    }


def _group(name: str, one: GroupShare) -> dict[str, object]:
    return {
        name: one.group,
        "n": one.share.n,
        "share": one.share.share,
        "low": one.share.low,
        "high": one.share.high,
        "population_share": one.population_share,
        "ratio": one.ratio,
    }


def _ask(ask: Ask) -> dict[str, object]:
    return {
        "cell": name_of(ask.cell),
        "inhabitants": ask.inhabitants,
        "n": ask.respondents,
        "k": ask.weight,
        "sd": ask.deviation,
        "gain": ask.gain,
    }


def _notes(found: Participation) -> tuple[str, ...]:
    notes: list[str] = []
    if found.spread:
        notes.append("No population by cell was given: each district's people are spread evenly over its cells.")
    if found.foreign:
        named = ", ".join(found.foreign)
        notes.append(f"The population of {named} counts in the whole alone: no district has that name.")
    return tuple(notes)
