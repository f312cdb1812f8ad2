"""How a tip comes from one version and one status to the next. Pure."""

import msgspec

from app.accounts.domain import Actor
from app.messages.domain import Message
from app.outbox.domain import Code
from app.outcomes import Applied, Merged, Rejected, Stamp
from app.photos.domain import Photo
from app.tips.domain import Closing, Status, Tip, TipNote

TipChild = TipNote | Photo | Message
Result = Applied[Tip, TipChild] | Merged[Tip, TipChild] | Rejected


def now(tip: Tip) -> dict[str, str]:
    """What stands, for who meant something else."""
    now = {"status": tip.status.value, "version": str(tip.version)}
    if tip.holder_id:
        now["holder_id"] = tip.holder_id
    if tip.closing:
        now |= {"closed_by": tip.closing.by, "closed_at": tip.closing.at, "outcome": tip.closing.outcome.kind.value}
    return now


def after(tip: Tip, stamp: Stamp, **changes: object) -> Tip:
    """The tip in its next version."""
    return msgspec.structs.replace(tip, version=tip.version + 1, changed_at=stamp.at, **changes)


def moved(tip: Tip, status: Status, stamp: Stamp, actor: Actor, **changes: object) -> Tip:
    """The tip in its new status, whatever it waited on forgotten."""
    return after(
        tip,
        stamp,
        **{"waiting_on": None, "waiting_body": "", "answer_due": None, **changes},
        status=status,
        status_version=tip.version + 1,
        status_by=actor.id,
    )


def beside(tip: Tip, seen: Status, stamp: Stamp, actor: Actor) -> Code | None:
    """Why a change of status is kept beside what stands: it was made on another status, or an earlier time of it.

    By ``base`` alone it can not be told whose changes lie between: those of the author do not count.
    """
    is_unseen = stamp.base is not None and stamp.base < tip.status_version and tip.status_by != actor.id
    return Code.CHANGED_MEANWHILE if seen is not tip.status or is_unseen else None


def unanswered(tip: Tip, seen: str | None) -> str | None:
    """When a party said something that a change does not answer: what its author had not ``seen`` stays news.

    No clock is asked: what was made offline is taken in later than what came meanwhile.
    """
    return None if tip.heard_at == seen else tip.heard_at


def reopened(tip: Tip, closing: Closing, stamp: Stamp, actor: Actor, **changes: object) -> Tip:
    """The tip open again, its closing kept."""
    closings = (*tip.other_closings, closing)
    return moved(tip, Status.REOPENED, stamp, actor, closing=None, other_closings=closings, **changes)


def from_to(tip: Tip, status: Status) -> dict[str, str]:
    """Of a change of status, for the story."""
    return {"from": tip.status.value, "to": status.value}
