"""By when a submission has to be answered: a clock a kind, the city's to change and its lawyer's to confirm. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec

from sync.server.ground.moments import instant, moment
from sync.server.submissions.domain import SubmissionKind

_DAY: Final = 24


@dataclass(frozen=True, slots=True)
class Clock:
    """A kind is to be answered within so many ``hours``; a city may choose from ``least`` to ``most``."""

    kind: SubmissionKind
    hours: int
    least: int
    most: int


TABLE: Final = (
    Clock(SubmissionKind.COMPLAINT, 60 * _DAY, _DAY, 60 * _DAY),
    Clock(SubmissionKind.INFORMATION, 15 * _DAY, _DAY, 15 * _DAY),
    Clock(SubmissionKind.OFFENCE, 3 * _DAY, 1, 30 * _DAY),
    Clock(SubmissionKind.EMERGENCY, 1, 1, _DAY),
)
"""Our defaults: 60 days of the Code of Administrative Procedure, 15 of Act 106/1999. To be confirmed by the lawyer."""
_BY_KIND: Final = {one.kind: one for one in TABLE}


class Chosen(msgspec.Struct, frozen=True):
    """What a city chose, in hours by kind."""

    hours: dict[str, int] = {}


def in_force(chosen: Chosen) -> Mapping[SubmissionKind, int]:
    """Hours by kind; the default where what was chosen is out of its bounds."""
    asked = {kind: chosen.hours.get(kind.value, -1) for kind in SubmissionKind}
    return {kind: _BY_KIND[kind].hours if refused(kind.value, hours) else hours for kind, hours in asked.items()}


def refused(kind: str, hours: int) -> str:
    """Why so many hours can not be chosen for this kind, in words; empty where they can."""
    known = _BY_KIND.get(SubmissionKind(kind)) if kind in set(SubmissionKind) else None
    if known is None:
        return f"there is no such kind: {', '.join(one.kind.value for one in TABLE)}"
    return "" if known.least <= hours <= known.most else f"from {known.least} to {known.most} hours can be chosen"


def due(came_at: str, hours: int) -> str:
    """The moment by which it has to be answered."""
    return instant(moment(came_at) + timedelta(hours=hours))
