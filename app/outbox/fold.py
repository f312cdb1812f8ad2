"""The screen's truth: the server's rows with the device's uncovered changes replayed over them. Pure."""

from collections.abc import Iterable, Mapping
from typing import assert_never

import msgspec

from app import operations as register
from app.accounts.domain import Actor
from app.outbox.domain import RecordedOperation
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.patrols import operations as patrol_operations
from app.patrols import rules as patrol_rules
from app.patrols.domain import Patrol, PatrolNote
from app.photos.domain import Photo
from app.tips import operations as tip_operations
from app.tips import rules as tip_rules
from app.tips.domain import Contact, Tip, TipNote

_PATROL = (
    patrol_operations.PatrolNoteAdd,
    patrol_operations.PatrolPhotoAdd,
    patrol_operations.PatrolStart,
    patrol_operations.PatrolEnd,
)


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
    photos: Mapping[str, tuple[Photo, ...]] = {}
    contacts: Mapping[str, Contact] = {}
    patrol_notes: Mapping[str, PatrolNote] = {}
    patrols: Mapping[str, Patrol] = {}
    pending: Mapping[str, int] = {}


class _Replay:
    def __init__(self, stored: Stored, actor: Actor) -> None:
        self.stored = stored
        self.actor = actor
        self.tips: dict[str, Tip] = {}
        self.tip_notes: dict[str, list[TipNote]] = {}
        self.photos: dict[str, list[Photo]] = {}
        self.contacts: dict[str, Contact] = {}
        self.patrol_notes: dict[str, PatrolNote] = {}
        self.patrols: dict[str, Patrol] = {}
        self.pending: dict[str, int] = {}

    def step(self, recorded: RecordedOperation) -> None:
        if recorded.id in self.stored.shown:
            return
        operation = register.decode(recorded.kind, recorded.version, recorded.payload)
        if isinstance(operation, register.Unreadable | register.Withdrawn):
            return
        self.pending[recorded.target] = self.pending.get(recorded.target, 0) + 1
        access = Access.HELD if recorded.target in self.stored.gone else Access.HOLDS
        stamp = Stamp(recorded.id, recorded.target, recorded.at, recorded.base, access)
        if isinstance(operation, _PATROL):
            self._patrol(operation, stamp)
        else:
            self._tip(operation, stamp)

    def _tip(self, operation: tip_operations.TipOperation, stamp: Stamp) -> None:
        target = stamp.target
        if _child_id(operation) in self.stored.shown:
            return
        tip = self.tips.get(target) or self.stored.tips.get(target)
        result = tip_rules.apply(tip, operation, stamp, self.actor)
        match result:
            case Applied(state=state, added=added):
                self.tips[target] = state
                self._keep_contact(operation, target)
                for child in added:
                    self._keep_child(target, child)
            case Merged(state=state):
                self.tips[target] = state
            case Rejected():
                pass
            case _:
                assert_never(result)

    def _keep_child(self, target: str, child: TipNote | Photo) -> None:
        if isinstance(child, TipNote):
            self.tip_notes.setdefault(target, []).append(child)
        else:
            self.photos.setdefault(target, []).append(child)

    def _keep_contact(self, operation: tip_operations.TipOperation, target: str) -> None:
        if not isinstance(operation, tip_operations.TipFile):
            return
        contact = Contact(target, operation.contact_name, operation.contact_phone, operation.contact_email)
        if contact != Contact(target):
            self.contacts[target] = contact

    def _patrol(self, operation: patrol_operations.PatrolOperation, stamp: Stamp) -> None:
        target = stamp.target
        if _child_id(operation) in self.stored.shown:
            return
        state = (
            self.patrol_notes.get(target)
            or self.patrols.get(target)
            or self.stored.patrol_notes.get(target)
            or self.stored.patrols.get(target)
        )
        result = patrol_rules.apply(state, operation, stamp, self.actor)
        match result:
            case Applied(state=new, added=added):
                if isinstance(new, PatrolNote):
                    self.patrol_notes[target] = new
                else:
                    self.patrols[target] = new
                self.photos.setdefault(target, []).extend(added)
            case Merged() | Rejected():
                pass
            case _:
                assert_never(result)


def _child_id(operation: register.Operation) -> str:
    match operation:
        case tip_operations.TipNoteAdd(note_id=child):
            return child
        case tip_operations.TipPhotoAdd(photo_id=child) | patrol_operations.PatrolPhotoAdd(photo_id=child):
            return child
        case _:
            return ""


def fold(stored: Stored, operations: Iterable[RecordedOperation], actor: Actor) -> Folded:
    """Replay the changes in their order. Never raises: what can not be read or applied changes nothing."""
    replay = _Replay(stored, actor)
    for recorded in operations:
        replay.step(recorded)
    return Folded(
        tips=replay.tips,
        tip_notes={target: tuple(notes) for target, notes in replay.tip_notes.items()},
        photos={target: tuple(photos) for target, photos in replay.photos.items()},
        contacts=replay.contacts,
        patrol_notes=replay.patrol_notes,
        patrols=replay.patrols,
        pending=replay.pending,
    )


def children_of(operations: Iterable[RecordedOperation]) -> tuple[str, ...]:
    """The ids of notes and photos that these changes would add: to look up which of them the server already shows."""
    ids = (recorded.payload.get("note_id") or recorded.payload.get("photo_id") for recorded in operations)
    return tuple(identifier for identifier in ids if isinstance(identifier, str))
