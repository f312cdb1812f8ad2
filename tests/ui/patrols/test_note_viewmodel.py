from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from app.db.outcomes import StoreFull
from app.outbox.domain import Code
from app.outbox.views import Refused
from app.patrols.domain import Patrol
from app.photos.domain import TakenPhoto
from app.values import Place
from tests.ui.city import NOW, OFFICER
from tests.ui.conftest import HERE
from tests.ui.desk import HandExecutor
from tests.ui.patrols.conftest import Book
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.patrols.answers import Outcome
from ui.patrols.note_viewmodel import PatrolNoteViewModel
from ui.patrols.writing import KEY

WALK = Patrol(id="w1", by=OFFICER, district_id="d3", started_at="2026-03-12T11:00:00Z")


@pytest.fixture
def said(note: PatrolNoteViewModel) -> list[tuple[str, bool]]:
    heard: list[tuple[str, bool]] = []
    note.said.connect(lambda words, undoable: heard.append((words, undoable)))
    return heard


def test_that_one_chip_and_one_button_keep_a_note(
    note: PatrolNoteViewModel, book: Book, executor: HandExecutor, said: list[tuple[str, bool]]
) -> None:
    note.move_to(HERE)
    note.chooseTag("calm")
    note.save()
    executor.run()
    assert book.kept == [("d2", "Calm", HERE, (), "calm")]
    assert said == [("Note kept on this device", True)]
    assert (note.props.text, note.props.tag) == ("", "")


def test_that_a_note_taken_back_can_be_written_on(
    note: PatrolNoteViewModel, book: Book, executor: HandExecutor, said: list[tuple[str, bool]], tmp_path: Path
) -> None:
    picture = tmp_path / "branka.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    note.write("Otevřená branka")
    note.attach([QUrl.fromLocalFile(str(picture))])
    executor.run()
    note.placeAt(13.5, 50.4)
    note.save()
    executor.run()
    ((*kept, (photo,), tag),) = book.kept
    assert (kept, tag) == (["d2", "Otevřená branka", Place(lat=50.4, lon=13.5)], "")
    assert isinstance(photo, TakenPhoto)
    note.undo()
    executor.run()
    assert book.kept == []
    assert said[-1] == ("Taken back.", False)
    assert (note.props.text, note.props.photos, note.props.placeChosen) == (
        "Otevřená branka", [photo.sha256], True,
    )  # fmt: skip


def test_that_undo_loses_neither_the_note_taken_back_nor_the_one_begun_meanwhile(
    note: PatrolNoteViewModel, executor: HandExecutor, tmp_path: Path
) -> None:
    def with_picture(text: str, pixels: int) -> None:
        picture = tmp_path / f"{pixels}.png"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(pixels))
        note.write(text)
        note.attach([QUrl.fromLocalFile(str(picture))])
        executor.run()

    with_picture("První", 64)
    note.save()
    executor.run()
    with_picture("Druhá", 65)
    note.undo()
    executor.run()
    assert note.props.text == "První\n\nDruhá"
    assert len(set(note.props.photos)) == 2
    note.write("První\n\nDruhá.")
    assert len(set(note.props.photos)) == 2, "the next letter drops none"


def test_that_a_note_belongs_where_it_was_begun_wherever_one_walks(
    note: PatrolNoteViewModel, book: Book, executor: HandExecutor
) -> None:
    note.move_to(HERE)
    note.write("Rozbitá lavička")
    note.move_to(Place(lat=50.4, lon=13.3))
    note.save()
    executor.run()
    assert [one[:3] for one in book.kept] == [("d2", "Rozbitá lavička", HERE)]


def test_that_a_note_keeps_its_district_when_the_duties_change_while_it_is_written(
    note: PatrolNoteViewModel, book: Book, districts: list[str], executor: HandExecutor
) -> None:
    note.write("Klid")
    districts[:] = ["d5"]
    note.walk(None)
    note.save()
    executor.run()
    assert [one[0] for one in book.kept] == ["d1"]


