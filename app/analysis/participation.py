"""From ratings and a population to who takes part, who is missing and where to ask. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import h3.api.basic_int as h3
import numpy as np

from app.analysis.counted_ratings import CountedRatings, newest_day
from app.analysis.district_areas import DistrictAreas
from app.safety.grid import cells_of
from app.safety.participation import (
    TARGET_PER_DISTRICT,
    TARGET_RESPONDENTS,
    Ask,
    Concentration,
    GroupShare,
    Reach,
    concentration,
    reach,
    representation,
    returning,
    unmasked_share,
    where_to_ask,
)
from app.safety.proportions import Proportion
from app.safety.ratings import Ints, Ratings, Slice
from app.safety.settings import SurfaceSettings
from app.safety.surface import surfaces
from app.safety.weights import day_number, months_before

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Population:
    """R groups of inhabitants, every column of length R: how many, and what is known of each group.

    `district`: names. `cell`: H3 indices at the resolution of the surface. `latitude`, `longitude`: degrees, used
    where there are no cells. `labels`: age and sex, where known.
    """

    inhabitants: tuple[float, ...]
    district: tuple[str, ...] | None = None
    cell: tuple[int, ...] | None = None
    latitude: tuple[float, ...] | None = None
    longitude: tuple[float, ...] | None = None
    labels: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class DistrictReach:
    """One district: ratings of the year, and its distinct respondents against its inhabitants and the target."""

    district: str
    ratings: int
    reach: Reach

    @property
    def target_met(self) -> bool:
        """Whether enough of them took part."""
        return self.reach.respondents >= TARGET_PER_DISTRICT


@dataclass(frozen=True, slots=True)
class ChannelShare:
    """How many ratings came by a channel, and which share (0 to 1) of all; `channel` is empty where not said."""

    channel: str
    ratings: int
    share: float


@dataclass(frozen=True, slots=True)
class Participation:
    """Who took part in the twelve months up to `as_of` (None: no rating has a time, all count).

    `unmasked`: share of the inhabited cells with enough answers. `returning`: respondents on two days or more; None
    without times. `groups`: by label, where both sides have it. `channels`: None where ratings have none.
    `spread`: the inhabitants had to be spread evenly over the cells of their districts. `foreign`: names in the
    population that no district has.
    """

    as_of: date | None
    ratings: int
    whole: Reach
    inhabited_cells: int
    unmasked: Proportion | None
    returning: int | None
    busiest: Concentration
    districts: tuple[DistrictReach, ...]
    groups: Mapping[str, tuple[GroupShare, ...]]
    channels: tuple[ChannelShare, ...] | None
    asks: tuple[Ask, ...]
    spread: bool
    foreign: tuple[str, ...]

    @property
    def target_met(self) -> bool:
        """Whether enough people took part in all."""
        return self.whole.respondents >= TARGET_RESPONDENTS


@dataclass(frozen=True, slots=True)
class NobodyInYear:
    """No rating in the twelve months up to that day."""

    as_of: date | None


def participation(
    table: CountedRatings,
    population: Population,
    areas: DistrictAreas,
    *,
    as_of: date | None,
    settings: SurfaceSettings,
) -> Participation | NobodyInYear:
    """Who takes part and who is missing in the twelve months up to a day (default: that of the newest rating).

    The table's districts are those of `areas`. Shares by Wilson 1927. Raises ValueError for columns of other lengths.
    """
    as_of = as_of or newest_day(table.ratings)
    year = _last_year(table.ratings, as_of)
    ratings = table.ratings.where(year)
    if not len(ratings):
        return NobodyInYear(as_of)
    inhabitants, spread = _inhabitants(population, areas, settings)
    surface = surfaces(ratings, as_of or date(1970, 1, 1), settings)[Slice.POOLED]
    inhabited = np.array([cell for cell, n in inhabitants.items() if n > 0], dtype=np.int64)
    return Participation(
        as_of=as_of,
        ratings=len(ratings),
        whole=reach(int(np.unique(ratings.respondent).size), round(sum(population.inhabitants))),
        inhabited_cells=int(inhabited.size),
        unmasked=unmasked_share(surface, inhabited),
        returning=returning(ratings.respondent, ratings.moment) if as_of else None,
        busiest=concentration(ratings.respondent),
        districts=_districts(ratings, areas, population),
        groups=_groups(table, year, population),
        channels=_channels(table, year),
        asks=where_to_ask(surface, inhabitants, settings),
        spread=spread,
        foreign=_foreign(population, areas),
    )


def _last_year(ratings: Ratings, as_of: date | None) -> Ints:
    """Positions of the ratings of the twelve months up to a day; ratings without a time belong to them."""
    if as_of is None:
        return np.arange(len(ratings), dtype=np.int64)
    moment = ratings.moment
    inside = (moment >= day_number(months_before(as_of, MONTHS))) & (moment < day_number(as_of) + 1)
    return np.flatnonzero(inside | np.isnan(moment)).astype(np.int64)


def _districts(ratings: Ratings, areas: DistrictAreas, population: Population) -> tuple[DistrictReach, ...]:
    rows: list[DistrictReach] = []
    for code, name in enumerate(areas.names):
        own = ratings.district == code
        people = _sum_for(name, population)
        if population.district is None and len(areas.names) == 1:
            people = round(sum(population.inhabitants))
        found = reach(int(np.unique(ratings.respondent[own]).size), people)
        rows.append(DistrictReach(name, int(own.sum()), found))
    return tuple(rows)


def _foreign(population: Population, areas: DistrictAreas) -> tuple[str, ...]:
    known = {name.casefold() for name in areas.names}
    return tuple(sorted({name for name in population.district or () if name.casefold() not in known}))


def _sum_for(name: str, population: Population) -> int | None:
    if population.district is None:
        return None
    pairs = zip(population.district, population.inhabitants, strict=True)
    own = [n for label, n in pairs if label.casefold() == name.casefold()]
    return round(sum(own)) if own else None


def _groups(table: CountedRatings, year: Ints, population: Population) -> Mapping[str, tuple[GroupShare, ...]]:
    """By label, where both sides have it; a respondent's first label counts."""
    _, first = np.unique(table.ratings.respondent[year], return_index=True)
    found: dict[str, tuple[GroupShare, ...]] = {}
    for name, column in (population.labels or {}).items():
        if name not in table.labels:
            continue
        people: dict[str, float] = {}
        for label, n in zip(column, population.inhabitants, strict=True):
            people[label] = people.get(label, 0) + n
        found[name] = representation([table.labels[name][at] for at in year[first].tolist()], people)
    return found


