"""Who takes part."""

from datetime import date

import pytest

from app.analysis.counted_ratings import CountedRatings, counted_ratings
from app.analysis.participation import NobodyInYear, Participation, Population, participation
from app.safety.settings import SurfaceSettings
from app.safety.weights import day_number
from tests.app.analysis.rows import rows, steady, two_districts

NOW = day_number(date(2026, 5, 20)) + 0.5
CITY = Population((2000.0, 3000.0, 10.0), ("západ", "Východ", "Jih"))


def found_in(population: Population, *, as_of: date | None = None) -> Participation | NobodyInYear:
    areas = two_districts()
    old = (50.46, 13.43, 1, "old", NOW - 800)
    table = counted_ratings(rows(*steady(40, day=NOW), old), resolution=9, areas=areas)
    assert isinstance(table, CountedRatings)
    return participation(table, population, areas, as_of=as_of, settings=SurfaceSettings())


def test_that_people_of_the_last_year_are_set_against_the_inhabitants() -> None:
    found = found_in(CITY)
    assert isinstance(found, Participation)
    assert (found.whole.respondents, found.whole.population, found.target_met) == (40, 5010, False)
    west, east = found.districts
    assert (west.reach.per_thousand, west.target_met) == (20.0, True)
    assert (east.ratings, east.target_met) == (0, False)
    assert found.foreign == ("Jih",)
    assert found.channels is not None
    assert {one.channel: one.ratings for one in found.channels} == {"": 14, "web": 26}


def test_that_people_without_cells_are_spread_over_their_districts() -> None:
    found = found_in(CITY)
    assert isinstance(found, Participation)
    assert found.spread
    assert sum(ask.inhabitants for ask in found.asks) == pytest.approx(5000, rel=0.1)


def test_that_people_with_places_are_counted_where_they_live() -> None:
    found = found_in(Population((900.0, 100.0), latitude=(50.455, 50.465), longitude=(13.405, 13.435)))
    assert isinstance(found, Participation)
    assert not found.spread
    assert [ask.inhabitants for ask in found.asks] == [900.0, 100.0]


def test_that_a_year_without_ratings_has_no_participation() -> None:
    assert found_in(CITY, as_of=date(2020, 1, 1)) == NobodyInYear(date(2020, 1, 1))
