"""The envelopes that device and server speak, protocol 1. Every text and list is bounded where it is read."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from app.messages.domain import Message
from app.outbox.domain import RecordedOperation, Verdict
from app.photos.domain import Photo
from app.tips.domain import Contact, Status, StoryLine, Tip, TipNote
from app.values import MAX_INT, Id, Instant, ShortText

PROTOCOL = 1
SPOKEN = (1,)
"""Versions the server still answers a pull in; push takes every version ever shipped."""
MAX_BATCH = 200
MAX_BODY = 8 * 1024 * 1024
MAX_RATIO = 200
MAX_DEPTH = 12
PAGE_ROWS = 2_000
FOUND_TIPS = 50
"""The most tips that one search answers with."""
CHUNK = 512 * 1024

Scope = Annotated[str, Meta(min_length=1, max_length=64)]
Kind = Annotated[str, Meta(min_length=1, max_length=20)]

KINDS = (
    "tip", "note", "message", "photo", "contact", "story", "patrol_note", "patrol",
    "district", "officer", "category", "template", "basemap", "body", "cell", "surface", "brief",
)  # fmt: skip
"""The kinds of rows that a pull carries; each one's document is the Struct of that name in ``app``."""


class PushRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """Up to 200 operations in the order of their ``seq``. ``device_at`` measures the clock's offset."""

    protocol: int
    device_at: Instant
    operations: Annotated[tuple[RecordedOperation, ...], Meta(max_length=MAX_BATCH)]
    highest_seq: Annotated[int, Meta(ge=0, le=MAX_INT)] = 0


class PushResponse(msgspec.Struct, frozen=True, omit_defaults=True):
    """One verdict an operation, and the server's time for the offset.

    ``held``: the numbers of operations for which there is no room now. They have no verdict, nothing of them is kept,
    and what came after them was decided; the device sends them again after ``retry_after`` seconds.
    """

    verdicts: tuple[Verdict, ...]
    server_at: Instant
    incarnation: str
    held: tuple[int, ...] = ()
    retry_after: float | None = None


class PullRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the device holds, as a cursor a scope. It never names the scopes it wants: the server knows."""

    protocol: int
    cursors: Annotated[dict[Scope, Annotated[int, Meta(ge=0, le=MAX_INT)]], Meta(max_length=256)] = {}
    incarnation: str = ""
    limit: Annotated[int, Meta(ge=1, le=10_000)] = PAGE_ROWS
    highest_seq: Annotated[int, Meta(ge=0, le=MAX_INT)] = 0
    waiting: Annotated[int, Meta(ge=0, le=MAX_INT)] = 0


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One row of one scope: ``[kind, id, scope, document]``; a null document means gone from that scope."""

    kind: Kind
    id: str
    scope: Scope
    doc: msgspec.Raw


class PullResponse(msgspec.Struct, frozen=True, omit_defaults=True):
    """One page. Apply rows, memberships, lost scopes and cursors in ONE local transaction.

    ``scopes`` are all the scopes the device has now; a scope it holds that is not named is lost: its memberships go.
    ``erased`` and ``restart`` come first: erased ids are deleted for good; a scope to restart begins anew from 0.
    ``acknowledged`` is the highest ``seq`` whose effect lies at or below these cursors: its outbox rows may go once
    a complete pull (``more`` false) has been applied. ``cursors`` holds only the scopes that moved.
    """

    rows: tuple[Row, ...] = ()
    cursors: dict[Scope, int] = {}
    scopes: tuple[Scope, ...] | None = None
    more: bool = False
    incarnation: str = ""
    erased: tuple[str, ...] = ()
    restart: tuple[Scope, ...] = ()
    acknowledged: int = 0
    server_at: str = ""


class SearchRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words that each begin some word of a tip; none of them asks for all tips. Never names a scope.

    ``older``: only what has left the devices. ``before_at`` and ``before_id`` are those of the last tip that came, to
    go on behind it; both or neither.
    """

    protocol: int
    text: ShortText = ""
    older: bool = False
    before_at: Instant | None = None
    before_id: Id | None = None
    limit: Annotated[int, Meta(ge=1, le=FOUND_TIPS)] = FOUND_TIPS


class FoundTip(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a list shows of a tip; ``snippet`` is the text around what was searched for. Never who sent it."""

    id: Id
    number: ShortText
    title: ShortText
    category: ShortText
    status: Status
    created_at: Instant
    district_id: ShortText = ""
    address: ShortText = ""
    closed_at: Instant | None = None
    photos: int = 0
    joined: int = 0
    snippet: str = ""


class SearchResponse(msgspec.Struct, frozen=True, omit_defaults=True):
    """The newest first. ``more``: there are others behind the last one."""

    tips: tuple[FoundTip, ...] = ()
    more: bool = False


class TipStory(msgspec.Struct, frozen=True, omit_defaults=True):
    """One tip whole, to be read. ``contact`` is null where there is none and for roles that may not see it."""

    tip: Tip
    contact: Contact | None = None
    notes: tuple[TipNote, ...] = ()
    photos: tuple[Photo, ...] = ()
    story: tuple[StoryLine, ...] = ()
    messages: tuple[Message, ...] = ()


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Every refusal: a stable ``code`` for programs, a sentence for people, the request's id for the log."""

    code: str
    message: str
    request_id: str = ""
    expected_seq: int | None = None
    retry_after: float | None = None
    detail: dict[str, Any] = {}


class EnrolRequest(msgspec.Struct, frozen=True):
    """A one-time code and the device's Ed25519 public key (base64, 32 bytes)."""

    code: Annotated[str, Meta(min_length=8, max_length=64)]
    public_key: Annotated[str, Meta(min_length=43, max_length=44)]
    device_name: Annotated[str, Meta(max_length=100)] = ""
    protocol: int = PROTOCOL


class EnrolResponse(msgspec.Struct, frozen=True, omit_defaults=True):
    """The device's new id and whose it is. ``station_key``: to what exports are sealed (base64 of raw X25519)."""

    device_id: Id
    officer_id: Id
    officer_name: str
    role: str
    station_key: Annotated[str, Meta(max_length=44)] = ""


class ChallengeRequest(msgspec.Struct, frozen=True):
    """Ask for a nonce to sign."""

    device_id: Id


class ChallengeResponse(msgspec.Struct, frozen=True):
    """A nonce, good once and for a minute."""

    nonce: str


class TokenRequest(msgspec.Struct, frozen=True):
    """The nonce signed with the device's key (base64, over ``b"okrskar-token:" + nonce``)."""

    device_id: Id
    nonce: Annotated[str, Meta(max_length=100)]
    signature: Annotated[str, Meta(max_length=100)]


class TokenResponse(msgspec.Struct, frozen=True, omit_defaults=True):
    """An opaque bearer token, good for ``seconds`` (at most 900).

    ``authorities`` are the authorities of TLS to believe from now on, in PEM; empty: nothing is said about them. Its
    bounds are those of ``authorities.py``. They are no limit of the type, as what breaks them must not cost the token.
    """

    token: str
    seconds: int
    authorities: str = ""
