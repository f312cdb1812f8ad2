"""How an exchange with the server, and a whole round, can end. Every union is matched to its end with assert_never."""

from collections.abc import Mapping
from enum import StrEnum
from typing import assert_never

import msgspec

from app.db.outcomes import StoreFull
from app.outbox.domain import Verdict
from sync.protocol.messages import Problem, SearchResponse, TipStory


class Reason(StrEnum):
    """Why no answer of our server's came. Words are made where it is shown."""

    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    CUT = "cut"
    UNTRUSTED = "untrusted"
    FOREIGN = "foreign"


class Ok(msgspec.Struct, frozen=True):
    """The server did what was asked. ``midway`` is the Unix time (s) halfway between question and answer."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    midway: float = 0.0


class Offline(msgspec.Struct, frozen=True):
    """Nothing that our server said arrived whole: not reached, too slow, cut off, or someone else answered."""

    reason: Reason
    detail: str = ""


class Unauthorised(msgspec.Struct, frozen=True):
    """The token is not, or no longer, good: a fresh one is to be had."""

    problem: Problem


class Revoked(msgspec.Struct, frozen=True):
    """This device may never speak again: its store is wiped within this contact."""

    problem: Problem


class TooOld(msgspec.Struct, frozen=True):
    """The server no longer answers a pull in this program's protocol. Push goes on."""

    problem: Problem


class Refused(msgspec.Struct, frozen=True):
    """The server understood and said no; asking again unchanged is no use."""

    status: int
    problem: Problem


class Busy(msgspec.Struct, frozen=True):
    """The server is in trouble or asks for patience (5xx, 429): again later, after ``retry_after`` seconds if named."""

    status: int
    problem: Problem
    retry_after: float | None = None


class Cancelled(msgspec.Struct, frozen=True):
    """The person or the closing program ended it; what was committed stays."""


Failure = Offline | Unauthorised | Revoked | TooOld | Refused | Busy | Cancelled
Answer = Ok | Failure


class RoundDone(msgspec.Struct, frozen=True, omit_defaults=True):
    """Push, pull and files went through to their ends.

    ``sent`` counts operations that got a verdict now; ``merged`` and ``rejected`` are those verdicts that a person
    should read. ``received`` and ``removed`` count rows. ``offset`` is the server's clock less the device's, seconds.
    ``turned_down`` counts photos that stay on this device, because the server will not have them. ``held`` counts
    operations that it can not read and has no room for now: they stay in the outbox and go again later.
    ``unreadable`` counts rows that came and that this program can not read; a later one gets them.
    """

    sent: int = 0
    merged: tuple[Verdict, ...] = ()
    rejected: tuple[Verdict, ...] = ()
    received: int = 0
    removed: int = 0
    uploaded: int = 0
    downloaded: int = 0
    bytes_sent: int = 0
    bytes_received: int = 0
    offset: float | None = None
    clock_off: bool = False
    turned_down: int = 0
    held: int = 0
    unreadable: int = 0


class Diverged(msgspec.Struct, frozen=True):
    """The server holds another operation under a number of ours: this store is a copy. It must enrol anew."""

    problem: Problem


class NotEnrolled(msgspec.Struct, frozen=True):
    """This store has no device of its own yet, or no longer."""


class ServerTrouble(msgspec.Struct, frozen=True):
    """The server answered, but not what a round needs. ``retry_after`` in seconds where it said so."""

    problem: Problem
    status: int = 0
    retry_after: float | None = None


class OutOfDate(msgspec.Struct, frozen=True):
    """This program is too old to receive; what was waiting was sent (``sent``, with its verdicts)."""

    problem: Problem
    sent: int = 0


RoundReport = RoundDone | Offline | Revoked | OutOfDate | Diverged | ServerTrouble | StoreFull | NotEnrolled | Cancelled


class FoundOlder(SearchResponse, frozen=True):
    """Tips that were found, and how many more there were that this program can not read.

    ``behind`` are moment and id of the last one that came, read or not; none where nothing came.
    """

    unreadable: int = 0
    behind: tuple[str, str] | None = None


class StoryRead(TipStory, frozen=True):
    """One tip whole, but for so many lines, notes and photos that this program can not read."""

    unreadable: int = 0


class NotThere(msgspec.Struct, frozen=True):
    """The server has no such tip for this person: erased, or another district's."""


Unreached = Offline | ServerTrouble | OutOfDate | Revoked | NotEnrolled | Cancelled
"""Why a question about older tips brought no answer."""
Searched = SearchResponse | Unreached
Read = TipStory | NotThere | Unreached


class Phase(StrEnum):
    """What a round is busy with."""

    PUSH = "push"
    PULL = "pull"
    FILES = "files"


class Progress(msgspec.Struct, frozen=True):
    """How far a round is: operations, rows or files ``done``; ``total`` is a guess, None where there is none.

    Bytes are those of bodies on the wire, since the round began.
    """

    phase: Phase
    done: int
    total: int | None
    bytes_sent: int
    bytes_received: int


def as_report(failure: Failure) -> RoundReport:
    """What a failed exchange means for the round it was part of."""
    match failure:
        case Offline() | Revoked() | Cancelled():
            return failure
        case TooOld(problem=problem):
            return OutOfDate(problem)
        case Refused(problem=problem) if problem.code == "diverged":
            return Diverged(problem)
        case Refused(status=status, problem=problem):
            return ServerTrouble(problem, status)
        case Busy(status=status, problem=problem, retry_after=after):
            return ServerTrouble(problem, status, after)
        case Unauthorised(problem=problem):
            return ServerTrouble(problem, 401)
        case _:
            assert_never(failure)
