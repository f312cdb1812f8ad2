"""The surface of counted ratings."""

from datetime import date

import pytest

from app.analysis.counted_ratings import CountedRatings, counted_ratings
from app.analysis.safety_surface import (
    NoRatingsAround,
    NothingCounts,
    SafetySurface,
    cell_rows,
    changes_at,
    publishable,
    safety_surface,
)
from app.analysis.surface_picture import picture_of
from app.safety.fallback import Source
from app.safety.ratings import Slice
from app.safety.settings import SurfaceSettings
from app.safety.weights import day_number
from tests.app.analysis.rows import rows, steady

TODAY = date(2026, 5, 20)
NOW = day_number(TODAY) + 0.5


def table(*extra: tuple[float, float, int, str, float]) -> CountedRatings:
    found = counted_ratings(rows(*steady(40, day=NOW), *extra), resolution=9)
    assert isinstance(found, CountedRatings)
    return found


def surface(counted: CountedRatings, *, as_of: date | None = None, keep_bursts: bool = False) -> SafetySurface:
    found = safety_surface(counted, as_of=as_of, settings=SurfaceSettings(), keep_bursts=keep_bursts)
    assert isinstance(found, SafetySurface)
    return found


def test_that_the_day_is_that_of_the_newest_rating() -> None:
    found = surface(table())
    assert (found.as_of, found.counted, found.respondents) == (TODAY, 40, 40)
    assert found.reference[Slice.POOLED] == pytest.approx(0.5, abs=0.02)


def test_that_ranked_cells_come_first_and_masked_ones_show_another_value() -> None:
    ranked, masked = cell_rows(surface(table((50.465, 13.435, 1, "far", NOW))))
    assert (ranked.rank, ranked.source, ranked.shown) == (1, Source.OWN, None)
    assert ranked.low < ranked.mean < ranked.high
    assert (masked.rank, masked.source) == (None, Source.DISTRICT)
    assert masked.shown is not None
    assert masked.shown.respondents == 41
    assert cell_rows(surface(table()), only=Slice.NIGHT) == ()


def test_that_a_burst_is_set_aside_unless_it_is_kept() -> None:
    burst = tuple((50.46, 13.41, 1, f"b{index}", NOW - 0.001 * index) for index in range(60))
    aside, kept = surface(table(*burst)), surface(table(*burst), keep_bursts=True)
    assert aside.in_bursts == kept.in_bursts >= 60
    assert kept.counted - aside.counted == aside.in_bursts
    assert aside.bursts[0].last.date() == TODAY


def test_that_a_day_before_every_rating_has_no_surface() -> None:
    found = safety_surface(table(), as_of=date(2001, 1, 1), settings=SurfaceSettings())
    assert found == NothingCounts(date(2001, 1, 1), SurfaceSettings().oldest_months)


def test_that_a_change_compares_both_sides_of_a_day() -> None:
    found = surface(table())
    changed = changes_at(found, date(2026, 5, 1))
    assert not isinstance(changed, NoRatingsAround)
    assert (changed[0].before.respondents, changed[0].after.respondents) == (20, 20)
    assert changes_at(found, date(2029, 1, 1)) == NoRatingsAround(date(2029, 1, 1))


def test_that_what_is_published_has_enough_people() -> None:
    lines = publishable(surface(table()))
    assert lines
    assert all(line.respondents >= 5 for _, line in lines)


def test_that_the_picture_shows_every_cell() -> None:
    cells = surface(table()).levels.cells[Slice.POOLED]
    assert picture_of(cells).count("<polygon") == cells.cells.size
