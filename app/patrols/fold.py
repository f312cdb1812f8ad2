"""How uncovered changes of patrols and patrol notes lie over the stored ones. Pure."""

from collections.abc import Mapping
from typing import assert_never

from app.accounts.domain import Actor
from app.outcomes import Applied, Merged, Rejected, Stamp
from app.patrols import rules
from app.patrols.domain import Patrol, PatrolNote
from app.patrols.operations import PatrolOperation, PatrolPhotoAdd
from app.photos.domain import Photo


class PatrolFold:
    """What the changes made of patrols and patrol notes, by their ids. ``photos`` is shared with other folds."""

    def __init__(
        self, notes: Mapping[str, PatrolNote], patrols: Mapping[str, Patrol], photos: dict[str, list[Photo]]
    ) -> None:
        self.notes: dict[str, PatrolNote] = {}
        self.patrols: dict[str, Patrol] = {}
        self._stored_notes = notes
        self._stored_patrols = patrols
        self._photos = photos

    def child_id(self, operation: PatrolOperation) -> str:
        """The photo that a change adds; empty where it adds none."""
        return operation.photo_id if isinstance(operation, PatrolPhotoAdd) else ""

    def step(self, operation: PatrolOperation, stamp: Stamp, actor: Actor) -> None:
        """Lay one change over what the ones before it made."""
        target = stamp.target
        state = (
            self.notes.get(target)
            or self.patrols.get(target)
            or self._stored_notes.get(target)
            or self._stored_patrols.get(target)
        )
        result = rules.apply(state, operation, stamp, actor)
        match result:
            case Applied(state=new, added=added):
                if isinstance(new, PatrolNote):
                    self.notes[target] = new
                else:
                    self.patrols[target] = new
                self._photos.setdefault(target, []).extend(added)
            case Merged() | Rejected():
                pass
            case _:
                assert_never(result)
