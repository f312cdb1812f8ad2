"""The sheet that mends a refused change, on a real store of drafts."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QUrl

from app import operations as register
from app.drafts.domain import DraftKey
from app.outbox.domain import Code
from app.outbox.views import EntryState, OutboxEntry, Refused
from app.session import DeviceSession
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipAccept, TipClose, TipNoteAdd
from tests.ui.city import NOW
from tests.ui.conftest import Check
from tests.ui.desk import HandExecutor
from tests.ui.sync.test_viewmodel import Outbox, entry
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.sync.edit_viewmodel import EditViewModel

REFUSED = entry(1, EntryState.REJECTED)
HERE = DraftKey("sync", "edit", "op1")


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def edit(outbox: Outbox, keeper: DraftKeeper, jobs: Jobs, english: None) -> EditViewModel:
    return EditViewModel(outbox, keeper, jobs=jobs, lookups=Lookups, clock=NOW.astimezone)


def of(operation: TipClose | TipAccept) -> OutboxEntry:
    return msgspec.structs.replace(REFUSED, kind=operation.KIND, payload=register.encode(operation))


def test_that_an_edited_note_is_sent_again_with_its_new_text(
    edit: EditViewModel, outbox: Outbox, executor: HandExecutor
) -> None:
    told: list[str] = []
    edit.resent.connect(told.append)
    edit.begin(REFUSED)
    assert (edit.props.text, edit.props.ready, edit.props.drafted) == ("Lampa", True, False)
    assert "no longer yours" in edit.props.why
    edit.write("")
    assert not edit.props.ready
    edit.save()
    assert outbox.asked == []
    edit.write("Lampa č. 14")
    edit.save()
    edit.save()
    executor.run()
    (asked,) = outbox.asked
    assert asked[:2] == ("resend", "op1")
    assert outbox.spent[0] is not None
    assert outbox.spent[0].key == HERE, "spent in the same transaction"
    assert asked[2]["text"] == "Lampa č. 14"
    assert told == ["Recorded anew; it goes out with the next sync."]
    assert not edit.props.drafted


def test_that_what_was_written_stays_when_it_is_refused_again(
    edit: EditViewModel, outbox: Outbox, executor: HandExecutor, session: DeviceSession
) -> None:
    outbox.answer = Refused(Code.NOT_PERMITTED)
    edit.begin(REFUSED)
    edit.write("Znovu")
    edit.save()
    executor.run()
    assert (edit.props.text, edit.props.drafted, edit.props.busy) == ("Znovu", True, False)
    assert edit.props.problem.startswith("Not sent again: Your role may not")
    assert [draft.content["text"] for draft in session.drafts.all()] == ["Znovu"]


def test_that_a_store_that_fails_says_so_and_keeps_the_text(
    edit: EditViewModel, outbox: Outbox, executor: HandExecutor
) -> None:
    outbox.broken = True
    edit.begin(REFUSED)
    edit.write("Znovu")
    edit.save()
    executor.run()
    assert edit.props.problem.startswith("It could not be recorded. What you wrote is kept here")
    assert edit.props.text == "Znovu"


def test_that_every_field_outlives_the_sheet(edit: EditViewModel, keeper: DraftKeeper) -> None:
    closing = of(TipClose(seen=Status.NEW, outcome=Outcome(OutcomeKind.SOLVED, reply="Hotovo")))
    edit.begin(closing)
    edit.chooseOutcome("not_ours")
    edit.nameBody("kraj")
    edit.write("Vyřizuje kraj")
    edit.hide()
    edit.begin(REFUSED)
    assert edit.props.outcome == ""
    edit.begin(closing)
    assert (edit.props.outcome, edit.props.body, edit.props.text) == ("not_ours", "kraj", "Vyřizuje kraj")


def test_that_a_body_stays_for_who_chooses_its_outcome_again(edit: EditViewModel) -> None:
    edit.begin(of(TipClose(seen=Status.NEW, outcome=Outcome(OutcomeKind.NOT_OURS, body="kraj"))))
    edit.chooseOutcome("solved")
    edit.chooseOutcome("handed_over")
    assert edit.props.body == "kraj"


def test_that_a_change_without_words_has_no_sheet(edit: EditViewModel) -> None:
    begun: list[bool] = []
    edit.begun.connect(lambda: begun.append(True))
    edit.begin(of(TipAccept(Status.NEW)))
    assert begun == []
    assert edit.key is None


def test_that_what_is_as_it_was_is_no_draft(edit: EditViewModel, keeper: DraftKeeper) -> None:
    edit.begin(REFUSED)
    edit.write("Lampa!")
    assert keeper.get(HERE) is not None
    edit.write("Lampa")
    assert keeper.get(HERE) is None


def test_that_discarding_shows_what_was_refused_and_comes_back(edit: EditViewModel, keeper: DraftKeeper) -> None:
    edit.begin(REFUSED)
    edit.write("Jinak")
    edit.discard()
    edit.hide()
    edit.begin(REFUSED)
    assert edit.props.text == "Lampa"
    keeper.restore()
    assert edit.props.text == "Jinak", "put back while the sheet is open"


def test_that_its_model_keeps_qts_contract(edit: EditViewModel, keeps_contract: Check) -> None:
    keeps_contract(edit.outcomes)
    edit.begin(of(TipClose(seen=Status.NEW, outcome=Outcome(OutcomeKind.SOLVED))))
    assert edit.outcomes.count == 5


def test_that_the_text_can_be_saved_to_a_file(edit: EditViewModel, executor: HandExecutor, tmp_path: Path) -> None:
    target = tmp_path / "text.txt"
    edit.begin(REFUSED)
    edit.write("Lampa č. 14")
    edit.saveText(QUrl.fromLocalFile(str(target)))
    executor.run()
    assert "Lampa č. 14" in target.read_text(encoding="utf-8").splitlines()
    assert edit.props.saved.startswith("The text was written")
    edit.saveText(QUrl.fromLocalFile(str(tmp_path)))
    executor.run()
    assert edit.props.problem.startswith("The file could not be written there")
    assert edit.props.saved == ""


def test_that_a_note_is_kept_under_its_own_change(edit: EditViewModel, keeper: DraftKeeper) -> None:
    edit.begin(REFUSED)
    edit.write("Jinak")
    (draft,) = keeper.drafts
    assert (draft.key, draft.title) == (HERE, "Note · Podnět 1")
    assert REFUSED.kind == TipNoteAdd.KIND
