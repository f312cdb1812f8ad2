"""Many tests at once."""

import numpy as np
import numpy.typing as npt

from app.safety.ratings import Floats


def benjamini_hochberg(p: npt.ArrayLike) -> Floats:
    """Adjusted p-values that control the false discovery rate (Benjamini & Hochberg 1995).

    NaN stays and is not counted. Raises ValueError for a p outside [0, 1].
    """
    p_ = np.asarray(p, np.float64)
    q = np.full(p_.shape, np.nan)
    tested = ~np.isnan(p_)
    values = p_[tested]
    if np.any((values < 0) | (values > 1)):
        message = "a p-value lies between 0 and 1"
        raise ValueError(message)
    order = np.argsort(-values, kind="stable")
    ranks = np.arange(values.size, 0, -1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(values[order] * (values.size / ranks)))
    q[tested] = adjusted
    return q
