"""How uncovered changes of tips lie over the stored ones. Pure."""

from collections.abc import Mapping
from typing import assert_never

from app.accounts.domain import Actor
from app.messages.domain import Message
from app.outcomes import Applied, Merged, Rejected, Stamp
from app.photos.domain import Photo
from app.tips import rules
from app.tips.domain import Contact, Tip, TipNote
from app.tips.operations import TipCalled, TipFile, TipNoteAdd, TipOperation, TipPhotoAdd


class TipFold:
    """What the changes made of tips and of what hangs on them, by tip. ``photos`` is shared with other folds."""

    def __init__(self, stored: Mapping[str, Tip], photos: dict[str, list[Photo]]) -> None:
        self.tips: dict[str, Tip] = {}
        self.notes: dict[str, list[TipNote]] = {}
        self.contacts: dict[str, Contact] = {}
        self.messages: dict[str, list[Message]] = {}
        self._stored = stored
        self._photos = photos

    def child_id(self, operation: TipOperation) -> str:
        """The note or photo that a change adds; empty where it adds none."""
        match operation:
            case TipNoteAdd(note_id=child) | TipPhotoAdd(photo_id=child):
                return child
            case TipCalled(note_id=str(child)):
                return child
            case _:
                return ""

    def step(self, operation: TipOperation, stamp: Stamp, actor: Actor) -> None:
        """Lay one change over what the ones before it made."""
        target = stamp.target
        tip = self.tips.get(target) or self._stored.get(target)
        result = rules.apply(tip, operation, stamp, actor)
        match result:
            case Applied(state=state, added=added) | Merged(state=state, added=added):
                self.tips[target] = state
                self._keep_contact(operation, target)
                for child in added:
                    self._keep_child(target, child)
            case Rejected():
                pass
            case _:
                assert_never(result)

    def _keep_child(self, target: str, child: rules.TipChild) -> None:
        match child:
            case TipNote():
                self.notes.setdefault(target, []).append(child)
            case Message():
                self.messages.setdefault(target, []).append(child)
            case _:
                self._photos.setdefault(target, []).append(child)

    def _keep_contact(self, operation: TipOperation, target: str) -> None:
        if not isinstance(operation, TipFile):
            return
        contact = Contact(target, operation.contact_name, operation.contact_phone, operation.contact_email)
        if contact != Contact(target):
            self.contacts[target] = contact
