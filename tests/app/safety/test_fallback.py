"""What stands in for a masked cell."""

import numpy as np

from app.safety.fallback import Levels, Shown, Source, levels, shown
from app.safety.grid import parents
from app.safety.ratings import Ratings, Slice
from app.safety.settings import SurfaceSettings
from tests.app.safety.cities import AS_OF, Rating, ratings_of, town

SETTINGS = SurfaceSettings()


def show(found: Levels, part: Slice, cell: int) -> Shown:
    return shown(found, part, int(np.searchsorted(found.cells[Slice.POOLED].cells, town(37)[cell])))


def levelled(given: list[Rating]) -> Levels:
    ratings: Ratings = ratings_of(given)
    return levels(ratings, AS_OF, SETTINGS)


def test_that_a_cell_with_enough_answers_shows_its_own() -> None:
    found = levelled([Rating(who=i, night=i % 2) for i in range(20)])
    assert show(found, Slice.DAY, 0).source is Source.OWN


def test_that_a_masked_slice_shows_the_pooled_value() -> None:
    found = levelled([Rating(who=i, night=int(i < 2)) for i in range(20)])
    assert show(found, Slice.NIGHT, 0).source is Source.POOLED


def test_that_a_masked_cell_shows_its_parent_and_then_its_district() -> None:
    ids = np.array(town(37), dtype=np.int64)
    above = parents(ids, 8)
    siblings = [i for i in range(1, 37) if above[i] == above[0]]
    stranger = next(i for i in range(1, 37) if above[i] != above[0])
    around = [Rating(cell=c, who=100 * c + i) for c in siblings for i in range(3)]
    found = levelled([Rating(), *around, Rating(cell=stranger, who=7)])
    parent = show(found, Slice.POOLED, 0)
    assert parent.source is Source.PARENT
    assert parent.surface is not None
    assert int(parent.surface.cells[parent.position]) == int(above[0])
    assert show(found, Slice.POOLED, stranger).source is Source.DISTRICT


def test_that_a_nearly_empty_town_shows_nothing() -> None:
    nothing = show(levelled([Rating(), Rating(cell=3, who=1)]), Slice.POOLED, 0)
    assert nothing == Shown(Source.NOTHING, None, -1)


def test_that_a_cell_belongs_to_the_district_of_most_of_its_ratings() -> None:
    found = levelled([Rating(who=i, district=int(i > 1)) for i in range(6)])
    assert found.district.tolist() == [1]
