from functools import partial
from pathlib import Path

import pytest

from app.outbox.views import EntryState
from app.session import DeviceSession
from app.tips.domain import OutcomeKind
from tests.ui.city import NOW, uuid
from tests.ui.conftest import HERE, Check
from tests.ui.desk import HandExecutor
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.tips.tip_viewmodel import TipViewModel

NEW = uuid(1, 0)
IN_PROGRESS = uuid(1, 3)
WAITING = uuid(1, 4)
CLOSED = uuid(1, 5)
UNKNOWN = uuid(1, 9_999)


@pytest.fixture
def tip(session: DeviceSession, jobs: Jobs, lookups: Lookups, english: None) -> TipViewModel:
    return TipViewModel(session.tips, session.outbox, jobs, lambda: lookups, NOW.astimezone, position=lambda: HERE)


@pytest.fixture
def said(tip: TipViewModel) -> list[tuple[str, str]]:
    heard: list[tuple[str, str]] = []
    tip.said.connect(lambda words, operation: heard.append((words, operation)))
    return heard


def show(tip: TipViewModel, executor: HandExecutor, tip_id: str) -> None:
    tip.open(tip_id)
    executor.run()


def test_that_its_models_keep_qts_contract(tip: TipViewModel, executor: HandExecutor, keeps_contract: Check) -> None:
    keeps_contract(tip.story)
    keeps_contract(tip.actions)
    for tip_id in (IN_PROGRESS, CLOSED, NEW):
        show(tip, executor, tip_id)
    tip.leave()
    assert tip.story.rows == ()


def test_that_a_tip_shows_what_where_who(tip: TipViewModel, executor: HandExecutor) -> None:
    show(tip, executor, IN_PROGRESS)
    props = tip.props
    assert (props.here, props.number, props.status, props.contactName) == (
        True,
        "2026-0004",
        "In progress",
        "Marie Nováková",
    )
    assert props.hasPlace
    assert props.holder in ("Jana Dvořáková", "Petr Malý")


def test_that_an_unknown_tip_is_said_to_be_missing(tip: TipViewModel, executor: HandExecutor) -> None:
    show(tip, executor, UNKNOWN)
    assert tip.props.missing
    assert not tip.props.here


def test_that_opening_marks_it_read(tip: TipViewModel, executor: HandExecutor, session: DeviceSession) -> None:
    read: list[bool] = []
    tip.wasRead.connect(lambda: read.append(True))
    show(tip, executor, NEW)
    assert read == [True]
    assert session.outbox.summary().waiting == 0


@pytest.mark.parametrize(
    ("tip_id", "first_two"),
    [
        (NEW, ["accept", "close"]),
        (IN_PROGRESS, ["close", "note"]),
        (WAITING, ["close", "note"]),
        (CLOSED, ["note", "photo"]),
    ],
)
def test_that_the_likeliest_actions_come_first(
    tip: TipViewModel, executor: HandExecutor, tip_id: str, first_two: list[str]
) -> None:
    show(tip, executor, tip_id)
    assert [row.key for row in tip.actions.rows[:2]] == first_two


def test_that_an_officer_is_not_offered_what_is_a_supervisors(tip: TipViewModel, executor: HandExecutor) -> None:
    show(tip, executor, CLOSED)
    assert "reopen" not in [row.key for row in tip.actions.rows]


@pytest.mark.parametrize("session", ["supervisor"], indirect=True)
def test_that_a_supervisor_may_reopen(tip: TipViewModel, executor: HandExecutor, said: list[tuple[str, str]]) -> None:
    show(tip, executor, CLOSED)
    assert "reopen" in [row.key for row in tip.actions.rows]
    tip.reopen("stížnost")
    executor.run()
    assert tip.props.status == "Reopened"
    assert said[-1][0] == "Tip reopened"


def test_that_accepting_shows_at_once_and_can_be_undone(
    tip: TipViewModel, executor: HandExecutor, said: list[tuple[str, str]], session: DeviceSession
) -> None:
    show(tip, executor, NEW)
    tip.perform("accept")
    executor.run()
    assert tip.props.status == "Accepted"
    assert tip.story.rows[-1].unsent
    words, operation = said[-1]
    assert words == "Tip accepted"
    tip.undo(operation)
    executor.run()
    assert tip.props.status == "New"
    assert said[-1] == ("Taken back", "")
    assert session.outbox.summary().waiting == 0