def _channels(table: CountedRatings, year: Ints) -> tuple[ChannelShare, ...] | None:
    if "channel" not in table.labels:
        return None
    counted = Counter(table.labels["channel"][at] for at in year.tolist())
    return tuple(ChannelShare(name, n, n / year.size) for name, n in counted.most_common())


def _inhabitants(
    population: Population, areas: DistrictAreas, settings: SurfaceSettings
) -> tuple[Mapping[int, float], bool]:
    """Inhabitants by cell; True if they had to be spread evenly over the cells of their districts."""
    cells = population.cell
    if cells is None and population.latitude is not None and population.longitude is not None:
        cells = tuple(cells_of(population.latitude, population.longitude, settings.resolution).tolist())
    found: dict[int, float] = {}
    if cells is not None:
        for cell, n in zip(cells, population.inhabitants, strict=True):
            found[cell] = found.get(cell, 0.0) + n
        return found, False
    inside = [_cells_inside(area, settings.resolution) for area in areas.areas]
    every = sum(len(one) for one in inside) or 1
    for name, own in zip(areas.names, inside, strict=True):
        people: float | None = _sum_for(name, population)
        if population.district is None:
            people = sum(population.inhabitants) * len(own) / every
        for cell in own:
            found[cell] = found.get(cell, 0.0) + (people or 0.0) / len(own)
    return found, True


def _cells_inside(area: Mapping[str, Any], resolution: int) -> list[int]:
    return sorted(int(cell) for cell in h3.geo_to_cells(area, resolution))
