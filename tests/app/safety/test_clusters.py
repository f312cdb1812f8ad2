"""The second layer."""

import numpy as np

from app.safety.clusters import clusters
from app.safety.ratings import Slice
from app.safety.settings import SurfaceSettings
from app.safety.surface import surfaces
from tests.app.safety.cities import AS_OF, Rating, ratings_of, town


def test_that_bad_cells_side_by_side_are_hot_and_masked_cells_are_left_out() -> None:
    bad = [Rating(cell=c, who=100 * c + i, unsafe=i < 19) for c in range(7) for i in range(20)]
    good = [Rating(cell=c, who=100 * c + i, unsafe=i < 2) for c in range(7, 60) for i in range(20)]
    surface = surfaces(ratings_of([*bad, *good, Rating(cell=60, who=1)]), AS_OF, SurfaceSettings())[Slice.POOLED]
    found = clusters(surface)
    assert found is not None
    assert found.positions.size == 60
    hot = {int(surface.cells[at]) for at, sign in zip(found.positions, found.sign, strict=True) if sign > 0}
    assert set(town(7)) <= hot
    assert hot <= set(town(19))
    again = clusters(surface)
    assert again is not None
    np.testing.assert_array_equal(found.statistics.q_sim, again.statistics.q_sim)


def test_that_two_cells_make_no_layer() -> None:
    ratings = ratings_of([Rating(cell=c, who=10 * c + i) for c in range(2) for i in range(9)])
    assert clusters(surfaces(ratings, AS_OF, SurfaceSettings())[Slice.POOLED]) is None
