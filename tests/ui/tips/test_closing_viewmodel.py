from collections.abc import Callable
from dataclasses import replace

import pytest

from app import operations as register
from app.session import DeviceSession
from app.tips.domain import OutcomeKind, Status
from app.tips.operations import TipClose
from app.tips.views import TipDetail
from tests.ui.city import NOW, uuid
from tests.ui.conftest import Check
from tests.ui.desk import HandExecutor
from ui.drafts.keeper import DraftKeeper
from ui.tips.closing_viewmodel import ClosingViewModel
from ui.tips.sheet import SheetTools

TIP = uuid(1, 3)
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def detail(session: DeviceSession) -> TipDetail:
    found = session.tips.detail(TIP)
    assert found is not None
    return found


@pytest.fixture
def closing(session: DeviceSession, tools: SheetTools, detail: TipDetail) -> ClosingViewModel:
    model = ClosingViewModel(tools, session.tips)
    model.begin(detail)
    return model


@pytest.fixture
def decided(closing: ClosingViewModel, session: DeviceSession, executor: HandExecutor) -> Callable[[], list[TipClose]]:
    def recorded() -> list[TipClose]:
        executor.run()
        found = [register.decode(one.kind, 2, one.payload) for one in session.outbox.entries()]
        return [one for one in found if isinstance(one, TipClose)]

    return recorded


def test_that_its_models_keep_qts_contract(
    closing: ClosingViewModel, executor: HandExecutor, keeps_contract: Check
) -> None:
    for model in (closing.outcomes, closing.templates, closing.candidates):
        keeps_contract(model)
    for kind in OutcomeKind:
        closing.choose(kind.value)
        executor.run()
    assert len(closing.outcomes.rows) == len(OutcomeKind)


def test_that_two_touches_close_a_solved_tip(closing: ClosingViewModel, decided: Callable[[], list[TipClose]]) -> None:
    closing.choose("solved")
    closing.close()
    assert decided()[0].seen is Status.IN_PROGRESS
    assert decided()[0].outcome.kind is OutcomeKind.SOLVED
    assert decided()[0].outcome.reply.startswith("Dobrý den")


def test_that_nothing_is_closed_without_an_outcome(
    closing: ClosingViewModel, decided: Callable[[], list[TipClose]]
) -> None:
    assert not closing.props.ready
    closing.close()
    assert decided() == []


@pytest.mark.parametrize("kind", ["handed_over", "not_ours"])
def test_that_it_must_be_said_whose_it_is(
    closing: ClosingViewModel, decided: Callable[[], list[TipClose]], kind: str
) -> None:
    closing.choose(kind)
    closing.close()
    assert decided() == []
    closing.name("Technické služby")
    assert "Technické služby" in closing.props.reply
    closing.close()
    assert decided()[0].outcome.body == "Technické služby"


def test_that_an_edited_reply_is_not_overwritten(closing: ClosingViewModel) -> None:
    closing.choose("solved")
    closing.write("Vlastní slova")
    closing.choose("not_found")
    closing.name("někdo")
    assert closing.props.reply == "Vlastní slova"
    closing.useTemplate(closing.templates.rows[0].templateId)
    assert closing.props.reply.startswith("Vlastní slova\n\nDobrý den, na místě")
    closing.choose("solved")
    closing.useTemplate(closing.templates.rows[1].templateId)
    assert closing.props.reply.startswith("Vlastní slova\n\nDobrý den")
    assert "na místě Palackého" not in closing.props.reply


def test_that_the_resident_gets_what_is_shown(closing: ClosingViewModel, decided: Callable[[], list[TipClose]]) -> None:
    closing.choose("handed_over")
    closing.name("Technické služby")
    assert closing.props.headline == "Your tip 2026-0004 “Vrak bez značek stojí měsíc”: handed over (Technické služby)"
    closing.close()
    assert decided()[0].outcome.reply == closing.props.reply


def test_that_a_duplicate_names_the_other_tip(
    closing: ClosingViewModel, executor: HandExecutor, decided: Callable[[], list[TipClose]]
) -> None:
    closing.choose("duplicate")
    executor.run()
    candidates = closing.candidates.rows
    assert candidates
    assert TIP not in [row.tipId for row in candidates]
    closing.close()
    assert decided() == []
    closing.chooseDuplicate(candidates[0].tipId, candidates[0].title)
    closing.close()
    assert decided()[0].outcome.duplicate_of == candidates[0].tipId


def test_that_a_button_that_said_the_outcome_chooses_it(closing: ClosingViewModel, detail: TipDetail) -> None:
    closing.begin(detail, OutcomeKind.NOT_OURS)
    assert closing.props.kind == "not_ours"
    assert closing.props.needsBody


def test_that_a_reply_edited_in_its_middle_is_the_officers_own(closing: ClosingViewModel) -> None:
    closing.choose("solved")
    edited = closing.props.reply.replace("Dobrý den", "Dobrý večer").replace(".", "!")
    closing.write(edited)
    closing.useTemplate(closing.templates.rows[1].templateId)
    assert closing.props.reply.startswith(edited)
    assert len(closing.props.reply) > len(edited)


def test_that_what_stands_before_a_prepared_reply_stays_when_another_takes_its_place(
    closing: ClosingViewModel, executor: HandExecutor
) -> None:
    closing.choose("handed_over")
    closing.write("Pane Nováku. " + closing.props.reply)
    closing.name("technické služby")
    assert closing.props.reply.startswith("Pane Nováku. Dobrý den, podnět jsme předali: technické služby.")
    closing.choose("solved")
    closing.useTemplate(closing.templates.rows[0].templateId)
    assert closing.props.reply.startswith("Pane Nováku. Dobrý den")
    assert "předali" not in closing.props.reply


def test_that_the_recorded_closing_closes_the_tip_on_which_it_opened(
    closing: ClosingViewModel, decided: Callable[[], list[TipClose]], session: DeviceSession
) -> None:
    closing.choose("monitored")
    closing.close()
    assert len(decided()) == 1
    found = session.tips.detail(TIP)
    assert found is not None
    assert found.tip.status is Status.CLOSED


def test_that_all_of_the_sheet_comes_back(
    closing: ClosingViewModel, detail: TipDetail, session: DeviceSession, tools: SheetTools, executor: HandExecutor
) -> None:
    closing.choose("duplicate")
    closing.chooseDuplicate(uuid(1, 7), "Jiný")
    closing.choose("handed_over")
    closing.name("kraj")
    closing.write("Má slova")
    before = closing.props
    closing.hide()
    executor.run()
    after_restart = DraftKeeper(session.drafts, tools.jobs, NOW.astimezone)
    again = ClosingViewModel(replace(tools, drafts=after_restart), session.tips)
    again.begin(detail)
    assert again.props == before
    assert again.props.drafted
    again.useTemplate(again.templates.rows[0].templateId)
    assert again.props.reply.startswith("Má slova\n\nDobrý den, podnět jsme předali: kraj.")
    after_restart.stop()


def test_that_looking_at_the_sheet_begins_no_draft(
    closing: ClosingViewModel, detail: TipDetail, tools: SheetTools
) -> None:
    closing.begin(detail, OutcomeKind.HANDED_OVER)
    assert closing.props.reply
    assert not closing.props.drafted
    assert tools.drafts.drafts == ()
    closing.choose("solved")
    assert closing.props.drafted
