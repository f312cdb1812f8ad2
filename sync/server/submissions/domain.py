"""What a submission (podání) is that is no tip: a row of its own, so that nothing of tips can hold or count it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from app.accounts.domain import Role
from app.messages.domain import Delivery
from app.values import Instant, LongText, Place, ShortText

MOST_TEXT: Final = 5_000
"""Letters of an answer, and of a reason."""


class SubmissionKind(StrEnum):
    """What it is, where it is no tip: a complaint about an officer, a request by Act 106/1999, a report of an offence,
    or an emergency."""

    COMPLAINT = "complaint"
    INFORMATION = "information"
    OFFENCE = "offence"
    EMERGENCY = "emergency"


class State(StrEnum):
    """Whether somebody still has to do something with it."""

    OPEN = "open"
    DONE = "done"


READERS: Final[Mapping[SubmissionKind, frozenset[Role]]] = {
    SubmissionKind.COMPLAINT: frozenset({Role.ADMIN}),
    SubmissionKind.INFORMATION: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    SubmissionKind.OFFENCE: frozenset({Role.DISPATCHER, Role.SUPERVISOR, Role.ADMIN}),
    SubmissionKind.EMERGENCY: frozenset({Role.DISPATCHER, Role.SUPERVISOR, Role.ADMIN}),
}
"""Who reads a kind; of these never whoever it is about. Who reads complaints a city can name, person by person."""
NAMEABLE: Final = frozenset({Role.SUPERVISOR, Role.ADMIN})
"""Whom it can name for that."""


class What(StrEnum):
    """What was done with a submission."""

    CAME = "came"
    MADE = "made"
    TAKEN = "taken"
    KIND = "kind"
    ABOUT = "about"
    NOT_ABOUT = "not_about"
    ANSWERED = "answered"
    DONE = "done"
    REOPENED = "reopened"
    FORGOTTEN = "forgotten"
    HEARD = "heard"


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of its history; ``by`` is an account or nobody, ``value`` the kind or account that it is about."""

    at: Instant
    what: What
    by: ShortText = ""
    value: ShortText = ""
    reason: LongText = ""


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What its sender was answered; ``delivery`` is of the mail with it, nothing where none goes."""

    at: Instant
    by: ShortText
    text: LongText
    delivery: Delivery | None = None
    reason: ShortText = ""


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was noted or said while it was a tip; ``by`` is an account, or nobody where a resident said it."""

    at: Instant
    text: LongText
    by: ShortText = ""


MAIL: Final = "submission.mail"
"""The kind of the job by which an answer goes out as mail."""


class Mailed(msgspec.Struct, frozen=True):
    """Which answer of which submission goes out, by its place among them, after how many tries."""

    id: str
    place: int
    tries: int = 0


class Joined(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party that had joined the tip, and what they said when they did."""

    party_id: ShortText
    text: LongText = ""


class Submission(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was sent, and what became of it. ``channel`` is how it came; ``heard`` what its sender wrote later;
    ``confirmed`` is the hash of the address from which somebody answered to the secret one, so that it is theirs;
    ``unsent`` counts photos of which the bytes had not come when it was a tip; ``mails`` are the ids of those that it
    is made of, as long as their bytes may be here."""

    text: Annotated[str, Meta(max_length=10_000)]
    channel: ShortText = "web"
    category: ShortText = ""
    where: ShortText = ""
    place: Place | None = None
    name: ShortText = ""
    phone: ShortText = ""
    email: ShortText = ""
    answers: tuple[Answer, ...] = ()
    lines: tuple[Line, ...] = ()
    told: tuple[Told, ...] = ()
    joined: tuple[Joined, ...] = ()
    unsent: int = 0
    heard: tuple[Told, ...] = ()
    mails: tuple[ShortText, ...] = ()
    confirmed: ShortText = ""


def without_sender(one: Submission) -> Submission:
    """Nobody knows any more who sent it; what it says stays."""
    return msgspec.structs.replace(one, name="", phone="", email="", mails=(), confirmed="")