def test_that_undo_after_sending_says_that_it_is_too_late(
    tip: TipViewModel, executor: HandExecutor, said: list[tuple[str, str]], session: DeviceSession
) -> None:
    show(tip, executor, NEW)
    tip.perform("accept")
    executor.run()
    assert isinstance(session.exchange.next_batch(), tuple)
    tip.undo(said[-1][1])
    executor.run()
    assert "can not be taken back" in said[-1][0]
    assert [entry.state for entry in session.outbox.entries()] == [EntryState.SENT]


def test_that_a_refusal_is_said_in_words(
    tip: TipViewModel, executor: HandExecutor, said: list[tuple[str, str]]
) -> None:
    show(tip, executor, IN_PROGRESS)
    tip.perform("accept")
    executor.run()
    assert said[-1] == ("It was so already; nothing had to be changed.", "")


def test_that_what_needs_words_asks_for_them(tip: TipViewModel, executor: HandExecutor) -> None:
    asked: list[object] = []
    tip.closingAsked.connect(lambda detail, kind: asked.append((detail.tip.id, kind)))
    tip.noteAsked.connect(lambda photo: asked.append(("note", photo)))
    for name in ("wait", "reopen", "assign"):
        getattr(tip, f"{name}Asked").connect(partial(asked.append, name))
    tip.perform("close")
    show(tip, executor, NEW)
    for key in ("close", "not_ours", "hand_over", "note", "photo", "wait", "reopen", "assign"):
        tip.perform(key)
    closings = [(NEW, None), (NEW, OutcomeKind.NOT_OURS), (NEW, OutcomeKind.HANDED_OVER)]
    assert asked == [*closings, ("note", False), ("note", True), "wait", "reopen", "assign"]


def test_that_a_note_carries_the_place_and_its_photo(
    tip: TipViewModel, executor: HandExecutor, session: DeviceSession, tmp_path: Path
) -> None:
    picture = tmp_path / "lampa.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    show(tip, executor, IN_PROGRESS)
    tip.addNote("Lampa nesvítí", [picture.as_uri()], True)
    executor.run()
    detail = session.tips.detail(IN_PROGRESS)
    assert detail is not None
    note = next(note for note in detail.notes if note.text == "Lampa nesvítí")
    assert note.place == HERE
    assert [view.here for view in detail.photos] == [True]
    assert {"Lampa nesvítí"} < {row.words for row in tip.story.rows if row.unsent}


def test_that_a_picture_that_is_not_taken_is_said_and_costs_neither_the_text_nor_the_other_photo(
    tip: TipViewModel, executor: HandExecutor, session: DeviceSession, said: list[tuple[str, str]], tmp_path: Path
) -> None:
    large, good, missing = tmp_path / "velka.png", tmp_path / "dobra.png", tmp_path / "neni.png"
    large.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + (10_000).to_bytes(4, "big") * 2 + bytes(64))
    good.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    show(tip, executor, IN_PROGRESS)
    before = len(said)
    tip.addNote("Díra v chodníku", [path.as_uri() for path in (large, good, missing)], False)
    executor.run()
    detail = session.tips.detail(IN_PROGRESS)
    assert detail is not None
    assert "Díra v chodníku" in [note.text for note in detail.notes]
    assert len(detail.photos) == 1
    assert len(said) == before + 1
    assert said[-1][0].startswith("The picture has more than 50 million pixels")
    tip.addNote("Díra v chodníku", [good.as_uri()], False)
    executor.run()
    assert said[-1][0] == "Note added"
    assert said[-1][1]


def test_that_waiting_names_on_whom(tip: TipViewModel, executor: HandExecutor) -> None:
    show(tip, executor, IN_PROGRESS)
    tip.wait("other_body", " technické služby ")
    executor.run()
    assert tip.props.status == "Waiting on another body: technické služby"
