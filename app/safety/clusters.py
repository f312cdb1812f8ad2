"""The second layer of the map: where unmasked cells are high or low together."""

from dataclasses import dataclass

import numpy as np

from app.safety.grid import rings
from app.safety.hotspots import HotSpots, Neighbours, getis_ord
from app.safety.ratings import Ints
from app.safety.surface import Surface

LARGEST_Q = 0.10


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Gi* over the unmasked cells: their positions in the surface, the statistics, and 1 hot, −1 cold, 0 neither."""

    positions: Ints
    statistics: HotSpots
    sign: Ints


def clusters(surface: Surface, *, seed: int = 1, permutations: int = 999) -> Clusters | None:
    """Gi* of the shrunk means over first rings, judged by q ≤ .10 of the permutation; None below 3 unmasked cells."""
    positions = np.flatnonzero(surface.unmasked)
    if positions.size < 3:
        return None
    near = rings(surface.cells[positions])
    weights = Neighbours(near.one, near.other, np.ones(near.one.size), near.size)
    found = getis_ord(surface.mean[positions], weights, star=True, permutations=permutations, seed=seed)
    sign = np.where(found.q_sim <= LARGEST_Q, np.sign(found.z), 0.0)
    return Clusters(positions, found, np.nan_to_num(sign).astype(np.int64))
