"""What the page of one tip knows, and what it shows of that. Pure."""

from dataclasses import dataclass, field
from datetime import datetime

from app.outbox.views import EntryState
from app.tips.domain import Status
from app.tips.views import TipDetail
from ui import moments
from ui.lookups import Lookups
from ui.tips.face import title_of
from ui.tips.spoken import heard_words
from ui.tips.words import outcome_word, status_tone, status_word


@dataclass(frozen=True, slots=True)
class TipInputs:
    """What the page knows: ``tip_id`` asked for, ``detail`` once it is here, ``missing`` if there is no such tip.

    ``online``: it is read from the station; ``notice`` says why it did not come.
    """

    tip_id: str = ""
    detail: TipDetail | None = None
    lookups: Lookups = field(default_factory=Lookups)
    missing: bool = False
    failed: bool = False
    online: bool = False
    notice: str = ""


@dataclass(frozen=True, slots=True)
class TipProps:
    """What the page shows. ``online``: from the station, to be read only; ``notice`` says why it did not come."""

    tipId: str = ""
    here: bool = False
    missing: bool = False
    failed: bool = False
    online: bool = False
    notice: str = ""
    number: str = ""
    title: str = ""
    status: str = ""
    tone: str = "neutral"
    deadline: str = ""
    deadlineTone: str = "neutral"
    holder: str = ""
    hasPlace: bool = False
    lat: float = 0.0
    lon: float = 0.0
    contactName: str = ""
    phone: str = ""
    email: str = ""
    hasContact: bool = False
    unsent: int = 0
    gone: bool = False
    outcome: str = ""
    heard: str = ""
    """What a party said last, where nobody has answered it."""
    hasFurther: bool = False
    """There are more actions than have a button of their own."""


def derive(inputs: TipInputs, now: datetime) -> TipProps:
    """Props of the inputs at a moment."""
    detail = inputs.detail
    if detail is None:
        return TipProps(inputs.tip_id, False, inputs.missing, inputs.failed, inputs.online, inputs.notice)
    tip, contact, lookups = detail.tip, detail.contact, inputs.lookups
    closed = tip.status is Status.CLOSED
    deadline, tone = ("", "neutral") if closed else moments.deadline(tip.deadline, now)
    waiting = f": {tip.waiting_body}" if tip.waiting_body else ""
    return TipProps(
        tipId=tip.id,
        here=True,
        online=detail.online,
        number=tip.number,
        title=title_of(tip, lookups),
        status=status_word(tip.status, tip.waiting_on) + waiting,
        tone=status_tone(tip.status),
        deadline=deadline,
        deadlineTone=tone,
        holder=lookups.officer(tip.holder_id),
        hasPlace=tip.place is not None,
        lat=tip.place.lat if tip.place else 0.0,
        lon=tip.place.lon if tip.place else 0.0,
        contactName=contact.name if contact else "",
        phone=contact.phone if contact else "",
        email=contact.email if contact else "",
        hasContact=contact is not None and bool(contact.phone or contact.email or contact.name),
        unsent=sum(entry.state in (EntryState.WAITING, EntryState.SENT) for entry in detail.pending),
        gone=detail.gone,
        outcome=outcome_word(tip.closing.outcome.kind) if tip.closing else "",
        heard=heard_words(detail),
    )
