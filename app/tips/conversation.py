"""What officers and the parties of a tip say to one another, and what it does to the tip. Pure."""

import msgspec

from app.accounts.domain import Actor
from app.messages import rules as messages
from app.messages.domain import Door, Party, PartyKind, Purpose, Satisfaction, Way
from app.outbox.domain import Code
from app.outcomes import Applied, Merged, Rejected, Stamp
from app.tips import calls, moves
from app.tips import operations as ops
from app.tips.domain import Status, Tip, WaitingOn
from app.tips.moves import Result
from app.tips.titles import one_line

MOST_PARTIES = 100
"""Of one tip; who comes later sends a tip of their own."""


def ask(tip: Tip, operation: ops.TipAsk, stamp: Stamp, actor: Actor) -> Result:
    """Ask a resident; the tip waits on them, unless something else stands."""
    party = messages.addressee(tip.parties, operation.party_id)
    if party is not None and not messages.is_resident(party):
        return _unsaid(None)
    if party is None or not operation.text.strip():
        return _unsaid(party)
    asked = messages.written(party, Purpose.QUESTION, operation.text, stamp, actor)
    detail = {"question": operation.text[:200]}
    beside = Code.ALREADY_CLOSED if tip.status is Status.CLOSED else moves.beside(tip, operation.seen, stamp, actor)
    if beside is not None:
        kept = msgspec.structs.replace(_answered(tip, operation.heard), calls=calls.owed(tip, (asked,)))
        return Merged(kept, beside, moves.now(tip), detail, (asked,))
    waiting = moves.moved(
        tip,
        Status.WAITING,
        stamp,
        actor,
        waiting_on=WaitingOn.RESIDENT,
        heard_at=moves.unanswered(tip, operation.heard),
        calls=calls.owed(tip, (asked,)),
    )
    return Applied(waiting, (asked,), moves.from_to(tip, Status.WAITING) | detail)


def forward(tip: Tip, operation: ops.TipForward, stamp: Stamp, actor: Actor) -> Result:
    """Bring the tip to a body, which is a party from now on; the tip waits on it, unless something else stands."""
    name = one_line(operation.body)
    if not name or not operation.text.strip():
        return Rejected(Code.INVALID, {"field": "text" if name else "body"})
    party = messages.of_body(tip.id, operation.body_id, name)
    sent = msgspec.structs.replace(
        messages.written(party, Purpose.FORWARD, operation.text, stamp, actor), with_contact=operation.contact
    )
    parties = (*(one for one in tip.parties if one.id != party.id), party)
    detail = {"forward": operation.text[:200], "body": name} | ({"contact": "yes"} if operation.contact else {})
    beside = Code.ALREADY_CLOSED if tip.status is Status.CLOSED else moves.beside(tip, operation.seen, stamp, actor)
    if beside is not None:
        kept = msgspec.structs.replace(_answered(tip, operation.heard), parties=parties)
        return Merged(kept, beside, moves.now(tip), detail, (sent,))
    waiting = moves.moved(
        tip,
        Status.WAITING,
        stamp,
        actor,
        waiting_on=WaitingOn.OTHER_BODY,
        waiting_body=name,
        parties=parties,
        heard_at=moves.unanswered(tip, operation.heard),
    )
    return Applied(waiting, (sent,), moves.from_to(tip, Status.WAITING) | detail)


def answer(tip: Tip, operation: ops.TipAnswer, stamp: Stamp, actor: Actor) -> Result:
    """Write to a party; what they said is answered, nothing else changes."""
    party = messages.addressee(tip.parties, operation.party_id)
    if party is None or not operation.text.strip():
        return _unsaid(party)
    answer = messages.written(party, Purpose.ANSWER, operation.text, stamp, actor)
    answered = msgspec.structs.replace(_answered(tip, operation.heard), calls=calls.owed(tip, (answer,)))
    return Applied(answered, (answer,), {"answer": operation.text[:200]})


def hear(tip: Tip, operation: ops.TipHear, stamp: Stamp, actor: Actor) -> Result:
    """Take what a party says."""
    party = next((one for one in tip.parties if one.id == operation.party_id), None)
    if party is None or not operation.text.strip():
        return _unsaid(party)
    said = messages.heard(party, operation.text, operation.door, stamp, actor)
    detail = {"said": operation.text[:200], "door": operation.door.value}
    if tip.status is Status.WAITING and _waits_on(tip, party):
        back = moves.moved(tip, Status.IN_PROGRESS, stamp, actor, heard_at=stamp.at)
        return Applied(back, (said,), moves.from_to(tip, Status.IN_PROGRESS) | detail)
    return Applied(moves.after(tip, stamp, heard_at=stamp.at), (said,), detail)


def _waits_on(tip: Tip, party: Party) -> bool:
    if messages.is_resident(party):
        return tip.waiting_on is WaitingOn.RESIDENT
    return tip.waiting_on is WaitingOn.OTHER_BODY and tip.waiting_body == party.name


def takes_in(tip: Tip) -> bool:
    """Whether somebody can still join: it is open, and not so many have that nobody could answer them one by one."""
    return tip.closing is None and len(tip.parties) < MOST_PARTIES


