import pytest

from app.drafts.domain import Draft, DraftKey
from app.identifiers import new_id
from app.outbox.views import EntryState, Recorded
from app.session import DeviceSession
from app.tips.domain import OutcomeKind
from app.tips.operations import TipNoteAdd
from tests.ui.city import COLLEAGUE, NOW, uuid
from tests.ui.conftest import Check
from tests.ui.desk import HandExecutor
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.tips.acting import ActingTools
from ui.tips.tip_viewmodel import TipViewModel

NEW = uuid(1, 0)
IN_PROGRESS = uuid(1, 3)
WAITING = uuid(1, 4)
CLOSED = uuid(1, 5)
CLOSED_LONG_AGO = uuid(1, 25)
UNKNOWN = uuid(1, 9_999)
NOTE = DraftKey("tips", "note", NEW)
AT = "2026-06-01T12:00:00Z"


@pytest.fixture
def tip(session: DeviceSession, keeper: DraftKeeper, jobs: Jobs, lookups: Lookups, english: None) -> TipViewModel:
    tools = ActingTools(session.tips, session.outbox, keeper, jobs, lambda: lookups, NOW.astimezone)
    return TipViewModel(session.tips, tools)


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
    keeps_contract(tip.likeliest)
    keeps_contract(tip.further)
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
        (CLOSED, ["note", "reopen"]),
        (CLOSED_LONG_AGO, ["note", "photo"]),
    ],
)
def test_that_the_likeliest_actions_come_first(
    tip: TipViewModel, executor: HandExecutor, tip_id: str, first_two: list[str]
) -> None:
    show(tip, executor, tip_id)
    assert [row.key for row in tip.actions[:2]] == first_two


def test_that_an_officer_is_not_offered_what_is_a_supervisors(tip: TipViewModel, executor: HandExecutor) -> None:
    show(tip, executor, CLOSED_LONG_AGO)
    assert "reopen" not in [row.key for row in tip.actions]


@pytest.mark.parametrize("session", ["supervisor"], indirect=True)
def test_that_a_supervisor_may_reopen(tip: TipViewModel, executor: HandExecutor) -> None:
    show(tip, executor, CLOSED)
    assert "reopen" in [row.key for row in tip.actions]


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
    assert said[-1] == ("Taken back.", "")
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


def test_that_what_needs_words_asks_for_them_with_the_tip_in_sight(tip: TipViewModel, executor: HandExecutor) -> None:
    asked: list[tuple[str, object]] = []
    tip.closingAsked.connect(lambda detail, kind: asked.append((detail.tip.id, kind)))
    tip.noteAsked.connect(lambda detail, photo: asked.append((detail.tip.id, photo)))
    tip.formAsked.connect(lambda detail, form: asked.append((detail.tip.id, form.key)))
    tip.perform("close")
    show(tip, executor, NEW)
    for key in ("close", "not_ours", "hand_over", "note", "photo", "wait", "reopen"):
        tip.perform(key)
    said = [None, OutcomeKind.NOT_OURS, OutcomeKind.HANDED_OVER, False, True, "wait", "reopen"]
    assert asked == [(NEW, one) for one in said]


@pytest.mark.parametrize("session", ["supervisor"], indirect=True)
def test_that_the_tip_that_was_asked_about_is_assigned_whatever_is_in_sight(
    tip: TipViewModel, executor: HandExecutor, session: DeviceSession
) -> None:
    show(tip, executor, NEW)
    tip.perform("assign")
    show(tip, executor, IN_PROGRESS)
    tip.assign(COLLEAGUE, "")
    executor.run()
    assert [(entry.kind, entry.target) for entry in session.outbox.entries()] == [("tip.assign", NEW)]


def test_that_an_action_is_of_the_version_that_was_shown(
    tip: TipViewModel, executor: HandExecutor, session: DeviceSession
) -> None:
    show(tip, executor, NEW)
    detail = tip.detail
    assert detail is not None
    tip.perform("accept")
    executor.run()
    (sent,) = session.exchange.next_batch()  # type: ignore[misc]
    assert sent.base == detail.tip.version


def test_that_a_button_says_that_something_is_being_written(
    tip: TipViewModel, keeper: DraftKeeper, executor: HandExecutor
) -> None:
    begun = [DraftKey("tips", sheet, NEW) for sheet in ("note", "close")]
    for key in begun:
        keeper.write(key, {"text": "Svítí."})
    show(tip, executor, NEW)
    assert [(row.words, row.going) for row in tip.actions[:3]] == [
        ("Accept", False), ("Go on closing", True), ("Go on with the note", True),
    ]  # fmt: skip
    for key in begun:
        keeper.discard(key)
    tip.mark()
    assert [row.words for row in tip.actions[:3]] == ["Accept", "Close tip", "Note"]


def _two_notes(session: DeviceSession) -> tuple[str, str]:
    done = [session.tips.act(NEW, TipNoteAdd(note_id=new_id(), text=text)) for text in ("a", "b")]
    first, second = (one.operation_id for one in done if isinstance(one, Recorded))
    return first, second


def test_that_what_was_recorded_together_is_taken_back_together_and_is_a_draft_again(
    tip: TipViewModel, executor: HandExecutor, session: DeviceSession, keeper: DraftKeeper
) -> None:
    show(tip, executor, NEW)
    both = " ".join(_two_notes(session))
    keeper.spent(Draft(NOTE, new_id(), session.me.id, AT, content={"text": "a\n\nb"}), both)
    tip.undo(both)
    executor.run()
    assert session.outbox.summary().waiting == 0
    (on_disk,) = session.drafts.all()
    assert (on_disk.key, on_disk.content["text"]) == (NOTE, "a\n\nb")
    assert keeper.get(NOTE) == on_disk


def test_that_nothing_is_taken_back_where_a_part_of_it_was_sent(
    tip: TipViewModel, said: list[tuple[str, str]], executor: HandExecutor, session: DeviceSession, keeper: DraftKeeper
) -> None:
    show(tip, executor, NEW)
    first, second = _two_notes(session)
    keeper.spent(Draft(NOTE, new_id(), session.me.id, AT, content={"text": "a\n\nb"}), f"{first} {second}")
    session.exchange.next_batch(1)
    waiting = session.outbox.summary().waiting
    tip.undo(f"{second} {first}")
    executor.run()
    assert said[-1] == ("It was sent already and can not be taken back.", "")
    assert session.outbox.summary().waiting == waiting
    assert session.drafts.all() == ()
