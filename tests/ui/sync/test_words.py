from typing import get_args

import pytest

from app.db.outcomes import StoreFull
from app.outbox.views import EntryState
from sync.client.outcomes import (
    Cancelled,
    Diverged,
    NotEnrolled,
    Offline,
    OutOfDate,
    Phase,
    Reason,
    Revoked,
    RoundDone,
    RoundReport,
    ServerTrouble,
)
from sync.protocol.messages import Problem
from ui.sync.words import phase_words, report_words, state_words

PROBLEM = Problem("some_code", "a sentence for the log")
REPORTS: list[tuple[RoundReport, str]] = [
    (RoundDone(), "success"),
    (RoundDone(clock_off=True, offset=-7200.0), "warning"),
    (RoundDone(turned_down=2), "warning"),
    *((Offline(reason), "warning") for reason in Reason),
    (Revoked(PROBLEM), "danger"),
    (OutOfDate(PROBLEM), "danger"),
    (Diverged(PROBLEM), "danger"),
    (StoreFull(0), "danger"),
    (NotEnrolled(), "warning"),
    (ServerTrouble(PROBLEM, 500), "warning"),
    (ServerTrouble(PROBLEM, 400), "warning"),
    (RoundDone(held=2), "warning"),
    (RoundDone(unreadable=2), "warning"),
    (Cancelled(), "neutral"),
]


def test_that_the_table_names_every_end_of_a_round() -> None:
    assert {type(report) for report, _ in REPORTS} == set(get_args(RoundReport))


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("report", "tone"), REPORTS, ids=lambda value: str(value)[:40])
def test_that_every_end_has_a_headline_and_its_tone(report: RoundReport, tone: str) -> None:
    title, words, found = report_words(report)
    assert title
    assert found == tone
    assert bool(words) is (tone not in ("success", "neutral"))
    assert "sentence for the log" not in title + words


@pytest.mark.usefixtures("czech")
def test_that_no_two_ends_are_told_alike() -> None:
    told = [report_words(report) for report, _ in REPORTS]
    assert len(set(told)) == len(told)


@pytest.mark.usefixtures("czech")
@pytest.mark.parametrize(
    ("offset", "words"),
    [(120.0, "2 min"), (-3600.0, "60 min"), (7200.0, "2 h"), (2 * 86_400.0, "2 dny"), (-5 * 86_400.0, "5 dní")],
)
def test_that_a_clock_that_is_off_is_told_by_how_much(offset: float, words: str) -> None:
    assert f" o {words}." in report_words(RoundDone(clock_off=True, offset=offset))[1]


@pytest.mark.usefixtures("english")
def test_that_states_and_phases_are_told_apart() -> None:
    assert len({state_words(state)[0] for state in EntryState}) == len(EntryState)
    assert len({phase_words(phase) for phase in Phase}) == len(Phase)
    assert state_words(EntryState.REJECTED) == ("needs you", "danger")
