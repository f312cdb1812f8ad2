"""A tip (podnět): what a resident reports to their contact officer, and everything that became of it."""

from enum import StrEnum

import msgspec

from app.messages.domain import Party, Purpose
from app.values import Count, Day, Id, Instant, LongText, Place, ShortText


class Status(StrEnum):
    """Where a tip stands: new → accepted → in_progress → waiting → closed; a closed one may be reopened."""

    NEW = "new"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    CLOSED = "closed"
    REOPENED = "reopened"


class WaitingOn(StrEnum):
    """Whom a waiting tip waits on."""

    RESIDENT = "resident"
    OTHER_BODY = "other_body"


class OutcomeKind(StrEnum):
    """How a tip was closed."""

    SOLVED = "solved"
    NOT_FOUND = "not_found"
    HANDED_OVER = "handed_over"
    NOT_OURS = "not_ours"
    MONITORED = "monitored"
    DUPLICATE = "duplicate"


class Priority(StrEnum):
    """How pressing a tip is, as the force judges it."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Channel(StrEnum):
    """The way by which a tip came in."""

    WEB = "web"
    PHONE = "phone"
    EMAIL = "email"
    OFFICER = "officer"
    API = "api"
    IMPORT = "import"


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """The result of a closed tip. ``body`` names to whom it was handed over or whose it is; ``duplicate_of`` a tip."""

    kind: OutcomeKind
    body: ShortText = ""
    duplicate_of: Id | None = None
    reply: LongText = ""


class Closing(msgspec.Struct, frozen=True, omit_defaults=True):
    """One closing report: the operation that made it, by whom, when (server time once known, else device time)."""

    operation_id: Id
    by: Id
    at: Instant
    outcome: Outcome


class Promise(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an officer said would be done (slib), by the end of ``day`` in Prague; ``id`` is the operation's."""

    id: Id
    by: Id
    at: Instant
    text: LongText
    day: Day


class CallBack(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party who can only be called has to be told something (zavolat zpět), until somebody records that it was.

    ``id`` is that of the message; ``tries`` were made in vain, the last one ``tried_at``.
    """

    id: Id
    party_id: Id
    by: Id
    at: Instant
    text: LongText
    purpose: Purpose
    tries: Count = 0
    tried_at: Instant | None = None


class FieldConflict(msgspec.Struct, frozen=True):
    """Two people changed one field from the same base: ``stands`` won by arrival, ``other`` is kept beside it."""

    field: str
    base: str
    stands: str
    other: str
    operation_id: Id


class Tip(msgspec.Struct, frozen=True, omit_defaults=True):
    """The state of one tip. ``version`` counts the changes that the server applied, from 1.

    ``status_version`` is the version with which the status of now began, and ``status_by`` who brought it about.
    ``heard_at`` is when a party last said something that nobody has answered since; on a closed tip it came after.
    ``answer_due`` is until when the body on which it waits was asked to answer: the server sets it.
    ``event_number`` is under what another system of the city has the same event (číslo události).
    """

    id: Id
    number: ShortText
    title: ShortText
    category: ShortText
    created_at: Instant
    text: LongText = ""
    place: Place | None = None
    district_id: ShortText = ""
    holder_id: Id | None = None
    channel: Channel = Channel.WEB
    priority: Priority = Priority.NORMAL
    status: Status = Status.NEW
    waiting_on: WaitingOn | None = None
    waiting_body: ShortText = ""
    deadline: Instant | None = None
    closing: Closing | None = None
    other_closings: tuple[Closing, ...] = ()
    conflicts: tuple[FieldConflict, ...] = ()
    promises: tuple[Promise, ...] = ()
    calls: tuple[CallBack, ...] = ()
    parties: tuple[Party, ...] = ()
    joined: Count = 0
    notes: int = 0
    photos: int = 0
    changed_at: Instant | None = None
    version: int = 1
    status_version: int = 0
    status_by: Id | None = None
    heard_at: Instant | None = None
    answer_due: Instant | None = None
    event_number: ShortText = ""


class TipNote(msgspec.Struct, frozen=True, omit_defaults=True):
    """A note on a tip. Notes only ever add."""

    id: Id
    tip_id: Id
    by: Id
    at: Instant
    text: LongText
    place: Place | None = None
    received_late: bool = False


class Contact(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who sent a tip. A row of its own, so that it never travels to a role without the right to it."""

    tip_id: Id
    name: ShortText = ""
    phone: ShortText = ""
    email: ShortText = ""


class StoryLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One recorded operation in a tip's history with its verdict, as people read it.

    ``kind`` is the operation's kind (or ``received``), ``verdict`` applied | merged | rejected, ``detail`` what
    changed, by field name: words are made where it is shown.
    """

    id: Id
    tip_id: Id
    kind: ShortText
    verdict: ShortText
    at: Instant
    by: Id | None = None
    device_at: Instant | None = None
    clock_suspect: bool = False
    detail: dict[str, str] = {}
