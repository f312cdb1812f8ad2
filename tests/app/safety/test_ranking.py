"""The order of the list."""

import numpy as np

from app.safety.ranking import ranked
from app.safety.ratings import Slice
from app.safety.settings import SurfaceSettings
from app.safety.surface import surfaces
from tests.app.safety.cities import AS_OF, Rating, random_town, ratings_of, town


def test_that_a_certain_bad_cell_comes_before_a_worse_looking_one_with_few_answers() -> None:
    quiet = [Rating(cell=i % 12 + 20, who=i) for i in range(120)]
    certain = [Rating(cell=0, who=1000 + i, unsafe=i % 10 < 8) for i in range(120)]
    few = [Rating(cell=15, who=3000 + i, unsafe=True) for i in range(5)]
    surface = surfaces(ratings_of(quiet + certain + few), AS_OF, SurfaceSettings())[Slice.POOLED]
    assert int(surface.cells[ranked(surface)[0]]) == town(1)[0]


def test_that_only_unmasked_cells_are_listed_by_their_lower_bound() -> None:
    surface = surfaces(random_town(4, 1500), AS_OF, SurfaceSettings())[Slice.POOLED]
    order = ranked(surface)
    assert set(order.tolist()) == set(np.flatnonzero(surface.unmasked).tolist())
    assert (np.diff(surface.lower_bound[order]) <= 0).all()
