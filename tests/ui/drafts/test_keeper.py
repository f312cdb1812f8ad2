"""What is written reaches the disk in time: while one types, at the lock, and when the process is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.drafts.domain import DraftKey, text_of
from app.session import DeviceSession, open_session
from tests.ui.city import KEY, NOW, open_city
from tests.ui.desk import HandExecutor
from ui.drafts.keeper import DELAY_MS, DraftKeeper
from ui.jobs import Jobs

NOTE = DraftKey("tips", "note", "t")
TYPED = 120


def test_that_a_letter_waits_a_quarter_of_a_second_at_most() -> None:
    assert DELAY_MS <= 250


def test_that_a_killed_process_loses_no_more_than_the_last_moment(tmp_path: Path) -> None:
    open_city(tmp_path / "device", count=1).close()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.drafts.writer_process", str(tmp_path / "device")],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert process.stdout is not None
    typed = 0
    for line in process.stdout:
        typed = int(line)
        if typed == TYPED:
            process.send_signal(signal.SIGKILL)
            break
    for line in process.stdout:
        typed = int(line)
    process.wait()
    process.stdout.close()
    session = open_session(tmp_path / "device", KEY)
    assert isinstance(session, DeviceSession)
    (kept,) = session.drafts.all()
    session.close()
    lost = typed - len(text_of(kept.content, "text"))
    assert 0 <= lost <= 60, f"{lost} of {typed} letters are gone"


def test_that_leaving_the_app_hands_everything_over_at_once(
    keeper: DraftKeeper, executor: HandExecutor, session: DeviceSession
) -> None:
    keeper.write(NOTE, {"text": "a"})
    assert not executor.queue, "typing itself writes nothing yet"
    keeper._state_changed(Qt.ApplicationState.ApplicationInactive)
    executor.run()
    assert [text_of(one.content, "text") for one in session.drafts.all()] == ["a"]


def test_that_the_lock_writes_what_the_lane_never_came_to(
    keeper: DraftKeeper, executor: HandExecutor, session: DeviceSession
) -> None:
    keeper.write(NOTE, {"text": "ab"})
    keeper.flush()
    assert executor.queue, "on its way, and the lane is busy with something else"
    keeper.stop()
    assert [text_of(one.content, "text") for one in session.drafts.all()] == ["ab"]


def test_that_going_on_typing_puts_nothing_off(keeper: DraftKeeper) -> None:
    keeper.write(NOTE, {"text": "a"})
    QTest.qWait(DELAY_MS // 2)
    left = keeper._waiting.remainingTime()
    keeper.write(NOTE, {"text": "ab"})
    assert keeper._waiting.remainingTime() <= left < DELAY_MS


def test_that_what_was_discarded_comes_back_above_what_was_written_since(keeper: DraftKeeper) -> None:
    keeper.write(NOTE, {"text": "první", "mood": 1})
    keeper.discard(NOTE)
    assert keeper.get(NOTE) is None
    keeper.write(NOTE, {"text": "druhé"})
    assert keeper.restore() == NOTE
    draft = keeper.get(NOTE)
    assert draft is not None
    assert draft.content["text"] == "první\n\ndruhé"


def test_that_fields_of_another_version_are_carried_along(
    session: DeviceSession, jobs: Jobs, executor: HandExecutor
) -> None:
    first = DraftKeeper(session.drafts, jobs, NOW.astimezone)
    first.write(NOTE, {"text": "a", "mood": [1]})
    first.stop()
    second = DraftKeeper(session.drafts, jobs, NOW.astimezone)
    second.write(NOTE, {"text": "b"})
    second.stop()
    assert session.drafts.all()[0].content == {"text": "b", "mood": [1]}


@pytest.mark.parametrize("times", [1, 2])
def test_that_a_spent_draft_is_not_offered_again(
    keeper: DraftKeeper, executor: HandExecutor, session: DeviceSession, times: int
) -> None:
    for _ in range(times):
        keeper.write(NOTE, {"text": "a"})
        draft = keeper.settle(NOTE)
        assert draft is not None
        executor.run()
        session.drafts.discard(draft)
        keeper.spent(draft)
    assert keeper.drafts == ()
    assert session.drafts.all() == ()
