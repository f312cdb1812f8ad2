"""The changes a person can make to a tip. Each has a kind, a version, who may make it, and a payload.

``plainest`` is the simplest change of its kind that could be made on a tip now, None where it begins one: by it the
screens ask the rules what is possible. ``WORDS`` names the field that a person wrote, where there is one.
"""

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Self, get_args

import msgspec
from msgspec import Meta

from app.accounts.domain import Outsider, Role
from app.messages.domain import Door, Satisfaction, Way
from app.tips.domain import Outcome, OutcomeKind, Status, Tip, WaitingOn
from app.values import Day, Id, Instant, LongText, PictureSize, PictureType, Place, Sha256, ShortText

HANDLERS = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMIN})
SUPERVISORS = frozenset({Role.SUPERVISOR, Role.ADMIN})
FILERS = HANDLERS | {Role.DISPATCHER}
OUTSIDERS = frozenset(Outsider)
NonEmpty = Annotated[str, Meta(min_length=1, max_length=10_000)]
_NIL = "00000000-0000-7000-8000-000000000000"


class TipFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """File a new tip (target = its id) from the street or the telephone."""

    KIND: ClassVar[str] = "tip.file"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = FILERS | OUTSIDERS

    title: Annotated[str, Meta(min_length=1, max_length=200)]
    category: ShortText
    text: LongText = ""
    place: Place | None = None
    contact_name: ShortText = ""
    contact_phone: ShortText = ""
    contact_email: ShortText = ""

    @classmethod
    def plainest(cls, _tip: Tip) -> None:
        return None


class TipAccept(msgspec.Struct, frozen=True, omit_defaults=True):
    """Take a tip on. ``seen`` is the status the author saw."""

    KIND: ClassVar[str] = "tip.accept"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = HANDLERS | {Outsider.SYSTEM}

    seen: Status

    @classmethod
    def plainest(cls, tip: Tip) -> Self:
        return cls(seen=tip.status)


class TipStart(msgspec.Struct, frozen=True, omit_defaults=True):
    """Begin work on a tip."""

    KIND: ClassVar[str] = "tip.start"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = HANDLERS | {Outsider.SYSTEM}

    seen: Status

    @classmethod
    def plainest(cls, tip: Tip) -> Self:
        return cls(seen=tip.status)


class TipWait(msgspec.Struct, frozen=True, omit_defaults=True):
    """Wait on the resident or on another body, which ``body`` names."""

    KIND: ClassVar[str] = "tip.wait"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = HANDLERS | {Outsider.SYSTEM}
    WORDS: ClassVar[str] = "body"

    seen: Status
    on: WaitingOn
    body: ShortText = ""

    @classmethod
    def plainest(cls, tip: Tip) -> Self:
        return cls(seen=tip.status, on=WaitingOn.OTHER_BODY, body=_NIL)


class TipAsk(msgspec.Struct, frozen=True, omit_defaults=True):
    """Ask a resident something and wait for the answer: the one who sent the tip where nobody is named.

    ``heard``, here and in all that answers: the tip's ``heard_at`` as its author saw it. What came later stays news.
    """

    KIND: ClassVar[str] = "tip.ask"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = HANDLERS
    WORDS: ClassVar[str] = "text"

    seen: Status
    text: NonEmpty
    party_id: Id | None = None
    heard: Instant | None = None

    @classmethod
    def plainest(cls, tip: Tip) -> Self:
        return cls(seen=tip.status, text=".")


class TipForward(msgspec.Struct, frozen=True, omit_defaults=True):
    """Forward a tip to a body, with words of one's own, and wait for its answer.

    ``body`` is its name as the author saw it. ``contact``: who sent the tip is named to it.
    """

    KIND: ClassVar[str] = "tip.forward"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = HANDLERS
    WORDS: ClassVar[str] = "text"

    seen: Status
    body_id: Annotated[str, Meta(min_length=1, max_length=200)]
    body: Annotated[str, Meta(min_length=1, max_length=200)]
    text: NonEmpty
    contact: bool = False
    heard: Instant | None = None

    @classmethod
    def plainest(cls, tip: Tip) -> Self:
        return cls(seen=tip.status, body_id=_NIL, body=".", text=".")


