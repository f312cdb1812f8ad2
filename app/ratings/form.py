"""What a rating may hold, and which of two by one respondent stands. Pure."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Any, Final, TypeVar

from app.ratings.domain import MOST_REMARK, MOST_TAGS, AgeBand, Answer, Frequency, Part, RatingForm, Sex, Tag
from app.values import parse_instant

LIVE_DAYS: Final = 30
"""So long a rating keeps the place of an earlier one of the same respondent, cell and part of the day."""
OLDEST: Final = timedelta(days=730)
"""A rating older than that has no weight: nothing is told by it."""
_AHEAD: Final = timedelta(minutes=2)
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
Choice = TypeVar("Choice", bound=StrEnum)


class Fault(StrEnum):
    """Why a field can not be taken."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    NOT_A_PLACE = "not_a_place"
    OUTSIDE = "outside"
    NOT_A_TIME = "not_a_time"


WORDS: Final[Mapping[Fault, str]] = {
    Fault.MISSING: "This has to be answered.",
    Fault.UNKNOWN: "This is none of the answers.",
    Fault.TOO_MANY: f"At most {MOST_TAGS} causes.",
    Fault.TOO_LONG: f"At most {MOST_REMARK} characters.",
    Fault.UNREADABLE: "This can not be read.",
    Fault.NOT_A_PLACE: "This is no place on the map.",
    Fault.OUTSIDE: "This place is outside the town.",
    Fault.NOT_A_TIME: "There is no such time.",
}
"""The sentence of each fault, for people."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One field that can not be taken, and why."""

    field: str
    fault: Fault

    @property
    def words(self) -> str:
        """The sentence for people, in English."""
        return WORDS[self.fault]


@dataclass(frozen=True, slots=True)
class Refused:
    """No rating: every field that is wrong, in the order of the form."""

    flaws: tuple[Flaw, ...]


def read(fields: Mapping[str, object]) -> RatingForm | Refused:
    """A rating of what a door was given: texts of a form, or values of JSON.

    ``lat``, ``lon``, ``part`` and ``answer`` have to be there; ``tags`` is a list, or a text apart by commas. Fields
    that a rating does not have are passed by. A letter that no database keeps goes from the remark.
    """
    flaws: list[Flaw] = []

    def chosen(name: str, kind: type[Choice], *, needed: bool = False) -> Choice | None:
        found = _choice(fields.get(name), kind, needed=needed)
        if isinstance(found, Fault):
            flaws.append(Flaw(name, found))
            return None
        return found

    place = _place(fields.get("lat"), fields.get("lon"))
    if isinstance(place, Fault):
        flaws.append(Flaw("place", place))
    part, answer = chosen("part", Part, needed=True), chosen("answer", Answer, needed=True)
    frequency, age, sex = chosen("frequency", Frequency), chosen("age", AgeBand), chosen("sex", Sex)
    others = {"tags": _tags(fields.get("tags")), "remark": _remark(fields.get("remark")), "at": _at(fields.get("at"))}
    flaws += [Flaw(name, found) for name, found in others.items() if isinstance(found, Fault)]
    if flaws or isinstance(place, Fault) or part is None or answer is None:
        return Refused(tuple(flaws))
    rest: Any = others
    return RatingForm(*place, part, answer, frequency, rest["tags"], age, sex, rest["remark"], rest["at"])


def believed(told: str | None, now: datetime) -> datetime:
    """When it was: as told, or ``now`` where that can not be, lies ahead, or so far back that it would tell nothing."""
    moment = parse_instant(told) if told is not None else None
    return moment if moment is not None and now - OLDEST <= moment <= now + _AHEAD else now


class Stands(Enum):
    """Which of two ratings of one respondent, cell and part of the day counts."""

    BOTH = "both"
    NEWER = "newer"
    OLDER = "older"


def stands(arriving: datetime, known: datetime) -> Stands:
    """Which counts: the rating that arrives, the one that is known, or both, being thirty days apart or more.

    It is the later one by the time of rating; of the same moment, the one that arrives.
    """
    if abs(arriving - known) >= timedelta(days=LIVE_DAYS):
        return Stands.BOTH
    return Stands.NEWER if arriving >= known else Stands.OLDER


def _choice(value: object, kind: type[Choice], *, needed: bool) -> Choice | Fault | None:
    if value is None or value == "":
        return Fault.MISSING if needed else None
    return next((one for one in kind if value == one.value), Fault.UNKNOWN)


def _place(lat: object, lon: object) -> tuple[float, float] | Fault:
    if lat in (None, "") or lon in (None, ""):
        return Fault.MISSING
    found = _number(lat), _number(lon)
    if found[0] is None or found[1] is None or abs(found[0]) > 90 or abs(found[1]) > 180:
        return Fault.NOT_A_PLACE
    return found[0], found[1]


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{1,20})?", value, re.ASCII):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _tags(value: object) -> tuple[Tag, ...] | Fault:
    if value is None or value == "":
        return ()
    given = value.split(",") if isinstance(value, str) else value
    if not isinstance(given, list | tuple):
        return Fault.UNREADABLE
    if len(given) > len(Tag):
        return Fault.TOO_MANY
    found = [_choice(one, Tag, needed=True) for one in given]
    if not all(isinstance(one, Tag) for one in found):
        return Fault.UNKNOWN
    tags = _once(one for one in found if isinstance(one, Tag))
    return tags if len(tags) <= MOST_TAGS else Fault.TOO_MANY


def _once(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    return tuple(dict.fromkeys(tags))


def _remark(value: object) -> str | Fault:
    if value is None:
        return ""
    if not isinstance(value, str):
        return Fault.UNREADABLE
    text = _UNWRITABLE.sub("\ufffd", value).strip()
    return text if len(text) <= MOST_REMARK else Fault.TOO_LONG


def _at(value: object) -> str | Fault | None:
    if value is None or value == "":
        return None
    return value if isinstance(value, str) and parse_instant(value) is not None else Fault.NOT_A_TIME