def join(tip: Tip, operation: ops.TipJoin, stamp: Stamp, actor: Actor) -> Result:
    """Take somebody in to whom it happens as well. Their page is the way to them; nothing else of the tip moves."""
    if tip.closing is not None:
        return Rejected(Code.ALREADY_CLOSED, moves.now(tip))
    if any(one.id == operation.party_id for one in tip.parties):
        return Rejected(Code.ALREADY_EXISTS)
    if not takes_in(tip):
        return Rejected(Code.INVALID, {"field": "party_id"})
    party = Party(operation.party_id, PartyKind.JOINED, Way.PAGE)
    is_said = bool(operation.text.strip())
    added = (messages.heard(party, operation.text, Door.PORTAL, stamp, actor),) if is_said else ()
    detail = {"joined": str(tip.joined + 1)} | ({"said": operation.text[:200]} if is_said else {})
    heard = stamp.at if is_said else tip.heard_at
    parties = (*tip.parties, party)
    return Applied(moves.after(tip, stamp, parties=parties, joined=tip.joined + 1, heard_at=heard), added, detail)


def leave(tip: Tip, operation: ops.TipLeave, stamp: Stamp, actor: Actor) -> Result:
    """Write to a resident no more, nor call them. A tip that waits on residents of whom all left goes on."""
    party = next((one for one in tip.parties if one.id == operation.party_id and messages.is_resident(one)), None)
    if party is None:
        return Rejected(Code.INVALID, {"field": "party_id"})
    if party.way is Way.NONE:
        return Merged(tip, Code.ALREADY_SO, moves.now(tip))
    gone = msgspec.structs.replace(party, way=Way.NONE, left=True)
    parties = tuple(gone if one is party else one for one in tip.parties)
    owed = tuple(one for one in tip.calls if one.party_id != party.id)
    joined = tip.joined - (party.kind is PartyKind.JOINED)
    left = moves.after(tip, stamp, parties=parties, calls=owed, joined=max(0, joined))
    waits = tip.status is Status.WAITING and tip.waiting_on is WaitingOn.RESIDENT
    if waits and messages.addressee(parties, None) is None:
        return Applied(
            moves.moved(left, Status.IN_PROGRESS, stamp, actor), detail=moves.from_to(tip, Status.IN_PROGRESS)
        )
    return Applied(left)


def reach(tip: Tip, operation: ops.TipReach, stamp: Stamp, actor: Actor) -> Result:
    """Mark that a party's address takes no mail, or takes it again. A tip that waits on who is out of reach goes on."""
    party = next((one for one in tip.parties if one.id == operation.party_id), None)
    if party is None:
        return Rejected(Code.INVALID, {"field": "party_id"})
    found = msgspec.structs.replace(party, way=operation.way, returned=operation.way is not Way.MAIL)
    if party.left or found == party:
        return Merged(tip, Code.ALREADY_SO, moves.now(tip))
    parties = tuple(found if one is party else one for one in tip.parties)
    reached = moves.after(tip, stamp, parties=parties)
    detail = {"way": found.way.value} | ({"body": party.name} if party.name else {})
    nobody = found.way is Way.NONE if party.name else messages.addressee(parties, None) is None
    if tip.status is Status.WAITING and _waits_on(tip, party) and nobody:
        back = moves.moved(reached, Status.IN_PROGRESS, stamp, actor)
        return Applied(back, detail=moves.from_to(tip, Status.IN_PROGRESS) | detail)
    return Applied(reached, detail=detail)


def satisfied(tip: Tip, operation: ops.TipSatisfaction, stamp: Stamp, actor: Actor) -> Result:
    """Take what a resident says of the closing."""
    party = next((one for one in tip.parties if one.id == operation.party_id and messages.is_resident(one)), None)
    if party is None:
        return Rejected(Code.INVALID, {"field": "party_id"})
    detail = {"satisfaction": operation.said.value, "said": operation.text[:200]}
    if operation.call:
        detail["call"] = "yes"
    added = (messages.heard(party, operation.text, operation.door, stamp, actor),) if operation.text.strip() else ()
    heard = stamp.at if added or operation.call else tip.heard_at
    if party.satisfaction is not None or tip.closing is None:
        kept = msgspec.structs.replace(tip, heard_at=heard)
        return Merged(kept, Code.ALREADY_SO, moves.now(tip), detail, added)
    told = msgspec.structs.replace(party, satisfaction=operation.said)
    parties = tuple(told if one is party else one for one in tip.parties)
    if operation.said in (Satisfaction.SOLVED, Satisfaction.NO_LONGER_MATTERS):
        return Applied(moves.after(tip, stamp, parties=parties, heard_at=heard), added, detail)
    owed = calls.undone(tip, tip.closing)
    opened = moves.reopened(tip, tip.closing, stamp, actor, parties=parties, heard_at=stamp.at, calls=owed)
    return Applied(opened, added, moves.from_to(tip, Status.REOPENED) | detail)


def _answered(tip: Tip, seen: str | None) -> Tip:
    return msgspec.structs.replace(tip, heard_at=moves.unanswered(tip, seen))


def _unsaid(party: Party | None) -> Rejected:
    """There is nobody to speak with, or nothing is said."""
    return Rejected(Code.INVALID, {"field": "party_id" if party is None else "text"})
