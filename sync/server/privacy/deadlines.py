"""The table of deadlines: what is kept, how long, since when, and which job forgets it.

The defaults are the city's to change, within bounds that the server needs, and its lawyer's to confirm.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from app.ratings.form import LIVE_DAYS
from sync.server.ground.moments import instant

_YEAR: Final = 365
_DECADE: Final = 3650


class Since(StrEnum):
    """From when the days are counted."""

    CAME = "came"
    FILED = "filed"
    DECIDED = "decided"
    CLOSED = "closed"
    DONE = "done"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What goes by this name is kept for ``days`` since a moment; then the jobs of kind ``job`` forget it.

    A city may choose from ``least`` to ``most`` days. Nothing of it is chosen where these are the same.
    """

    name: str
    days: int
    since: Since
    job: str
    least: int
    most: int


TABLE: Final = (
    Deadline("conversations", _YEAR, Since.CLOSED, "forget_conversations", 91, 3 * _YEAR),
    Deadline("photos", 3 * _YEAR, Since.CLOSED, "forget_photos_of_tips", 91, 3 * _YEAR),
    Deadline("texts", 5 * _YEAR, Since.CLOSED, "forget_texts", 91, _DECADE),
    Deadline("submissions", _YEAR, Since.DONE, "forget_submissions", 91, 3 * _YEAR),
    Deadline("originals", 30, Since.FILED, "forget_intake", 1, _YEAR),
    Deadline("mails", 30, Since.DECIDED, "forget_mail", 7, _YEAR),
    Deadline("undecided", _YEAR, Since.CAME, "forget_intake", 30, _YEAR),
    Deadline("unsent", 2, Since.CAME, "forget_intake", 2, 2),
    Deadline("networks", 2, Since.CAME, "forget_intake", 2, 2),
    Deadline("points", LIVE_DAYS, Since.GIVEN, "snap_ratings", 1, LIVE_DAYS),
    Deadline("remarks", _YEAR, Since.GIVEN, "forget_remarks", 30, 3 * _YEAR),
)
"""No conversation and no word goes before its tip has left the devices, so that nobody's page of a closed tip loses its
end."""
_BY_NAME: Final = {one.name: one for one in TABLE}


class Chosen(msgspec.Struct, frozen=True):
    """What a city chose, in days by name."""

    days: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The deadlines as they are in force."""

    days: Mapping[str, int]

    def __getitem__(self, name: str) -> int:
        return self.days[name]

    def before(self, name: str, now: datetime) -> str:
        """What is older than this moment is over its deadline."""
        return instant(now - timedelta(days=self.days[name]))


def in_force(chosen: Chosen) -> Deadlines:
    """The table with what was chosen; of what is not known, or not within its bounds any more, the default."""
    asked = {name: days for name, days in chosen.days.items() if name in _BY_NAME and not refused(name, days)}
    return Deadlines({one.name: asked.get(one.name, one.days) for one in TABLE})


def refused(name: str, days: int) -> str:
    """Why so many days can not be chosen for this name, in words; empty where they can."""
    known = _BY_NAME.get(name)
    if known is None:
        return f"there is no such deadline: {', '.join(one.name for one in TABLE if one.least < one.most)}"
    if known.least == known.most:
        return f"{known.days} days are fixed"
    if not known.least <= days <= known.most:
        return f"from {known.least} to {known.most} days can be chosen"
    return ""
