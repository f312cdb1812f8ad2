"""The rows of Today as they are shown: every word is here, the delegate only places them."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.tips.domain import Status
from app.tips.views import TipRow
from sync.protocol.messages import FoundTip
from ui import moments
from ui.lookups import Lookups
from ui.tips.words import status_tone, status_word


@dataclass(frozen=True, slots=True)
class TipListRow:
    """One row; ``marks`` are shown as signs with a number where there is one. ``here`` false: not fetched yet."""

    tipId: str = ""
    title: str = ""
    sign: str = ""
    tone: str = "neutral"
    status: str = ""
    place: str = ""
    distance: str = ""
    age: str = ""
    deadline: str = ""
    deadlineTone: str = "neutral"
    unread: bool = False
    unsent: int = 0
    photos: int = 0
    joined: int = 0
    waiting: bool = False
    snippet: str = ""
    spoken: str = ""
    here: bool = False


BLANK = TipListRow()


def list_row(row: TipRow, lookups: Lookups, now: datetime) -> TipListRow:
    """What a row shows. A closed tip has no deadline any more."""
    closed = row.status is Status.CLOSED
    deadline, tone = ("", "neutral") if closed else moments.deadline(row.deadline, now)
    status = status_word(row.status, row.waiting_on)
    place = row.address or lookups.district(row.district_id)
    far = moments.distance(row.distance_m)
    age = moments.age(row.created_at, now)
    unsent = QCoreApplication.translate("Tips", "%n not sent", None, row.unsent) if row.unsent else ""
    return TipListRow(
        tipId=row.id,
        title=row.title,
        sign=lookups.icon(row.category),
        tone=status_tone(row.status),
        status=status,
        place=place,
        distance=far,
        age=age,
        deadline=deadline,
        deadlineTone=tone,
        unread=row.unread,
        unsent=row.unsent,
        photos=row.photos,
        joined=row.joined,
        waiting=row.status is Status.WAITING,
        snippet=row.snippet,
        spoken=", ".join(part for part in (row.title, status, place, far, age, deadline, unsent) if part),
        here=True,
    )


def older_row(found: FoundTip, lookups: Lookups, now: datetime) -> TipListRow:
    """What a row shows of a tip that the station found: its day instead of its age in hundreds of days."""
    row = TipRow(
        id=found.id,
        number=found.number,
        title=found.title,
        category=found.category,
        status=found.status,
        waiting_on=None,
        address=found.address,
        lat=None,
        lon=None,
        distance_m=None,
        created_at=found.created_at,
        deadline=None,
        holder_id=None,
        district_id=found.district_id,
        unread=False,
        unsent=0,
        photos=found.photos,
        joined=found.joined,
        snippet=found.snippet,
    )
    shown = list_row(row, lookups, now)
    created = moments.read(found.created_at, now)
    day = moments.day(created, now) if created is not None else ""
    spoken = ", ".join(part for part in (shown.title, shown.status, shown.place, day) if part)
    return replace(shown, age=day, spoken=spoken)
