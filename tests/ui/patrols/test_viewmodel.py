from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from app.db.outcomes import StoreFull
from app.drafts.domain import Draft
from app.outbox.domain import Code
from app.outbox.views import Recorded, Refused
from app.patrols.domain import Patrol, PatrolNote
from app.patrols.views import PatrolNoteView
from app.photos.domain import TakenPhoto
from app.values import Place
from tests.ui.city import NOW, OFFICER
from tests.ui.conftest import HERE, Check
from tests.ui.desk import HandExecutor
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.patrols.list_model import note_rows, tag_rows, tag_word
from ui.patrols.viewmodel import Outcome, PatrolViewModel
from ui.patrols.writing import KEY, PatrolInputs, derive, with_tag

WALK = Patrol(id="w1", by=OFFICER, district_id="d1", started_at="2026-03-12T11:00:00Z")


class Book:
    """A patrol service and its outbox in memory: keeps what it is given, refuses what it was told to."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str, Place | None, Sequence[TakenPhoto], str]] = []
        self.walk: Patrol | None = None
        self.answer: Outcome | None = None
        self.may = True
        self.broken = False

    def note(
        self,
        district_id: str,
        text: str,
        place: Place | None = None,
        photos: Sequence[TakenPhoto] = (),
        tag: str = "",
        *,
        draft: Draft | None = None,
    ) -> Outcome:
        assert draft is not None
        if self.answer is None:
            self.kept.append((district_id, text, place, photos, tag))
        return self.answer or Recorded(f"o{len(self.kept)}", len(self.kept))

    def notes(self, limit: int = 100) -> tuple[PatrolNoteView, ...]:
        if self.broken:
            raise OSError
        return tuple(view(text, tag) for _, text, _, _, tag in self.kept[:limit])

    def start(self, district_id: str) -> Outcome:
        if self.answer is None:
            self.walk = Patrol(id="w1", by=OFFICER, district_id=district_id, started_at="2026-03-12T11:00:00Z")
        return self.answer or Recorded("s", 1)

    def end(self, patrol_id: str) -> Outcome:
        assert patrol_id == "w1"
        self.walk = None
        return Recorded("e", 2)

    def running(self) -> Patrol | None:
        return self.walk

    def withdraw(self, operation_id: str, draft: Draft | None = None) -> bool | StoreFull:
        assert draft is not None
        if self.may:
            assert operation_id == f"o{len(self.kept)}"
            self.kept.pop()
        return self.may


def view(text: str, tag: str = "", *, unsent: bool = True) -> PatrolNoteView:
    note = PatrolNote(id=f"n-{text}", by=OFFICER, at="2026-03-12T13:00:00Z", district_id="d1", text=text, tag=tag)
    return PatrolNoteView(note=note, photos=(), unsent=unsent)


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def districts() -> list[str]:
    return ["d1", "d2"]


@pytest.fixture
def patrol(
    book: Book, districts: list[str], jobs: Jobs, executor: HandExecutor, *, keeper: DraftKeeper, english: None
) -> PatrolViewModel:
    made = PatrolViewModel(
        book, book, jobs=jobs, lookups=Lookups, clock=lambda: NOW, districts=lambda: tuple(districts),
        locate=lambda lon, _lat: "d2" if lon > 13.4 else None, drafts=keeper,
    )  # fmt: skip
    made.refresh()
    executor.run()
    return made


@pytest.fixture
def said(patrol: PatrolViewModel) -> list[tuple[str, bool]]:
    heard: list[tuple[str, bool]] = []
    patrol.said.connect(lambda words, undoable: heard.append((words, undoable)))
    return heard


def test_that_one_chip_and_one_button_keep_a_note(
    patrol: PatrolViewModel, book: Book, executor: HandExecutor, said: list[tuple[str, bool]]
) -> None:
    patrol.move_to(HERE)
    patrol.chooseTag("calm")
    patrol.save()
    executor.run()
    assert book.kept == [("d2", "Calm", HERE, (), "calm")]
    assert said == [("Note kept on this device", True)]
    assert (patrol.props.text, patrol.props.tag, patrol.props.noteCount) == ("", "", 1)


def test_that_a_note_taken_back_can_be_written_on(
    patrol: PatrolViewModel, book: Book, executor: HandExecutor, said: list[tuple[str, bool]], tmp_path: Path
) -> None:
    picture = tmp_path / "branka.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    patrol.write("Otevřená branka")
    patrol.attach([QUrl.fromLocalFile(str(picture))])
    executor.run()
    patrol.placeAt(13.5, 50.4)
    patrol.save()
    executor.run()
    ((*kept, (photo,), tag),) = book.kept
    assert (kept, tag) == (["d2", "Otevřená branka", Place(lat=50.4, lon=13.5)], "")
    assert isinstance(photo, TakenPhoto)
    patrol.undo()
    executor.run()
    assert book.kept == []
    assert said[-1] == ("Taken back.", False)
    assert (patrol.props.text, patrol.props.photos, patrol.props.placeChosen) == (
        "Otevřená branka", [photo.sha256], True,
    )  # fmt: skip


def test_that_undo_loses_neither_the_note_taken_back_nor_the_one_begun_meanwhile(
    patrol: PatrolViewModel, executor: HandExecutor, tmp_path: Path
) -> None:
    def with_picture(text: str, pixels: int) -> None:
        picture = tmp_path / f"{pixels}.png"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(pixels))
        patrol.write(text)
        patrol.attach([QUrl.fromLocalFile(str(picture))])
        executor.run()

    with_picture("První", 64)
    patrol.save()
    executor.run()
    with_picture("Druhá", 65)
    patrol.undo()
    executor.run()
    assert patrol.props.text == "První\n\nDruhá"
    assert len(set(patrol.props.photos)) == 2
    patrol.write("První\n\nDruhá.")
    assert len(set(patrol.props.photos)) == 2, "the next letter drops none"


def test_that_a_note_belongs_where_it_was_begun_wherever_one_walks(
    patrol: PatrolViewModel, book: Book, executor: HandExecutor
) -> None:
    patrol.move_to(HERE)
    patrol.write("Rozbitá lavička")
    patrol.move_to(Place(lat=50.4, lon=13.3))
    patrol.save()
    executor.run()
    assert [one[:3] for one in book.kept] == [("d2", "Rozbitá lavička", HERE)]


def test_that_a_note_keeps_its_district_when_the_duties_change_while_it_is_written(
    patrol: PatrolViewModel, book: Book, districts: list[str], executor: HandExecutor
) -> None:
    patrol.write("Klid")
    districts[:] = ["d5"]
    patrol.refresh()
    executor.run()
    patrol.save()
    executor.run()
    assert [one[0] for one in book.kept] == ["d1"]


def test_that_all_of_the_note_comes_back_to_another_session(
    patrol: PatrolViewModel, keeper: DraftKeeper, book: Book, jobs: Jobs, executor: HandExecutor
) -> None:
    patrol.move_to(HERE)
    patrol.chooseTag("talk")
    patrol.write("Promluvil jsem s paní")
    patrol.placeAt(13.5, 50.4)
    patrol.flush()
    executor.run()
    keeper.stop()
    after = DraftKeeper(keeper._store, jobs, lambda: NOW)
    again = PatrolViewModel(
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
    patrol: PatrolViewModel, book: Book, executor: HandExecutor, said: list[tuple[str, bool]]
) -> None:
    patrol.write("Klid")
    patrol.save()
    executor.run()
    book.may = False
    patrol.undo()
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
    patrol: PatrolViewModel, book: Book, executor: HandExecutor, answer: Outcome, words: str
) -> None:
    heard: list[str] = []
    patrol.said.connect(lambda said, _undoable: heard.append(said))
    book.answer = answer
    patrol.write("Důležité")
    patrol.chooseTag("check")
    patrol.save()
    executor.run()
    assert heard[-1].startswith(words)
    assert (patrol.props.text, patrol.props.tag, patrol.props.canSave) == ("Důležité", "check", True)


def test_that_two_taps_keep_one_note(patrol: PatrolViewModel, book: Book, executor: HandExecutor) -> None:
    patrol.write("Jednou")
    patrol.save()
    patrol.save()
    executor.run()
    assert len(book.kept) == 1


def test_that_a_patrol_starts_and_ends_by_a_tap_only(
    patrol: PatrolViewModel, book: Book, executor: HandExecutor
) -> None:
    patrol.move_to(HERE)
    patrol.refresh()
    executor.run()
    assert book.walk is None
    patrol.begin()
    patrol.begin()
    executor.run()
    assert (patrol.props.running, patrol.props.elapsed, patrol.props.districtName) == (True, "2:05", "d2")
    patrol.finish()
    executor.run()
    assert (patrol.props.running, patrol.props.elapsed) == (False, "")


def test_that_without_a_district_nothing_is_recorded_and_the_text_stays(
    patrol: PatrolViewModel, book: Book, districts: list[str], executor: HandExecutor, said: list[tuple[str, bool]]
) -> None:
    districts.clear()
    patrol.refresh()
    executor.run()
    patrol.write("Text")
    patrol.save()
    patrol.begin()
    executor.run()
    assert (book.kept, book.walk, patrol.props.text) == ([], None, "Text")
    assert [words.split(".")[0] for words, _ in said] == ["No district is known on this device yet"] * 2


def test_that_a_place_chosen_on_the_map_outranks_where_one_stands(patrol: PatrolViewModel) -> None:
    patrol.move_to(HERE)
    assert (patrol.props.place, patrol.props.placeChosen) == ("Where I stand, ±12 m", False)
    patrol.placeAt(13.0, 50.0)
    assert (patrol.props.place, patrol.props.placeChosen, patrol.props.district) == ("Chosen on the map", True, "d1")
    patrol.placeHere()
    assert (patrol.props.placeChosen, patrol.props.district) == (False, "d2")
    patrol.move_to(None)
    assert (patrol.props.place, patrol.props.hasPlace) == ("", False)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("before", "tag", "after"),
    [
        (PatrolInputs(), "calm", ("calm", "Calm")),
        (PatrolInputs(tag="calm", text="Calm"), "talk", ("talk", "Talk")),
        (PatrolInputs(tag="calm", text="Calm"), "calm", ("", "")),
        (PatrolInputs(tag="calm", text="Calm, park"), "talk", ("talk", "Calm, park")),
        (PatrolInputs(text="Branka"), "check", ("check", "Branka")),
    ],
)
def test_that_a_chip_writes_only_where_nobody_wrote(before: PatrolInputs, tag: str, after: tuple[str, str]) -> None:
    chosen = with_tag(before, tag)
    assert (chosen.tag, chosen.text) == after


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("inputs", "elapsed", "can_save"),
    [
        (PatrolInputs(), "", False),
        (PatrolInputs(running=WALK, now=NOW, text=" "), "2:05", False),
        (PatrolInputs(running=WALK, now=NOW, text="x", busy=True), "2:05", False),
        (PatrolInputs(text="x"), "", True),
    ],
)
def test_that_time_and_readiness_follow(inputs: PatrolInputs, elapsed: str, *, can_save: bool) -> None:
    props = derive(inputs)
    assert (props.elapsed, props.canSave, props.running) == (elapsed, can_save, bool(elapsed))


def test_that_notes_that_could_not_be_read_are_told_apart_from_none(
    patrol: PatrolViewModel, book: Book, executor: HandExecutor
) -> None:
    assert (patrol.props.failed, patrol.props.loaded) == (False, True)
    book.broken = True
    patrol.refresh()
    executor.run()
    assert patrol.props.failed
    shown = replace(PatrolInputs(notes=(view("x"),)), failed=True)
    assert not derive(shown).failed


@pytest.mark.usefixtures("czech")
def test_that_a_note_is_listed_with_who_where_when() -> None:
    (row,) = note_rows([view("Klid v parku", "calm")], Lookups(), NOW)
    assert (row.words, row.place, row.when, row.unsent) == ("Klid v parku", "d1", "dnes 13:00", True)
    assert "Klid v parku" in row.spoken
    assert "neodesláno" in row.spoken


@pytest.mark.usefixtures("english")
def test_that_every_tag_has_a_word_of_its_own() -> None:
    assert len({row.words for row in tag_rows()}) == len(tag_rows()) == 4
    assert (tag_word(""), tag_word("jiné")) == ("", "jiné")


def test_that_its_models_keep_qts_contract(
    patrol: PatrolViewModel, executor: HandExecutor, keeps_contract: Check
) -> None:
    keeps_contract(patrol.notes)
    keeps_contract(patrol.tags)
    for text in ("a", "b"):
        patrol.write(text)
        patrol.save()
        executor.run()
    assert len(patrol.notes.rows) == 2
