from dataclasses import replace

import pytest

from app.districts.domain import ReplyTemplate
from app.tips.domain import Outcome, OutcomeKind, Tip
from app.tips.views import TipDetail
from ui.lookups import Lookups
from ui.tips.closing import ClosingInputs, content, derive, ending, named, resumed, with_template, written

TIP = Tip(id="t1", number="2026-0001", title="Vrak", category="parking", created_at="2026-03-10T08:00:00Z")
DETAIL = TipDetail(TIP, None, (), (), (), (), frozenset())
HANDED = ReplyTemplate("r1", "handed_over", "Předáno", "Předali jsme: {body}.")
SOLVED = ReplyTemplate("r2", "solved", "Vyřešeno", "Podnět {number} je vyřešen.")
EMPTY = ClosingInputs(detail=DETAIL, lookups=Lookups(templates=(HANDED, SOLVED)))


@pytest.mark.parametrize(
    ("inputs", "outcome"),
    [
        (EMPTY, None),
        (replace(EMPTY, kind=OutcomeKind.SOLVED, body="kdosi", reply=" Hotovo "), ("solved", "", None, "Hotovo")),
        (replace(EMPTY, kind=OutcomeKind.NOT_OURS, body=" "), None),
        (replace(EMPTY, kind=OutcomeKind.NOT_OURS, body=" kraj "), ("not_ours", "kraj", None, "")),
        (replace(EMPTY, kind=OutcomeKind.DUPLICATE), None),
        (replace(EMPTY, kind=OutcomeKind.DUPLICATE, duplicate_of="t2"), ("duplicate", "", "t2", "")),
    ],
)
@pytest.mark.usefixtures("english")
def test_that_a_closing_is_ready_when_its_outcome_is_said_whole(
    inputs: ClosingInputs, outcome: tuple[str, str, str | None, str] | None
) -> None:
    assert inputs.outcome == (Outcome(OutcomeKind(outcome[0]), *outcome[1:]) if outcome else None)
    assert derive(inputs).ready is (outcome is not None)


def test_that_an_outcome_brings_its_reply_and_another_outcome_another() -> None:
    handed = ending(EMPTY, OutcomeKind.HANDED_OVER)
    assert (handed.template, handed.reply, handed.edited) == ("r1", "Předali jsme: .", False)
    assert named(handed, "TS").reply == "Předali jsme: TS."
    assert ending(handed, OutcomeKind.SOLVED).reply == "Podnět 2026-0001 je vyřešen."
    assert ending(handed, OutcomeKind.MONITORED).reply == ""


def test_that_the_officers_own_reply_outlasts_every_choice() -> None:
    own = written(ending(EMPTY, OutcomeKind.HANDED_OVER), "Má slova")
    assert ending(own, OutcomeKind.SOLVED).reply == named(own, "TS").reply == "Má slova"
    assert with_template(own, SOLVED).reply == "Má slova\n\nPodnět 2026-0001 je vyřešen."


def test_that_a_kept_closing_comes_back_whole_and_outranks_the_button() -> None:
    kept = content(written(named(ending(EMPTY, OutcomeKind.NOT_OURS), "kraj"), "Má slova"))
    again = resumed(replace(EMPTY, preset=OutcomeKind.SOLVED), kept)
    assert (again.kind, again.body, again.reply, again.edited) == (OutcomeKind.NOT_OURS, "kraj", "Má slova", True)
    assert content(again) == kept
    assert resumed(replace(EMPTY, preset=OutcomeKind.SOLVED), {}).kind is OutcomeKind.SOLVED
    assert resumed(EMPTY, {"outcome": "of another version"}).kind is None