def test_that_all_of_the_note_comes_back_to_another_session(
    note: PatrolNoteViewModel, keeper: DraftKeeper, book: Book, jobs: Jobs, executor: HandExecutor
) -> None:
    note.move_to(HERE)
    note.chooseTag("talk")
    note.write("Promluvil jsem s paní")
    note.placeAt(13.5, 50.4)
    note.flush()
    executor.run()
    keeper.stop()
    after = DraftKeeper(keeper._store, jobs, lambda: NOW)
    again = PatrolNoteViewModel(
        book, book, jobs=jobs, lookups=Lookups, clock=lambda: NOW, districts=lambda: ("d7",),
        locate=lambda _lon, _lat: None, drafts=after,
    )  # fmt: skip
    assert (again.props.text, again.props.tag, again.props.placeChosen) == ("Promluvil jsem s paní", "talk", True)
    assert again.props.district == "d2"
    after.discard(KEY)
    assert (again.props.text, again.props.tag, again.props.drafted) == ("", "", False)
    after.restore()
    assert again.props.text == "Promluvil jsem s paní"
    after.stop()


def test_that_a_note_that_was_sent_stays(
    note: PatrolNoteViewModel, book: Book, executor: HandExecutor, said: list[tuple[str, bool]]
) -> None:
    note.write("Klid")
    note.save()
    executor.run()
    book.may = False
    note.undo()
    executor.run()
    assert said[-1] == ("It was sent already and can not be taken back.", False)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (StoreFull(0), "The device is full"),
        (Refused(Code.INVALID, {"field": "size"}), "The photo is no picture or over 25 MB"),
        (Refused(Code.INVALID, {"field": "media_type"}), "The photo is no picture"),
        (Refused(Code.INVALID, {"field": "pixels"}), "The picture has more than 50 million pixels"),
        (Refused(Code.NOT_PERMITTED), "Your role may not do this"),
    ],
)
def test_that_what_was_written_stays_when_it_is_not_kept(
    note: PatrolNoteViewModel, book: Book, executor: HandExecutor, answer: Outcome, words: str
) -> None:
    heard: list[str] = []
    note.said.connect(lambda said, _undoable: heard.append(said))
    book.answer = answer
    note.write("Důležité")
    note.chooseTag("check")
    note.save()
    executor.run()
    assert heard[-1].startswith(words)
    assert (note.props.text, note.props.tag, note.props.canSave) == ("Důležité", "check", True)


def test_that_two_taps_keep_one_note(note: PatrolNoteViewModel, book: Book, executor: HandExecutor) -> None:
    note.write("Jednou")
    note.save()
    note.save()
    executor.run()
    assert len(book.kept) == 1


def test_that_without_a_district_no_note_is_recorded_and_the_text_stays(
    note: PatrolNoteViewModel, book: Book, districts: list[str], executor: HandExecutor, said: list[tuple[str, bool]]
) -> None:
    districts.clear()
    note.write("Text")
    note.save()
    executor.run()
    assert (book.kept, note.props.text) == ([], "Text")
    assert [words.split(".")[0] for words, _ in said] == ["No district is known on this device yet"]


def test_that_a_note_without_a_place_lies_in_the_district_of_the_patrol(
    note: PatrolNoteViewModel, book: Book, executor: HandExecutor
) -> None:
    note.walk(WALK)
    note.write("Klid")
    note.walk(None)
    note.save()
    executor.run()
    assert [one[0] for one in book.kept] == ["d3"]


def test_that_a_place_chosen_on_the_map_outranks_where_one_stands(note: PatrolNoteViewModel) -> None:
    note.move_to(HERE)
    assert (note.props.place, note.props.placeChosen) == ("Where I stand, ±12 m", False)
    note.placeAt(13.0, 50.0)
    assert (note.props.place, note.props.placeChosen, note.props.district) == ("Chosen on the map", True, "d1")
    note.placeHere()
    assert (note.props.placeChosen, note.props.district) == (False, "d2")
    note.move_to(None)
    assert (note.props.place, note.props.hasPlace) == ("", False)
