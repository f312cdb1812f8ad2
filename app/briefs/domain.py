"""Hand-over briefs (předání) and what is due by them. A brief names tips by their ids and copies no word of them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from enum import StrEnum
from typing import Final

import msgspec

from app.accounts.domain import RESIDENT, SYSTEM
from app.calendar import prague_day
from app.clock import instant
from app.duty.domain import FURTHER_NOTICE
from app.tips.domain import Priority, Status, StoryLine, Tip
from app.values import Count, Id, Instant, ShortText, parse_instant

MOST_LINES: Final = 300
"""A brief has no more lines than these; ``more`` says how many there would be."""

FIRST_DAYS: Final = timedelta(days=7)
"""What is due so soon after somebody is back is told to them."""


class BriefKind(StrEnum):
    """For who stands in for somebody, or for who comes back."""

    COVER = "cover"
    BACK = "back"


class Topic(StrEnum):
    """Why a line stands in a brief, in the order in which they are read."""

    CALL = "call"
    PROMISE = "promise"
    ANSWER = "answer"
    BODY = "body"
    PRESSING = "pressing"
    DONE = "done"


class BriefLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing about one tip. ``item_id`` is a call's or a promise's, ``due`` until when it is to be done.

    Of what was done: ``by`` whom, when (``at``), and ``what``, the kind of the operation.
    """

    topic: Topic
    tip_id: Id
    item_id: ShortText = ""
    due: Instant | None = None
    at: Instant | None = None
    by: Id | None = None
    what: ShortText = ""


class Brief(msgspec.Struct, frozen=True, omit_defaults=True):
    """What ``officer_id`` has to know of a district that they cover in the span, or that was covered for them in it.

    ``others``: for whom they stand in, or who stood in for them. Before it has ``begun`` it says that it comes, and has
    no lines yet of a district that is not theirs. A cover until further notice has no end.
    """

    id: Id
    kind: BriefKind
    officer_id: Id
    district_id: ShortText
    from_at: Instant
    to_at: Instant | None = None
    others: tuple[Id, ...] = ()
    begun: bool = False
    made_at: Instant | None = None
    lines: tuple[BriefLine, ...] = ()
    more: Count = 0


def due_lines(tips: Iterable[Tip], until: Instant) -> tuple[BriefLine, ...]:
    """What waits to be done about these tips until a moment, what is due first at the head of each topic."""
    found = [line for tip in tips for line in _of_tip(tip, until)]
    order = list(Topic)
    return tuple(sorted(found, key=lambda one: (order.index(one.topic), one.due or "~", one.tip_id, one.item_id)))


def done_lines(story: Iterable[StoryLine], returning: str) -> tuple[BriefLine, ...]:
    """What others did, a line a tip, the newest first; where a tip was closed this is said of it, else the last thing.

    ``returning`` knows what they did themselves; what no person did is left out.
    """
    nobody = (None, RESIDENT.id, SYSTEM.id, returning)
    by_tip: dict[str, StoryLine] = {}
    for line in sorted(story, key=lambda one: (one.kind == "tip.close", one.at, one.id)):
        if line.by not in nobody and line.verdict != "rejected":
            by_tip[line.tip_id] = line
    newest = sorted(by_tip.values(), key=lambda one: (one.at, one.id), reverse=True)
    return tuple(BriefLine(Topic.DONE, one.tip_id, at=one.at, by=one.by, what=one.kind) for one in newest)


def horizon(brief: Brief) -> Instant:
    """Until when something has to be due to stand in a brief: the end of a cover, the first days of who is back."""
    if brief.to_at is None:
        return FURTHER_NOTICE
    end = parse_instant(brief.to_at)
    return brief.to_at if brief.kind is BriefKind.COVER or end is None else instant(end + FIRST_DAYS)


def waits(line: BriefLine, tip: Tip, until: Instant) -> bool:
    """Whether what a line asks for is still to be done, by the tip as it is now; ``until`` is the brief's horizon."""
    match line.topic:
        case Topic.CALL:
            return any(call.id == line.item_id for call in tip.calls)
        case Topic.PROMISE:
            return any(promise.id == line.item_id for promise in tip.promises)
        case Topic.ANSWER:
            return _is_unanswered(tip) or _is_due(tip, until)
        case Topic.BODY:
            return tip.status is Status.WAITING and tip.answer_due == line.due
        case Topic.PRESSING:
            return tip.status is not Status.CLOSED and tip.priority is Priority.HIGH
        case Topic.DONE:
            return False


def cut(lines: tuple[BriefLine, ...]) -> tuple[tuple[BriefLine, ...], int]:
    """The lines that a brief has room for, and how many there are more."""
    return lines[:MOST_LINES], max(0, len(lines) - MOST_LINES)


def _of_tip(tip: Tip, until: Instant) -> Iterator[BriefLine]:
    for call in tip.calls:
        yield BriefLine(Topic.CALL, tip.id, call.id, at=call.at)
    day = _last_day(until)
    for promise in tip.promises:
        if promise.day <= day:
            yield BriefLine(Topic.PROMISE, tip.id, promise.id, at=promise.at)
    if _is_unanswered(tip) or _is_due(tip, until):
        yield BriefLine(Topic.ANSWER, tip.id, due=tip.deadline, at=tip.heard_at)
    elif tip.status is Status.WAITING and tip.answer_due is not None and tip.answer_due <= until:
        yield BriefLine(Topic.BODY, tip.id, due=tip.answer_due)
    elif tip.status is not Status.CLOSED and tip.priority is Priority.HIGH:
        yield BriefLine(Topic.PRESSING, tip.id, due=tip.deadline)


def _is_unanswered(tip: Tip) -> bool:
    """Somebody wrote and nobody answered: by a first tip, a reopening, or a message, after the closing as well."""
    return tip.heard_at is not None or tip.status in (Status.NEW, Status.REOPENED)


def _is_due(tip: Tip, until: Instant) -> bool:
    at_work = tip.status in (Status.ACCEPTED, Status.IN_PROGRESS)
    return at_work and tip.deadline is not None and tip.deadline <= until


def _last_day(until: Instant) -> str:
    moment = parse_instant(until)
    return prague_day(moment).isoformat() if moment is not None else until[:10]
