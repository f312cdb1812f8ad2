"""The rows of Today as they are shown: every word is here, the delegate only places them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.tips.domain import Status, Tip
from app.tips.views import TipRow
from app.values import Place
from sync.protocol.messages import FoundTip
from ui import moments
from ui.lookups import Lookups
from ui.tips.face import TipFace, faced
from ui.tips.facts import marks


@dataclass(frozen=True, slots=True)
class TipListRow(TipFace):
    """One row. ``here`` false: not fetched yet; ``drafted``: something about it is being written on this device."""

    distance: str = ""
    unread: bool = False
    unsent: int = 0
    snippet: str = ""
    spoken: str = ""
    here: bool = False
    drafted: bool = False
    marks: list[dict[str, str]] = field(default_factory=list)
    """All its signs, with a figure where there is one: ``sign``, ``figure``, ``tone``."""


BLANK = TipListRow()


def list_row(row: TipRow, lookups: Lookups, now: datetime, written: frozenset[str] = frozenset()) -> TipListRow:
    """What a row shows; ``written`` are the tips about which something is being written."""
    found = marks(row.tip, now)
    shown = faced(
        TipListRow,
        row.tip,
        lookups,
        now,
        distance=moments.distance(row.distance_m),
        unread=row.unread,
        unsent=row.unsent,
        snippet=row.snippet,
        here=True,
        drafted=row.id in written,
        marks=[
            *({"sign": mark.sign, "figure": mark.figure, "tone": mark.tone} for mark in found),
            *_standing(row, drafted=row.id in written),
        ],
    )
    unsent = QCoreApplication.translate("Tips", "%n not sent", None, row.unsent) if row.unsent else ""
    drafted = QCoreApplication.translate("Tips", "being written") if shown.drafted else ""
    unread = QCoreApplication.translate("Tips", "not read yet") if row.unread else ""
    joined = QCoreApplication.translate("Tips", "%n joined", None, row.tip.joined) if row.tip.joined else ""
    photos = QCoreApplication.translate("Tips", "%n photo(s)", None, row.tip.photos) if row.tip.photos else ""
    return replace(
        shown,
        spoken=_said(
            unread,
            shown.title,
            *(mark.spoken for mark in found),
            shown.status,
            shown.place,
            shown.distance,
            shown.age,
            shown.deadline,
            joined,
            photos,
            unsent,
            drafted,
        ),
    )


def _standing(row: TipRow, *, drafted: bool) -> Iterator[dict[str, str]]:
    """The signs of what came to a tip and of what has not left this device."""
    tip = row.tip
    if tip.joined:
        yield {"sign": "users", "figure": str(tip.joined), "tone": "neutral"}
    if tip.photos:
        yield {"sign": "image", "figure": str(tip.photos) if tip.photos > 1 else "", "tone": "neutral"}
    if tip.status is Status.WAITING:
        yield {"sign": "hourglass", "figure": "", "tone": "warning"}
    if row.unsent:
        yield {"sign": "cloud-upload", "figure": "", "tone": "info"}
    if drafted:
        yield {"sign": "pen-line", "figure": "", "tone": "primary"}


def older_row(found: FoundTip, lookups: Lookups, now: datetime) -> TipListRow:
    """What a row shows of a tip that the station found: its day instead of its age in hundreds of days."""
    tip = Tip(
        id=found.id,
        number=found.number,
        title=found.title,
        category=found.category,
        created_at=found.created_at,
        place=Place(lat=0.0, lon=0.0, address=found.address) if found.address else None,
        district_id=found.district_id,
        status=found.status,
        photos=found.photos,
        joined=found.joined,
    )
    shown = list_row(TipRow(tip, snippet=found.snippet), lookups, now)
    created = moments.read(found.created_at, now)
    day = moments.day(created, now) if created is not None else ""
    return replace(shown, age=day, spoken=_said(shown.title, shown.status, shown.place, day))


def _said(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
