"""A tip as another system held it, ready to be filed with its whole life."""

from datetime import datetime

import msgspec

from app.tips.domain import Channel, OutcomeKind, Status, WaitingOn
from app.values import Place


class DraftNote(msgspec.Struct, frozen=True):
    """One entry of the old thread: who wrote it there, when (aware), and the plain text."""

    at: datetime
    text: str
    author: str = ""


class TipDraft(msgspec.Struct, frozen=True):
    """One tip to file. Times are aware. ``external_id`` is its number in the system it comes from;
    ``identity`` stands in for it where there is none. An empty ``district_id`` is found from the place."""

    external_id: str
    title: str
    category: str
    created_at: datetime
    text: str = ""
    place: Place | None = None
    district_id: str = ""
    channel: Channel = Channel.IMPORT
    status: Status = Status.NEW
    waiting_on: WaitingOn | None = None
    waiting_body: str = ""
    closed_at: datetime | None = None
    outcome: OutcomeKind | None = None
    outcome_body: str = ""
    reply: str = ""
    notes: tuple[DraftNote, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    identity: str = ""
