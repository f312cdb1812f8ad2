"""Instants in UTC as days by the clocks in Prague, many at once. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from app.calendar import PRAGUE
from app.safety.ratings import Floats


def prague_days(instants: Sequence[str]) -> Floats:
    """Days since 1970-01-01 by the clocks in Prague, of N ``Instant`` texts (UTC with a trailing Z).

    The clocks change on whole hours of UTC, so that each hour has one offset. Raises ValueError.
    """
    moments = np.array([text.removesuffix("Z") for text in instants], dtype="datetime64[ms]")
    hours, which = np.unique(moments.astype("datetime64[h]"), return_inverse=True)
    seconds = [hour * 3600 for hour in hours.astype(np.int64).tolist()]
    offsets = [datetime.fromtimestamp(one, UTC).astimezone(PRAGUE).utcoffset() for one in seconds]
    shown = np.array([0.0 if one is None else one.total_seconds() for one in offsets])
    return np.asarray(moments.astype(np.int64) / 86_400_000.0 + shown[which] / 86_400.0)
