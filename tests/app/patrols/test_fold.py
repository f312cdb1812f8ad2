"""How unsent changes lie over stored walks and notes: the latest over the earlier, and what is refused over nothing."""

from app.accounts.domain import Actor, Role
from app.outcomes import Stamp
from app.patrols import operations as ops
from app.patrols.domain import Patrol, PatrolNote
from app.patrols.fold import PatrolFold
from app.photos.domain import Photo

ME, OTHER, TARGET, PHOTO = (f"00000000-0000-7000-8000-00000000000{number}" for number in range(1, 5))
ACTOR = Actor(ME, Role.OFFICER, frozenset())
BEGAN, ENDED = "2026-06-01T12:00:00Z", "2026-06-01T13:00:00Z"
NOTE = PatrolNote(TARGET, OTHER, BEGAN, "d1", "Klid")
PHOTO_ADD = ops.PatrolPhotoAdd(PHOTO, "0" * 64, 5, "image/png")


class Folded:
    """A fold over what is stored, with its photos."""

    def __init__(self, note: PatrolNote | None = None, patrol: Patrol | None = None) -> None:
        self.photos: dict[str, list[Photo]] = {}
        notes = {TARGET: note} if note else {}
        self.fold = PatrolFold(notes, {TARGET: patrol} if patrol else {}, self.photos)

    def step(self, operation: ops.PatrolOperation, at: str = BEGAN) -> None:
        self.fold.step(operation, Stamp(ME, TARGET, at), ACTOR)


def test_that_a_walk_that_begins_and_ends_unsent_is_shown_ended() -> None:
    folded = Folded()
    folded.step(ops.PatrolStart("d1"))
    folded.step(ops.PatrolEnd(), ENDED)
    assert folded.fold.patrols == {TARGET: Patrol(TARGET, ME, "d1", BEGAN, ENDED)}
    assert folded.fold.notes == {}


def test_that_a_stored_walk_of_ones_own_is_ended() -> None:
    folded = Folded(patrol=Patrol(TARGET, ME, "d1", BEGAN))
    folded.step(ops.PatrolEnd(), ENDED)
    assert folded.fold.patrols[TARGET].ended_at == ENDED


def test_that_what_is_refused_or_merged_changes_nothing() -> None:
    folded = Folded(patrol=Patrol(TARGET, OTHER, "d1", BEGAN))
    folded.step(ops.PatrolEnd(), ENDED)
    assert folded.fold.patrols == {}
    folded = Folded(patrol=Patrol(TARGET, ME, "d1", BEGAN, BEGAN))
    folded.step(ops.PatrolEnd(), ENDED)
    assert folded.fold.patrols == {}


def test_that_a_photo_of_an_unsent_note_hangs_on_it_and_is_counted() -> None:
    folded = Folded()
    folded.step(ops.PatrolNoteAdd("d1", "Klid"))
    folded.step(PHOTO_ADD)
    folded.step(ops.PatrolPhotoAdd(OTHER, "1" * 64, 5, "image/png"))
    assert folded.fold.notes[TARGET].photos == 2
    assert [photo.id for photo in folded.photos[TARGET]] == [PHOTO, OTHER]
    assert folded.fold.patrols == {}


def test_that_a_photo_of_a_stored_note_is_counted_over_it() -> None:
    folded = Folded(note=NOTE)
    folded.step(PHOTO_ADD)
    assert folded.fold.notes[TARGET].photos == 1


def test_that_only_a_photo_is_a_child() -> None:
    fold = Folded().fold
    assert fold.child_id(PHOTO_ADD) == PHOTO
    assert fold.child_id(ops.PatrolStart("d1")) == ""