class TipClose(msgspec.Struct, frozen=True, omit_defaults=True):
    """Close a tip with its outcome and the reply that the resident gets.

    Version 1 carried the outcome's kind and the reply as two texts and no named body.
    """

    KIND: ClassVar[str] = "tip.close"
    VERSION: ClassVar[int] = 2
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = HANDLERS | {Outsider.SYSTEM}

    seen: Status
    outcome: Outcome
    heard: Instant | None = None

    @classmethod
    def plainest(cls, tip: Tip) -> Self:
        return cls(seen=tip.status, outcome=Outcome(OutcomeKind.SOLVED))


class TipReopen(msgspec.Struct, frozen=True, omit_defaults=True):
    """Reopen a closed tip, with the reason: a supervisor's decision; an officer's where a party answered since, or on
    the day on which they closed it themselves.
    """

    KIND: ClassVar[str] = "tip.reopen"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = HANDLERS
    WORDS: ClassVar[str] = "reason"

    reason: NonEmpty
    heard: Instant | None = None

    @classmethod
    def plainest(cls, _tip: Tip) -> Self:
        return cls(reason=".")


class TipAssign(msgspec.Struct, frozen=True, omit_defaults=True):
    """Give a tip to another holder, or to another district; compare-and-set on the version.

    A dispatcher names a district alone, and only while nobody has taken the tip on.
    """

    KIND: ClassVar[str] = "tip.assign"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = SUPERVISORS | {Role.DISPATCHER, Outsider.SYSTEM}

    holder_id: Id | None = None
    district_id: ShortText | None = None

    @classmethod
    def plainest(cls, _tip: Tip) -> Self:
        return cls(holder_id=_NIL)


class TipEdit(msgspec.Struct, frozen=True, omit_defaults=True):
    """Correct one field of ``app.tips.fields``; ``base`` is the value the author saw."""

    KIND: ClassVar[str] = "tip.edit"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = FILERS
    WORDS: ClassVar[str] = "value"

    field: Annotated[str, Meta(max_length=40)]
    base: LongText
    value: LongText

    @classmethod
    def plainest(cls, tip: Tip) -> Self:
        return cls(field="title", base=tip.title, value="." if tip.title != "." else ",")


class TipNoteAdd(msgspec.Struct, frozen=True, omit_defaults=True):
    """Add a note to a tip; ``note_id`` is the new note's."""

    KIND: ClassVar[str] = "tip.note"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = FILERS | {Outsider.SYSTEM}
    ADDITIVE: ClassVar[bool] = True
    WORDS: ClassVar[str] = "text"

    note_id: Id
    text: NonEmpty
    place: Place | None = None

    @classmethod
    def plainest(cls, _tip: Tip) -> Self:
        return cls(note_id=_NIL, text=".")


class TipPhotoAdd(msgspec.Struct, frozen=True, omit_defaults=True):
    """Add a photo to a tip: its address, size and type; the bytes follow on their own."""

    KIND: ClassVar[str] = "tip.photo"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = FILERS | {Outsider.RESIDENT}
    ADDITIVE: ClassVar[bool] = True

    photo_id: Id
    sha256: Sha256
    size: PictureSize
    media_type: PictureType
    place: Place | None = None

    @classmethod
    def plainest(cls, _tip: Tip) -> Self:
        return cls(photo_id=_NIL, sha256="0" * 64, size=1, media_type="image/jpeg")


class TipPromise(msgspec.Struct, frozen=True, omit_defaults=True):
    """Promise that something will be done by the end of a day in Prague. Promises only add: each is due by itself."""

    KIND: ClassVar[str] = "tip.promise"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = HANDLERS
    ADDITIVE: ClassVar[bool] = True
    WORDS: ClassVar[str] = "text"

    text: NonEmpty
    day: Day

    @classmethod
    def plainest(cls, _tip: Tip) -> Self:
        return cls(text=".", day="2026-01-01")


class TipPromiseKept(msgspec.Struct, frozen=True, omit_defaults=True):
    """Say that a promise of this tip was kept: nothing of it is due any more, the story tells both."""

    KIND: ClassVar[str] = "tip.promise_kept"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = HANDLERS
    ADDITIVE: ClassVar[bool] = True

    promise_id: Id

    @classmethod
    def plainest(cls, tip: Tip) -> Self | None:
        return cls(tip.promises[0].id) if tip.promises else None


