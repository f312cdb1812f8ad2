"""How unsent changes lie over stored tips: each over what the ones before it made, and what is refused over nothing."""

from app.accounts.domain import Actor, Role
from app.outcomes import Stamp
from app.photos.domain import Photo
from app.tips import operations as ops
from app.tips.domain import Contact, Outcome, OutcomeKind, Status
from app.tips.fold import TipFold
from tests.app.tips.made import AT, IDS, fresh

TIP, ME, NOTE, PHOTO = IDS[0], IDS[1], IDS[2], IDS[3]
ACTOR = Actor(ME, Role.OFFICER, frozenset())
FILE = ops.TipFile(title="Vrak", category="litter")
SOLVED = Outcome(OutcomeKind.SOLVED)


class Folded:
    """A fold over a stored fresh tip, or over none, with its photos."""

    def __init__(self, *, stored: bool = True) -> None:
        self.photos: dict[str, list[Photo]] = {}
        self.fold = TipFold({TIP: fresh()} if stored else {}, self.photos)
        self._serial = 0

    def step(self, operation: ops.TipOperation) -> None:
        self._serial += 1
        self.fold.step(operation, Stamp(f"00000000-0000-7000-9000-00000000000{self._serial}", TIP, AT), ACTOR)


def test_that_each_change_lies_over_those_before_it() -> None:
    folded = Folded()
    folded.step(ops.TipAccept(Status.NEW))
    folded.step(ops.TipStart(Status.ACCEPTED))
    assert folded.fold.tips[TIP].status is Status.IN_PROGRESS


def test_that_a_refused_change_changes_nothing() -> None:
    folded = Folded()
    folded.step(ops.TipReopen("Proč"))
    assert folded.fold.tips == {}


def test_that_a_second_closing_is_shown_beside_the_first() -> None:
    folded = Folded()
    folded.step(ops.TipClose(Status.NEW, SOLVED))
    folded.step(ops.TipClose(Status.NEW, Outcome(OutcomeKind.NOT_FOUND)))
    tip = folded.fold.tips[TIP]
    assert tip.closing is not None
    assert (tip.closing.outcome, len(tip.other_closings)) == (SOLVED, 1)


def test_that_notes_and_photos_hang_on_their_tip_in_their_order() -> None:
    folded = Folded()
    for child, text in ((NOTE, "A"), (PHOTO, "B")):
        folded.step(ops.TipNoteAdd(child, text))
    folded.step(ops.TipPhotoAdd(PHOTO, "0" * 64, 5, "image/png"))
    assert [note.text for note in folded.fold.notes[TIP]] == ["A", "B"]
    assert [photo.id for photo in folded.photos[TIP]] == [PHOTO]


def test_that_a_filed_tip_has_its_contact_and_one_without_a_word_of_it_has_none() -> None:
    folded = Folded(stored=False)
    folded.step(FILE)
    assert folded.fold.contacts == {}
    folded = Folded(stored=False)
    folded.step(ops.TipFile(title="Vrak", category="litter", contact_phone="777"))
    assert folded.fold.contacts == {TIP: Contact(TIP, phone="777")}


def test_that_a_tip_that_can_not_be_filed_leaves_no_contact() -> None:
    folded = Folded()
    folded.step(ops.TipFile(title="Vrak", category="litter", contact_phone="777"))
    assert folded.fold.contacts == {}


def test_that_only_notes_and_photos_are_children() -> None:
    fold = Folded().fold
    assert fold.child_id(ops.TipNoteAdd(NOTE, "A")) == NOTE
    assert fold.child_id(ops.TipPhotoAdd(PHOTO, "0" * 64, 5, "image/png")) == PHOTO
    assert fold.child_id(FILE) == ""
