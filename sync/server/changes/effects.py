"""What one operation does to the server's rows, worked out before anything is written, and then written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import Connection

from app.messages.domain import Message, Party
from app.outbox.domain import Verdict
from app.photos.domain import Photo
from app.tips.domain import Contact, StoryLine, TipNote
from app.tips.rules import TipChild
from sync.server.feed.publish import Move, Put, Step
from sync.server.ground.documents import render
from sync.server.messages import repository as messages
from sync.server.messages.planning import plan
from sync.server.patrols import repository as patrols
from sync.server.patrols.repository import PatrolRecord
from sync.server.photos import repository as photos
from sync.server.ratings.service import Incoming
from sync.server.tips import repository as tips
from sync.server.tips.repository import TipRecord


@dataclass(frozen=True, slots=True)
class Effects:
    """New and changed rows, and what to publish of them."""

    tip: TipRecord | None = None
    patrol: PatrolRecord | None = None
    is_new: bool = False
    children: tuple[TipChild, ...] = ()
    parties: tuple[Party, ...] = ()
    contact: Contact | None = None
    story: StoryLine | None = None
    rating: Incoming | None = None
    steps: tuple[Step, ...] = ()

    @property
    def root(self) -> str:
        """The id of the changed row; empty where nothing changed."""
        if self.tip is not None:
            return self.tip.tip.id
        return self.patrol.row.id if self.patrol is not None else ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on an operation with its effects; ``quarantine`` says why its payload is set aside.

    ``odd``: no honest device sends it, and nothing is left of it but its text.
    """

    verdict: Verdict
    effects: Effects = Effects()
    quarantine: str | None = None
    odd: bool = False

    @property
    def counts(self) -> bool:
        """Whether its text is only kept for somebody to look at: of that, people have so much room and no more."""
        return self.odd or self.quarantine is not None


Keep = Callable[[Connection, Sequence[Incoming]], object]


def keeps_none(_connection: Connection, collected: Sequence[Incoming]) -> object:
    """Stands where no server takes ratings in. Raises ValueError."""
    raise ValueError(f"nobody takes in these ratings: {len(collected)}")


_CHILD_KINDS: Final[dict[type[TipChild], str]] = {TipNote: "note", Message: "message", Photo: "photo"}


def child_step(child: TipChild, root: str, scope: str) -> Put:
    """What to publish of a note, a message or a photo."""
    return Put(_CHILD_KINDS[type(child)], child.id, root, scope, render(child))


def tip_steps(record: TipRecord, before: TipRecord | None, effects: Effects) -> tuple[Step, ...]:
    """What to publish of a changed tip: its departure from the old scope first, then the new rows."""
    tip, scope = record.tip, record.scope
    steps: list[Step] = []
    if before is not None and before.scope != scope:
        steps.append(Move(tip.id, before.scope, scope))
    if before is None or before.tip != tip:
        steps.append(Put("tip", tip.id, tip.id, scope, render(tip)))
    steps += [child_step(child, tip.id, scope) for child in effects.children]
    if effects.contact is not None:
        steps.append(Put("contact", tip.id, tip.id, scope, render(effects.contact)))
    if effects.story is not None:
        steps.append(Put("story", effects.story.id, tip.id, scope, render(effects.story)))
    return tuple(steps)


def flush(connection: Connection, all_effects: Iterable[Effects], keep: Keep) -> None:
    """Write the rows of the effects, later ones over earlier ones; the feed is not touched here.

    ``keep`` takes in the ratings among them.
    """
    effects = tuple(all_effects)
    born = {one.root for one in effects if one.is_new}
    changed = {one.tip.tip.id: one.tip for one in effects if one.tip is not None}
    tips.write(connection, changed, born)
    patrols.write(connection, {one.patrol.row.id: one.patrol for one in effects if one.patrol is not None}, born)
    children = [child for one in effects for child in one.children]
    messages.add_parties(
        connection, ((one.tip.tip.id, party) for one in effects if one.tip is not None for party in one.parties)
    )
    said = [child for child in children if isinstance(child, Message)]
    messages.write(connection, said)
    plan(connection, said)
    tips.add_notes(connection, (child for child in children if isinstance(child, TipNote)))
    photos.add(connection, [child for child in children if isinstance(child, Photo)])
    tips.add_lines(
        connection,
        ((one.story, one.tip.lines) for one in effects if one.story is not None and one.tip is not None),
    )
    tips.add_contacts(connection, (one.contact for one in effects if one.contact is not None))
    tips.index(connection, changed)
    collected = [one.rating for one in effects if one.rating is not None]
    if collected:
        keep(connection, collected)
