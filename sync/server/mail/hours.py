"""When nobody is written to: the town's night, by the clocks of Prague. Pure."""

import re
from datetime import datetime, time, timedelta
from typing import Final

from app.calendar import PRAGUE, prague

QUIET: Final = r"^([01]?[0-9]|2[0-3])-([01]?[0-9]|2[0-3])$"
_FORM: Final = re.compile(QUIET)


def seconds_of_quiet(hours: str, now: datetime) -> float:
    """For how long nobody is written to any more; 0 by day. ``hours`` are such as ``21-7``, or empty for none."""
    found = _FORM.match(hours)
    if found is None:
        return 0.0
    begins, ends = int(found[1]), int(found[2])
    here = prague(now)
    quiet = begins <= here.hour < ends if begins < ends else here.hour >= begins or here.hour < ends
    if not quiet or begins == ends:
        return 0.0
    day = here.date() + timedelta(days=1 if here.hour >= ends else 0)
    return max(0.0, (datetime.combine(day, time(ends), PRAGUE) - now).total_seconds())
