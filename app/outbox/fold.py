"""The screen's truth: the server's rows with the device's uncovered changes replayed over them. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import msgspec

from app import operations as register
from app.accounts.domain import Actor
from app.messages.domain import Message
from app.outbox.domain import RecordedOperation
from app.outcomes import Access, Stamp
from app.patrols import operations as patrol_operations
from app.patrols.domain import Patrol, PatrolNote
from app.patrols.fold import PatrolFold
from app.photos.domain import Photo
from app.ratings import operations as rating_operations
from app.ratings.fold import RatingFold
from app.tips import operations as tip_operations
from app.tips.domain import Contact, Tip, TipNote
from app.tips.fold import TipFold


class Stored(msgspec.Struct, frozen=True):
    """What the server said last of the targets: rows by id, and the ids of operations and children it already shows.

    ``gone`` are targets that left the device's scopes and are here only for unsent changes.
    """

    tips: Mapping[str, Tip] = {}
    patrol_notes: Mapping[str, PatrolNote] = {}
    patrols: Mapping[str, Patrol] = {}
    shown: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


class Folded(msgspec.Struct, frozen=True):
    """Rows that the replay changed or made, by id, and how many uncovered changes each target has."""

    tips: Mapping[str, Tip] = {}
    tip_notes: Mapping[str, tuple[TipNote, ...]] = {}
    messages: Mapping[str, tuple[Message, ...]] = {}
    photos: Mapping[str, tuple[Photo, ...]] = {}
    contacts: Mapping[str, Contact] = {}
    patrol_notes: Mapping[str, PatrolNote] = {}
    patrols: Mapping[str, Patrol] = {}
    pending: Mapping[str, int] = {}


class FeatureFold(Protocol):
    """A feature's fold: it is given only that feature's operations."""

    def child_id(self, operation: Any) -> str:
        """The row that a change adds to its target; empty where it adds none."""

    def step(self, operation: Any, stamp: Stamp, actor: Actor) -> None:
        """Lay one change over what the ones before it made."""


class _Replay:
    def __init__(self, stored: Stored, actor: Actor) -> None:
        self.stored = stored
        self.actor = actor
        self.photos: dict[str, list[Photo]] = {}
        self.tips = TipFold(stored.tips, self.photos)
        self.patrols = PatrolFold(stored.patrol_notes, stored.patrols, self.photos)
        self.pending: dict[str, int] = {}
        self._folds: dict[str, FeatureFold] = {one.KIND: self.tips for one in tip_operations.OPERATIONS}
        self._folds.update({one.KIND: self.patrols for one in patrol_operations.OPERATIONS})
        self._folds.update({one.KIND: RatingFold() for one in rating_operations.OPERATIONS})

    def step(self, recorded: RecordedOperation) -> None:
        if recorded.id in self.stored.shown:
            return
        operation = register.decode(recorded.kind, recorded.version, recorded.payload)
        if isinstance(operation, register.Unreadable | register.Withdrawn):
            return
        self.pending[recorded.target] = self.pending.get(recorded.target, 0) + 1
        access = Access.HELD if recorded.target in self.stored.gone else Access.HOLDS
        stamp = Stamp(recorded.id, recorded.target, recorded.at, recorded.base, access)
        feature = self._folds[operation.KIND]
        if feature.child_id(operation) not in self.stored.shown:
            feature.step(operation, stamp, self.actor)


def fold(stored: Stored, operations: Iterable[RecordedOperation], actor: Actor) -> Folded:
    """Replay the changes in their order. Never raises: what can not be read or applied changes nothing."""
    replay = _Replay(stored, actor)
    for recorded in operations:
        replay.step(recorded)
    return Folded(
        tips=replay.tips.tips,
        tip_notes={target: tuple(notes) for target, notes in replay.tips.notes.items()},
        messages={target: tuple(found) for target, found in replay.tips.messages.items()},
        photos={target: tuple(photos) for target, photos in replay.photos.items()},
        contacts=replay.tips.contacts,
        patrol_notes=replay.patrols.notes,
        patrols=replay.patrols.patrols,
        pending=replay.pending,
    )


def children_of(operations: Iterable[RecordedOperation]) -> tuple[str, ...]:
    """The ids of notes and photos that these changes would add: to look up which of them the server already shows."""
    ids = (recorded.payload.get("note_id") or recorded.payload.get("photo_id") for recorded in operations)
    return tuple(identifier for identifier in ids if isinstance(identifier, str))
