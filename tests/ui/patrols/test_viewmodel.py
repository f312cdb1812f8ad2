from dataclasses import replace

import pytest

from app.db.outcomes import StoreFull
from app.patrols.domain import Patrol
from tests.ui.city import NOW, OFFICER
from tests.ui.conftest import HERE, Check
from tests.ui.desk import HandExecutor
from tests.ui.patrols.conftest import Book, view
from ui.patrols.viewmodel import PatrolInputs, PatrolViewModel, derive

WALK = Patrol(id="w1", by=OFFICER, district_id="d1", started_at="2026-03-12T11:00:00Z")


@pytest.fixture
def said(patrol: PatrolViewModel) -> list[str]:
    heard: list[str] = []
    patrol.said.connect(heard.append)
    return heard


def test_that_a_patrol_starts_and_ends_by_a_tap_only(
    patrol: PatrolViewModel, book: Book, executor: HandExecutor
) -> None:
    patrol.note.move_to(HERE)
    patrol.refresh()
    executor.run()
    assert book.walk is None
    patrol.begin()
    patrol.begin()
    executor.run()
    assert (patrol.props.running, patrol.props.elapsed, patrol.note.props.districtName) == (True, "2:05", "d2")
    patrol.finish()
    executor.run()
    assert (patrol.props.running, patrol.props.elapsed) == (False, "")


def test_that_a_patrol_that_can_not_start_says_why(
    patrol: PatrolViewModel, book: Book, executor: HandExecutor, said: list[str]
) -> None:
    book.answer = StoreFull(0)
    patrol.begin()
    executor.run()
    assert said[-1].startswith("The device is full")
    assert (patrol.props.running, patrol.props.busy) == (False, False)
    book.answer = None
    patrol.begin()
    executor.run()
    assert said[-1] == "", "nothing to say; what was said before is over"
    assert patrol.props.running
    patrol.finish()
    executor.run()


def test_that_without_a_district_no_patrol_starts(
    patrol: PatrolViewModel, book: Book, districts: list[str], executor: HandExecutor, said: list[str]
) -> None:
    districts.clear()
    patrol.refresh()
    executor.run()
    patrol.begin()
    executor.run()
    assert book.walk is None
    assert [words.split(".")[0] for words in said] == ["No district is known on this device yet"]


def test_that_a_note_that_was_kept_is_listed_and_one_taken_back_is_not(
    patrol: PatrolViewModel, executor: HandExecutor
) -> None:
    patrol.note.write("Klid")
    patrol.note.save()
    executor.run()
    assert patrol.props.noteCount == 1
    patrol.note.undo()
    executor.run()
    assert patrol.props.noteCount == 0


@pytest.mark.parametrize(("inputs", "elapsed"), [(PatrolInputs(), ""), (PatrolInputs(running=WALK, now=NOW), "2:05")])
def test_that_the_time_of_a_patrol_follows(inputs: PatrolInputs, elapsed: str) -> None:
    assert (derive(inputs).elapsed, derive(inputs).running) == (elapsed, bool(elapsed))


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


def test_that_its_models_keep_qts_contract(
    patrol: PatrolViewModel, executor: HandExecutor, keeps_contract: Check
) -> None:
    keeps_contract(patrol.notes)
    keeps_contract(patrol.note.tags)
    for text in ("a", "b"):
        patrol.note.write(text)
        patrol.note.save()
        executor.run()
    assert len(patrol.notes.rows) == 2
