"""What residents and officers of the demo city say to one another: questions and answers, who joined, who was content.

Drawn from a seed beside the tips: the same seed, day and tips give the same conversations.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from app.accounts.domain import RESIDENT, Actor
from app.messages.domain import Door as Way
from app.messages.domain import Satisfaction
from app.tips import operations as ops
from app.tips.domain import Channel, Outcome, OutcomeKind, Status, WaitingOn
from sync.server.changes.doors import Change, Door
from sync.server.demo.sayings import ANSWERS, BACK, DISCONTENT, JOINING, QUESTIONS
from sync.server.ground.moments import instant
from sync.server.imports.draft import TipDraft
from sync.server.imports.ids import stable_id
from sync.server.imports.incoming import tip_id

_ASKED: Final = 0.25
_JOINED: Final = {"lighting": 0.35, "noise": 0.25, "litter": 0.2}
_JOINED_ELSEWHERE: Final = 0.08
_TOLD: Final = 0.4
_RETURNED: Final = timedelta(days=6)
_WAYS: Final = {Channel.EMAIL: Way.MAIL, Channel.PHONE: Way.PHONE}


class _Talk:
    """One tip's conversation while it is drawn: its lines with their moments."""

    def __init__(self, rng: random.Random, draft: TipDraft, source: str, works: Door) -> None:
        self.rng, self.draft, self.works = rng, draft, works
        self.resident = Door(Actor(RESIDENT.id, RESIDENT.role, works.actor.scopes), tells_past=True)
        self.tip_id = tip_id(draft, source)
        self._source = source
        self.lines: list[Change] = []
        self.heard: str | None = None

    def say(self, door: Door, operation: ops.TipOperation, part: str, at: datetime) -> None:
        """One more line."""
        line = stable_id(self._source, self.draft.external_id, part, at)
        self.lines.append(Change(door, self.tip_id, operation, id=line, at=instant(at)))

    def party(self, number: int, at: datetime) -> str:
        """The id of the so-manieth who joined."""
        return stable_id(self._source, self.draft.external_id, f"joined-{number}", at)

    def between(self, share: float, until: datetime) -> datetime:
        """So far on the way from the tip to a later moment, in whole seconds."""
        return (self.draft.created_at + share * (until - self.draft.created_at)).replace(microsecond=0)


def talked(life: Sequence[Change], draft: TipDraft, *, source: str, works: Door, as_of: datetime) -> list[Change]:
    """The life of a tip with what was said meanwhile and afterwards, in the order of its moments."""
    rng = random.Random(f"talk-{draft.external_id}-{draft.created_at:%Y-%m-%dT%H:%M:%S}")  # noqa: S311 - a drawing
    talk = _Talk(rng, draft, source, works)
    _joining(talk, draft.closed_at or as_of)
    told = list(life)
    if _can_answer(draft) and draft.closed_at is not None and rng.random() < _ASKED:
        _asking(talk, draft.closed_at)
    if _can_answer(draft) and draft.waiting_on is WaitingOn.RESIDENT:
        told[-1] = _question(told[-1], rng, draft)
    if _can_answer(draft) and draft.closed_at is not None and draft.reply and rng.random() < _TOLD:
        _judging(talk, draft.closed_at, as_of)
    first, *rest = (_seen(one, talk.heard) for one in told)
    return [first, *sorted([*rest, *talk.lines], key=lambda one: one.at)]


def _can_answer(draft: TipDraft) -> bool:
    return bool(draft.contact_phone or draft.contact_email)


def _seen(change: Change, heard: str | None) -> Change:
    """Who closes a tip has read what was said before."""
    operation = change.operation
    if not isinstance(operation, ops.TipClose) or heard is None:
        return change
    return _with(change, msgspec.structs.replace(operation, heard=heard))


def _question(waits: Change, rng: random.Random, draft: TipDraft) -> Change:
    """A tip waits on its sender because they were asked."""
    return _with(waits, ops.TipAsk(Status.NEW, rng.choice(QUESTIONS[draft.category])))


def _with(change: Change, operation: ops.TipOperation) -> Change:
    return Change(change.door, change.target, operation, id=change.id, at=change.at, told=change.told)


def _joining(talk: _Talk, until: datetime) -> None:
    """People from next door, more of them where it is dark."""
    chance = _JOINED.get(talk.draft.category, _JOINED_ELSEWHERE)
    number = 0
    while talk.rng.random() < chance and number < 5:
        at = talk.between(talk.rng.uniform(0.05, 0.9), until)
        text = talk.rng.choice(JOINING) if talk.rng.random() < 0.6 else ""
        talk.say(talk.resident, ops.TipJoin(talk.party(number, at), text), f"join-{number}", at)
        if text:
            talk.heard = max(talk.heard or "", instant(at))
        number += 1


def _asking(talk: _Talk, closed: datetime) -> None:
    asked, answered = (
        talk.between(talk.rng.uniform(0.15, 0.4), closed),
        talk.between(talk.rng.uniform(0.5, 0.9), closed),
    )
    talk.say(talk.works, ops.TipAsk(Status.NEW, talk.rng.choice(QUESTIONS[talk.draft.category])), "asked", asked)
    way = _WAYS.get(talk.draft.channel, Way.PORTAL)
    words = talk.rng.choice(ANSWERS[talk.draft.category])
    talk.say(talk.resident, ops.TipHear(talk.tip_id, words, way), "answered", answered)
    talk.heard = max(talk.heard or "", instant(answered))


def _judging(talk: _Talk, closed: datetime, as_of: datetime) -> None:
    """What the sender says of the closing; who is not content gets the officer back, if there was the time for it."""
    at = (closed + timedelta(hours=talk.rng.uniform(12, 90))).replace(microsecond=0)
    if at >= as_of:
        return
    said = _satisfaction(talk)
    opens = said in (Satisfaction.PARTLY, Satisfaction.NOT_SOLVED)
    text = _words(talk, said)
    talk.say(talk.resident, ops.TipSatisfaction(talk.tip_id, said, text, door=Way.PORTAL), "judged", at)
    back = (at + talk.rng.uniform(0.3, 1.0) * _RETURNED).replace(microsecond=0)
    if opens and back < as_of:
        _closed_again(talk, at, back)


def _satisfaction(talk: _Talk) -> Satisfaction:
    solved = 16 if talk.draft.outcome is OutcomeKind.SOLVED else 7
    return talk.rng.choices(list(Satisfaction), weights=(solved, 3, 1, 1))[0]


def _words(talk: _Talk, said: Satisfaction) -> str:
    """Only who is not content writes more: an answer after the closing is news on the officer's device."""
    if said in (Satisfaction.PARTLY, Satisfaction.NOT_SOLVED):
        return talk.rng.choice(DISCONTENT)
    return ""


def _closed_again(talk: _Talk, heard: datetime, at: datetime) -> None:
    draft = talk.draft
    outcome = Outcome(draft.outcome or OutcomeKind.SOLVED, body=draft.outcome_body, reply=talk.rng.choice(BACK))
    talk.say(talk.works, ops.TipClose(Status.REOPENED, outcome, heard=instant(heard)), "closed-again", at)
