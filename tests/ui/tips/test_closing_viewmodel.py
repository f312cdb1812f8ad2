import pytest

from app.session import DeviceSession
from app.tips.domain import OutcomeKind, Status
from app.tips.operations import TipClose
from app.tips.views import TipDetail
from tests.ui.city import uuid
from tests.ui.conftest import Check
from tests.ui.desk import HandExecutor
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.tips.closing_viewmodel import ClosingViewModel, fill

TIP = uuid(1, 3)
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def detail(session: DeviceSession) -> TipDetail:
    found = session.tips.detail(TIP)
    assert found is not None
    return found


@pytest.fixture
def closing(session: DeviceSession, jobs: Jobs, lookups: Lookups, detail: TipDetail) -> ClosingViewModel:
    model = ClosingViewModel(session.tips, jobs, lambda: lookups)
    model.begin(detail)
    return model


@pytest.fixture
def decided(closing: ClosingViewModel) -> list[TipClose]:
    heard: list[TipClose] = []
    closing.decided.connect(lambda tip_id, operation: heard.append(operation) if tip_id == TIP else None)
    return heard


def test_that_its_models_keep_qts_contract(
    closing: ClosingViewModel, executor: HandExecutor, keeps_contract: Check
) -> None:
    for model in (closing.outcomes, closing.templates, closing.candidates):
        keeps_contract(model)
    for kind in OutcomeKind:
        closing.choose(kind.value)
        executor.run()
    assert len(closing.outcomes.rows) == len(OutcomeKind)


def test_that_two_touches_close_a_solved_tip(closing: ClosingViewModel, decided: list[TipClose]) -> None:
    closing.choose("solved")
    closing.close()
    assert decided[0].seen is Status.IN_PROGRESS
    assert decided[0].outcome.kind is OutcomeKind.SOLVED
    assert decided[0].outcome.reply.startswith("Dobrý den")


def test_that_nothing_is_closed_without_an_outcome(closing: ClosingViewModel, decided: list[TipClose]) -> None:
    assert not closing.props.ready
    closing.close()
    assert decided == []


@pytest.mark.parametrize("kind", ["handed_over", "not_ours"])
def test_that_it_must_be_said_whose_it_is(closing: ClosingViewModel, decided: list[TipClose], kind: str) -> None:
    closing.choose(kind)
    closing.close()
    assert decided == []
    closing.name("Technické služby")
    assert "Technické služby" in closing.props.reply
    closing.close()
    assert decided[0].outcome.body == "Technické služby"


def test_that_an_edited_reply_is_not_overwritten(closing: ClosingViewModel) -> None:
    closing.choose("solved")
    closing.write("Vlastní slova")
    closing.choose("not_found")
    closing.name("někdo")
    assert closing.props.reply == "Vlastní slova"
    closing.useTemplate(closing.templates.rows[0].templateId)
    assert closing.props.reply != "Vlastní slova"


def test_that_the_resident_gets_what_is_shown(closing: ClosingViewModel, decided: list[TipClose]) -> None:
    closing.choose("handed_over")
    closing.name("Technické služby")
    assert closing.props.headline == "Your tip 2026-0004 “Vrak bez značek stojí měsíc”: handed over (Technické služby)"
    closing.close()
    assert decided[0].outcome.reply == closing.props.reply


def test_that_a_duplicate_names_the_other_tip(
    closing: ClosingViewModel, executor: HandExecutor, decided: list[TipClose]
) -> None:
    closing.choose("duplicate")
    executor.run()
    candidates = closing.candidates.rows
    assert candidates
    assert TIP not in [row.tipId for row in candidates]
    closing.close()
    assert decided == []
    closing.chooseDuplicate(candidates[0].tipId, candidates[0].title)
    closing.close()
    assert decided[0].outcome.duplicate_of == candidates[0].tipId


def test_that_a_button_that_said_the_outcome_chooses_it(closing: ClosingViewModel, detail: TipDetail) -> None:
    closing.begin(detail, OutcomeKind.NOT_OURS)
    assert closing.props.kind == "not_ours"
    assert closing.props.needsBody


def test_that_an_unknown_place_of_a_template_stays_as_it_is(detail: TipDetail) -> None:
    assert fill("{number} {body} {nic}", detail.tip, "TS", "") == "2026-0004 TS {nic}"


def test_that_the_recorded_closing_is_accepted_by_the_rules(
    closing: ClosingViewModel, decided: list[TipClose], session: DeviceSession
) -> None:
    closing.choose("monitored")
    closing.close()
    session.tips.act(TIP, decided[0])
    found = session.tips.detail(TIP)
    assert found is not None
    assert found.tip.status is Status.CLOSED
