"""A few short schedules of a town; many long ones, on each database, are ``make soak``.

What each of these is about is planted as a fault in ``tests/mutants``; a schedule that was never red proves nothing.
"""

from pathlib import Path

import pytest

from tests.faults.town.schedule import Step, carry_out, drawn, shortened
from tests.faults.town.world import RELAY, Worker

WORK, FETCH = Step("work", (), (Worker(),)), Step("fetch", (), (Worker(),))
TIP, ASK, SHUT = Step("tip", (1, 1)), Step("ask", (0, 0)), Step("shut", (0, 0))


def relay(word: str) -> Step:
    return Step("relay", (RELAY.index(word), 0))


def dies(*moments: int) -> list[Step]:
    """A worker dies at each of these moments, and its lease ends."""
    lease = Step("forward", (121,))
    return [step for at in moments for step in (Step("work", (), (Worker(dies_at=at),)), lease)]


SCHEDULES: dict[str, list[Step]] = {
    "workers die at every moment of a job, then the relay breaks off": [
        WORK, Step("count", (2, 0)), *dies(*range(10, 17)), TIP, WORK, ASK, relay("RCPT 450 busy"), WORK, relay("cut"),
        Step("forward", (70,)), WORK,
    ],
    "a backup is put back": [
        TIP, Step("back_up"), WORK, ASK, SHUT, Step("rating", (1, 1)), Step("mail", (0, 0)), FETCH,
        Step("news", (0, 1)), Step("forward", (700,)), WORK, Step("restore"), Step("again", (1, 0)),
    ],
    "the clock jumps": [
        Step("tip", (7, 1)), WORK, Step("leap", (40_000_000,)), Step("tip", (1, 0)), Step("rating", (1, 1)), WORK,
        Step("tip", (1, 1)), Step("mail", (0, 1)), FETCH, Step("correct"), WORK,
    ],
}  # fmt: skip


@pytest.fixture
def database_kind() -> str:
    """As the soak, by turns."""
    return "sqlite"


@pytest.mark.parametrize("name", SCHEDULES)
def test_that_nothing_is_lost_doubled_or_left(name: str, database_url: str, tmp_path: Path) -> None:
    assert carry_out(SCHEDULES[name], tmp_path / "town", database_url).violation == ""


def test_that_a_drawn_schedule_holds_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    run = carry_out(drawn(3, 14), tmp_path / "town", postgres_url)
    assert run.violation == ""
    assert run.sent > 0


def test_that_a_seed_draws_the_same_schedule_again_and_a_broken_one_gets_shorter() -> None:
    steps = drawn(7)
    assert [str(step) for step in steps] == [str(step) for step in drawn(7)]
    assert steps != drawn(8)
    bad = {id(steps[5]), id(steps[30])}
    short = shortened(steps, lambda fewer: bad <= {id(step) for step in fewer}, tries=200)
    assert {id(step) for step in short} == bad