class TipCalled(msgspec.Struct, frozen=True, omit_defaults=True):
    """Record a call back: ``reached`` or in vain. What was said becomes the note ``note_id``."""

    KIND: ClassVar[str] = "tip.called"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = FILERS
    ADDITIVE: ClassVar[bool] = True
    WORDS: ClassVar[str] = "text"

    call_id: Id
    reached: bool
    text: LongText = ""
    note_id: Id | None = None

    @classmethod
    def plainest(cls, tip: Tip) -> Self | None:
        return cls(tip.calls[0].id, reached=True) if tip.calls else None


class TipAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Write to a party of the tip without waiting for anything: the one who sent it where nobody is named."""

    KIND: ClassVar[str] = "tip.answer"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = HANDLERS
    ADDITIVE: ClassVar[bool] = True
    WORDS: ClassVar[str] = "text"

    text: NonEmpty
    party_id: Id | None = None
    heard: Instant | None = None

    @classmethod
    def plainest(cls, _tip: Tip) -> Self:
        return cls(text=".")


class _Unoffered(msgspec.Struct, frozen=True, omit_defaults=True):
    """What no screen offers: it comes by another door."""

    @classmethod
    def plainest(cls, _tip: Tip) -> None:
        return None


class TipHear(_Unoffered, frozen=True, omit_defaults=True):
    """What a party of the tip says: it puts a tip that waits on them back to work, and reopens nothing by itself."""

    KIND: ClassVar[str] = "tip.hear"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = OUTSIDERS

    party_id: Id
    text: NonEmpty
    door: Door


class TipSatisfaction(_Unoffered, frozen=True, omit_defaults=True):
    """What a resident says of a closed tip, once; partly or not solved reopens it. ``call``: they may be called."""

    KIND: ClassVar[str] = "tip.satisfaction"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = frozenset({Outsider.RESIDENT})

    party_id: Id
    said: Satisfaction
    text: LongText = ""
    call: bool = False
    door: Door = Door.PORTAL


class TipJoin(_Unoffered, frozen=True, omit_defaults=True):
    """Somebody to whom it happens as well joins an open tip as a party of their own, with what they say of it."""

    KIND: ClassVar[str] = "tip.join"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = frozenset({Outsider.RESIDENT})

    party_id: Id
    text: LongText = ""


class TipLeave(_Unoffered, frozen=True, omit_defaults=True):
    """A resident wants nothing written to them of this tip any more; what they said stays."""

    KIND: ClassVar[str] = "tip.leave"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = frozenset({Outsider.RESIDENT})

    party_id: Id


class TipReach(_Unoffered, frozen=True, omit_defaults=True):
    """How a party is reached, as the server found: mail came back and ``way`` is what is left, or it arrives again."""

    KIND: ClassVar[str] = "tip.reach"
    VERSION: ClassVar[int] = 1
    PERMITTED: ClassVar[frozenset[Role | Outsider]] = frozenset({Outsider.SYSTEM})

    party_id: Id
    way: Way


Exclusive = TipAccept | TipStart | TipWait | TipAsk | TipForward | TipClose | TipReopen | TipAssign | TipEdit
"""Changes of what stands: for who holds the tip now, one after another."""
Additive = TipNoteAdd | TipPhotoAdd | TipAnswer | TipCalled | TipPromise | TipPromiseKept
"""What only ever adds, and is taken late too."""
Heard = TipHear | TipSatisfaction | TipJoin | TipLeave | TipReach
"""What parties of the tip say, and what becomes of the way to them."""
TipOperation = TipFile | Exclusive | Additive | Heard
OPERATIONS: tuple[type[TipOperation], ...] = get_args(TipOperation)


def _close_v1(payload: dict[str, Any]) -> dict[str, Any]:
    outcome = {"kind": payload["outcome"], "reply": payload.get("reply", "")}
    return {"seen": payload["seen"], "outcome": outcome}


UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {("tip.close", 1): _close_v1}
