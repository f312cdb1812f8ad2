"""The rows that a batch of operations concerns: locked once, in one order, then changed in memory as it is decided."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy.engine import Connection

from app.accounts.domain import Actor
from app.identifiers import id_of
from app.messages.domain import Delivery, Message, message_id
from app.outbox.domain import RecordedOperation
from sync.server.changes import repository
from sync.server.changes.doors import Door
from sync.server.changes.effects import Effects, Keep, keeps_none
from sync.server.changes.stamps import DeviceClock, Made, made
from sync.server.ground.storable import is_storable
from sync.server.messages import repository as messages
from sync.server.patrols import repository as patrols
from sync.server.patrols.repository import PatrolRecord
from sync.server.tips import repository as tips
from sync.server.tips.filing import Desk
from sync.server.tips.repository import TipRecord


class BatchState:
    """What stands while a batch is decided. ``accept`` is the only change, after an operation is decided whole."""

    def __init__(
        self,
        connection: Connection,
        *,
        actor: Actor,
        desk: Desk,
        now: str,
        late_days: int,
        hold_seconds: float,
        clock: DeviceClock = DeviceClock(),  # noqa: B008 - frozen
        door: Door | None = None,
        keep: Keep = keeps_none,
    ) -> None:
        self.connection = connection
        self.actor = actor
        self.desk = desk
        self.now = now
        self.late_days = late_days
        self.hold_seconds = hold_seconds
        self.clock = clock
        self.door = door
        self.keep = keep
        self.told: dict[str, dict[str, str]] = {}
        self.tips: dict[str, TipRecord] = {}
        self.patrols: dict[str, PatrolRecord] = {}
        self.roots: dict[str, str] = {}
        self.lines: frozenset[str] = frozenset()
        self.erased: frozenset[str] = frozenset()
        self.born: set[str] = set()
        self.begun_by: dict[str, str | None] = {}
        self._waiting: dict[str, Message] = {}

    def load(self, operations: Sequence[RecordedOperation]) -> None:
        """Lock and read the targets: tips, then patrol notes, then patrols, each sorted by id.

        ``roots`` are the owners of notes and photos that are there already, ``lines`` the ids taken in stories.
        """
        targets = sorted({one for each in operations for one in (each.target, own_id(each.target, each.author))})
        self.tips = tips.locked(self.connection, targets)
        self.begun_by = tips.begun_by(self.connection, list(self.tips))
        self._waiting = {one.id: one for one in messages.waiting_of(self.connection, sorted(self.tips))}
        self.patrols = patrols.locked(self.connection, targets)
        children = _child_ids(operations)
        self.roots = tips.noted(self.connection, children) | repository.pictured(self.connection, children)
        self.roots |= messages.known(self.connection, _message_ids(operations, self.tips))
        self.lines = tips.told(self.connection, sorted({operation.id for operation in operations}))
        self.erased = repository.erased_among(self.connection, targets)

    def turn_to(self, door: Door) -> None:
        """From now on the operations come through another door, by another actor."""
        self.door, self.actor = door, door.actor

    def made(self, recorded: RecordedOperation) -> Made:
        """When an operation was made; through a door that tells of the past it is the moment that is told."""
        if self.door is not None and self.door.tells_past:
            return Made(recorded.at, suspect=False)
        return made(recorded, self.clock, self.now)

    def accept(self, effects: Effects) -> None:
        """From now on the batch sees these effects."""
        if effects.tip is not None:
            self.tips[effects.tip.tip.id] = effects.tip
        if effects.patrol is not None:
            self.patrols[effects.patrol.row.id] = effects.patrol
        if effects.is_new:
            self.born.update(one for one in (effects.root,) if one)
        self.roots |= {child.id: effects.root for child in effects.children}
        self._waiting |= {child.id: child for child in effects.children if isinstance(child, Message)}
        if effects.story is not None:
            self.lines |= {effects.story.id}

    def held_of(self, tip_id: str) -> list[Message]:
        """The messages of a tip that wait for their moment, as far as the batch was decided."""
        return [one for one in self._waiting.values() if one.tip_id == tip_id and one.delivery is Delivery.HELD]

    def told_of(self, tip_id: str, calls: Collection[str]) -> list[Message]:
        """The messages of a tip that these calls were to tell and that nobody had been told."""
        return [one for one in self._waiting.values() if one.tip_id == tip_id and one.id in calls]

    def is_here(self, child_id: str, root: str) -> bool:
        """Whether the note or photo hangs on this root already: whoever may add to it may know."""
        return root in (self.roots.get(child_id), self.roots.get(self.own(child_id)))

    def free(self, child_id: str) -> str:
        """The id for a new note or photo: its own, where nobody uses that elsewhere."""
        return child_id if child_id not in self.roots else self.own(child_id)

    def own(self, identifier: str) -> str:
        """The id that stands for ``identifier`` where somebody else uses it already, unseen by the author.

        Always the same for the same author, so that what follows finds it; to them all is as if nobody used theirs.
        """
        return own_id(identifier, self.actor.id)


def own_id(identifier: str, author: str) -> str:
    """An id made of another one and its author's."""
    return id_of(f"{identifier} {author}")


def _child_ids(operations: Iterable[RecordedOperation]) -> list[str]:
    """The ids of new notes and photos, and those that would stand for them."""
    named = ((one.payload.get(name), one.author) for one in operations for name in ("note_id", "photo_id"))
    known = [(value, author) for value, author in named if isinstance(value, str) and is_storable(value)]
    return sorted({one for value, author in known for one in (value, own_id(value, author))})


def _message_ids(operations: Iterable[RecordedOperation], tips: Mapping[str, TipRecord]) -> list[str]:
    """The ids of what these operations might say to the parties of their tips."""
    return sorted(
        message_id(one.id, one.author, party.id)
        for one in operations
        if one.target in tips
        for party in tips[one.target].tip.parties
    )
