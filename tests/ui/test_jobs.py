import threading
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk import HandExecutor
from ui.jobs import Answer, Err, Jobs, Lane, Ok, PoolExecutor


def test_that_an_answer_waits_for_the_gui_thread(jobs: Jobs, executor: HandExecutor) -> None:
    answers: list[Answer[int]] = []
    jobs.run(Lane.DATABASE, lambda: 6 * 7, answers.append)
    executor.queue.popleft()[1]()
    assert answers == []
    assert jobs.waiting == 1
    executor.run()
    assert answers == [Ok(42)]
    assert jobs.waiting == 0


def test_that_a_failure_is_an_answer(jobs: Jobs, executor: HandExecutor, caplog: pytest.LogCaptureFixture) -> None:
    answers: list[Answer[None]] = []

    def fail() -> None:
        raise ValueError("Marie Nováková")

    jobs.run(Lane.NETWORK, fail, answers.append)
    executor.run()
    assert isinstance(answers[0], Err)
    assert isinstance(answers[0].error, ValueError)
    assert "ValueError" in caplog.text
    assert "Nováková" not in caplog.text


def test_that_a_lane_keeps_the_order_and_lanes_run_beside_each_other(qtbot: QtBot) -> None:
    jobs = Jobs(PoolExecutor())
    gate = threading.Event()
    order: list[str] = []
    answers: list[object] = []

    def note(name: str) -> str:
        order.append(name)
        return name

    def wait() -> str:
        gate.wait(180)
        return note("network")

    with qtbot.waitSignal(jobs.idle, timeout=180_000):
        jobs.run(Lane.NETWORK, wait, answers.append)
        for number in range(5):
            jobs.run(Lane.DATABASE, partial(note, str(number)), answers.append)
        jobs.run(Lane.DATABASE, gate.set, answers.append)
    assert order == ["0", "1", "2", "3", "4", "network"]
    assert len(answers) == 7
    jobs.close()


def test_that_answers_arrive_on_the_gui_thread(qtbot: QtBot) -> None:
    jobs = Jobs(PoolExecutor())
    threads: list[tuple[Answer[int], int]] = []
    with qtbot.waitSignal(jobs.idle, timeout=180_000):
        jobs.run(Lane.DATABASE, threading.get_ident, lambda ran: threads.append((ran, threading.get_ident())))
    ran, delivered = threads[0]
    assert isinstance(ran, Ok)
    assert ran.value != delivered == threading.get_ident()
    jobs.close()


def test_that_a_detached_runner_delivers_nothing_more(jobs: Jobs, executor: HandExecutor) -> None:
    answers: list[Answer[int]] = []
    jobs.run(Lane.DATABASE, lambda: 1, answers.append)
    executor.queue.popleft()[1]()
    jobs.detach()
    jobs.run(Lane.DATABASE, lambda: 2, answers.append)
    executor.run()
    assert answers == []
