"""What a resident can send, as it is stored until a job has decided it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from app.messages.domain import Satisfaction
from app.ratings.domain import RatingForm
from app.values import Id, Place, ShortText
from sync.server.submissions.domain import SubmissionKind

MOST_TEXT: Final = 5_000
"""Letters of what a resident writes of one thing."""
JOB: Final = "decide_intake"


class Kind(StrEnum):
    """What was sent: a tip, or by its link an answer, what its sender says of the closing, that it no longer matters,
    or that its sender is to be forgotten; a rating of a place, and by its code that it is to be forgotten, or what was
    written beside it; a code that no rating has, kept to be counted; or that an address is to get news, that whoever
    reads its mail wants them, or wants no more."""

    TIP = "tip"
    ANSWER = "answer"
    SATISFACTION = "satisfaction"
    NO_LONGER = "no_longer"
    LEAVE = "leave"
    ERASE = "erase"
    RATING = "rating"
    ERASE_RATING = "erase_rating"
    ERASE_REMARK = "erase_remark"
    WRONG_CODE = "wrong_code"
    NEWS = "news"
    CONFIRM_NEWS = "confirm_news"
    LEAVE_NEWS = "leave_news"


class State(StrEnum):
    """Where it stands: waiting for the job, waiting for a person, done, or left out by a person."""

    WAITING = "waiting"
    CHECK = "check"
    DONE = "done"
    DROPPED = "dropped"


class Doubt(StrEnum):
    """Why a person looks at it first: a field that people do not see is filled, it came faster than one writes, many
    came at once (``WORKED``: and the browser did some work for this one), or the rules did not take it."""

    NONE = ""
    HONEYPOT = "honeypot"
    TOO_FAST = "too_fast"
    FLOOD = "flood"
    WORKED = "worked"
    REFUSED = "refused"


class SentTip(msgspec.Struct, frozen=True, omit_defaults=True):
    """A tip as it was sent. ``where`` are the sender's own words for the place; ``photos`` are ids of what was kept.

    ``join`` is the tip that it is about as well, ``joiner`` a keyed hash of what the browser keeps that sent it.
    ``submission`` says what it is where its sender says that it is no tip. ``wave``: the code of the paper by which its
    sender came.
    """

    category: ShortText
    text: Annotated[str, Meta(min_length=1, max_length=MOST_TEXT)]
    where: ShortText = ""
    place: Place | None = None
    name: ShortText = ""
    phone: ShortText = ""
    email: ShortText = ""
    photos: Annotated[tuple[ShortText, ...], Meta(max_length=5)] = ()
    join: Id | None = None
    joiner: ShortText = ""
    submission: SubmissionKind | None = None
    wave: ShortText = ""


class SentRating(msgspec.Struct, frozen=True, omit_defaults=True):
    """A rating as it was sent. ``rater``: a keyed hash of what the browser keeps. ``wave``: the code of the paper by
    which its sender came."""

    form: RatingForm
    rater: ShortText
    wave: ShortText = ""


class SentAnswer(msgspec.Struct, frozen=True):
    """What the sender of a tip writes to its officer."""

    text: Annotated[str, Meta(min_length=1, max_length=MOST_TEXT)]


class SentSatisfaction(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the sender of a tip says of its closing; ``call``: they may be called."""

    said: Satisfaction
    text: Annotated[str, Meta(max_length=MOST_TEXT)] = ""
    call: bool = False


class SentNews(msgspec.Struct, frozen=True):
    """That somebody wants news of a district for an address, or of a street where one is named."""

    email: ShortText
    district: ShortText
    street: ShortText


class Ticket(msgspec.Struct, frozen=True):
    """The payload of the job: which row is to be decided."""

    number: str


@dataclass(frozen=True, slots=True)
class ToCheck:
    """How many wait for one reason, and when the oldest and the newest came."""

    code: str
    kind: str
    count: int
    oldest: str
    newest: str
