"""How a tip looks wherever it is shown: the words, signs and tones that every list and page has of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from app.tips.domain import Status, Tip
from app.tips.titles import one_line
from ui import moments
from ui.lookups import Lookups
from ui.tips.words import status_tone, status_word


@dataclass(frozen=True, slots=True)
class TipFace:
    """What a row of a list has at least. ``holder`` is empty where nobody holds the tip."""

    tipId: str = ""
    title: str = ""
    sign: str = ""
    tone: str = "neutral"
    status: str = ""
    place: str = ""
    holder: str = ""
    age: str = ""
    deadline: str = ""
    deadlineTone: str = "neutral"


Faced = TypeVar("Faced", bound=TipFace)


def faced(make: Callable[..., Faced], tip: Tip, lookups: Lookups, now: datetime, **own: Any) -> Faced:
    """A row with a tip's face and what is its own. A closed tip has no deadline any more."""
    closed = tip.status is Status.CLOSED
    deadline, tone = ("", "neutral") if closed else moments.deadline(tip.deadline, now)
    face = {
        "tipId": tip.id,
        "title": title_of(tip, lookups),
        "sign": lookups.icon(tip.category),
        "tone": status_tone(tip.status),
        "status": status_word(tip.status, tip.waiting_on),
        "place": address_of(tip) or lookups.district(tip.district_id),
        "holder": lookups.officer(tip.holder_id),
        "age": moments.age(tip.created_at, now),
        "deadline": deadline,
        "deadlineTone": tone,
    }
    return make(**(face | own))


def title_of(tip: Tip, lookups: Lookups) -> str:
    """The title in one line; the category and the place of a tip whose title shows nothing."""
    return one_line(tip.title) or ", ".join(filter(None, (lookups.category(tip.category), address_of(tip))))


def address_of(tip: Tip) -> str:
    """The address in one line, empty without one."""
    return one_line(tip.place.address) if tip.place else ""
