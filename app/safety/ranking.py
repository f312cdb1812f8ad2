"""The order in which cells are listed: by what is bad for certain, not by the mean."""

import numpy as np

from app.safety.ratings import Ints
from app.safety.surface import Surface


def ranked(surface: Surface) -> Ints:
    """Positions of the unmasked cells, the highest lower 10 % bound first; ties by cell."""
    unmasked = np.flatnonzero(surface.unmasked)
    order = np.lexsort((surface.cells[unmasked], -surface.lower_bound[unmasked]))
    return np.asarray(unmasked[order], dtype=np.int64)
