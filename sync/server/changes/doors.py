"""By what way a change comes that no device of its author sent, and what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.accounts.domain import RESIDENT, SYSTEM, Actor
from app.operations import Operation
from app.tips.domain import Channel


@dataclass(frozen=True, slots=True)
class Door:
    """Who acts by another way than a device of theirs; ``channel`` is what a new tip says of that way.

    ``tells_past``: the changes are known from elsewhere with the moments when they happened, which are taken as told.
    """

    actor: Actor
    channel: Channel | None = None
    tells_past: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One operation to carry out: through which door, on which target, made on which version of it.

    An empty ``id`` becomes a new one, an empty ``at`` is the present; ``told`` is what the door knows besides, for the
    story.
    """

    door: Door
    target: str
    operation: Operation
    base: int | None = None
    id: str = ""
    at: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


def named(actor: Actor) -> str | None:
    """Whom a story names: a resident or a job is nobody that a device could know."""
    return None if actor.id in (RESIDENT.id, SYSTEM.id) else actor.id
