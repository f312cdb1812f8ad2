"""What is written reaches the disk in time: while one types, at the lock, and when the process is killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.db.outcomes import StoreFull
from app.drafts.domain import Draft, DraftKey, NotKept, text_of
from app.outbox.views import Refused
from app.photos.domain import TakenPhoto
from app.session import DeviceSession, open_session
from tests.ui.city import KEY, NOW, open_city
from tests.ui.desk import HandExecutor
from ui.drafts.keeper import DELAY_MS, DraftKeeper, Unkept
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


def test_that_what_was_discarded_comes_back_with_every_field_above_what_was_written_since(
    keeper: DraftKeeper, executor: HandExecutor, session: DeviceSession
) -> None:
    keeper.write(NOTE, {"text": "první", "mood": 1, "photos": [{"sha256": "a"}], "body": "kraj"})
    keeper.discard(NOTE)
    assert keeper.get(NOTE) is None
    keeper.write(NOTE, {"text": "druhé", "photos": [{"sha256": "b"}]})
    shown: list[DraftKey] = []
    keeper.restored.connect(shown.append)
    assert keeper.restore() == NOTE
    both = {"text": "první\n\ndruhé", "mood": 1, "photos": [{"sha256": "a"}, {"sha256": "b"}], "body": "kraj"}
    assert shown == [NOTE]
    executor.run()
    assert [draft.content for draft in session.drafts.all()] == [both]
    assert keeper.restore() is None, "what was put back once is not put back again"


class Failing:
    """A store of drafts that answers as it is told to."""

    author = "me"

    def __init__(self) -> None:
        self.put_answer: StoreFull | NotKept | Exception | None = None
        self.discard_answer: StoreFull | Exception | None = None

    def all(self) -> tuple[Draft, ...]:
        return ()

    def put(self, drafts: Sequence[Draft]) -> StoreFull | NotKept | None:
        assert drafts
        if isinstance(self.put_answer, Exception):
            raise self.put_answer
        return self.put_answer

    def discard(self, draft: Draft) -> StoreFull | None:
        assert draft.content
        if isinstance(self.discard_answer, Exception):
            raise self.discard_answer
        return self.discard_answer

    def take_photo(self, content: Path) -> TakenPhoto | Refused | StoreFull:
        raise NotImplementedError(content)


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (StoreFull(0), Unkept.FULL),
        (OSError("database is locked"), Unkept.BROKEN),
        (NotKept(), Unkept.TOO_LONG),
        (NotKept(too_many=True), Unkept.TOO_MANY),
    ],
)
def test_that_what_does_not_reach_the_disk_is_told_once_until_it_does(
    jobs: Jobs, executor: HandExecutor, answer: StoreFull | NotKept | Exception, trouble: Unkept
) -> None:
    store = Failing()
    keeper = DraftKeeper(store, jobs, NOW.astimezone)
    told: list[Unkept | None] = []
    keeper.unkept.connect(lambda: told.append(keeper.trouble))
    store.put_answer = answer
    for text in ("a", "ab", "abc"):
        keeper.write(NOTE, {"text": text})
        keeper.flush()
        executor.run()
    assert told == [trouble]
    draft = keeper.get(NOTE)
    assert draft is not None
    assert draft.content["text"] == "abc"
    store.put_answer = None
    keeper.flush()
    executor.run()
    assert told == [trouble, None]
    keeper.stop()


@pytest.mark.parametrize(("answer", "why"), [(StoreFull(0), Unkept.FULL), (OSError(), Unkept.BROKEN)])
def test_that_what_could_not_be_discarded_is_there_again_and_told(
    jobs: Jobs, executor: HandExecutor, answer: StoreFull | Exception, why: Unkept
) -> None:
    store = Failing()
    keeper = DraftKeeper(store, jobs, NOW.astimezone)
    told: list[Unkept] = []
    keeper.unspent.connect(told.append)
    store.discard_answer = answer
    keeper.write(NOTE, {"text": "a"})
    keeper.discard(NOTE)
    executor.run()
    draft = keeper.get(NOTE)
    assert draft is not None
    assert (draft.content["text"], told) == ("a", [why])
    assert keeper.restore() == NOTE
    again = keeper.get(NOTE)
    assert again is not None
    assert again.content["text"] == "a", "not doubled"
    keeper.stop()


def test_that_what_is_taken_back_joins_what_was_typed_meanwhile(
    keeper: DraftKeeper, executor: HandExecutor, session: DeviceSession
) -> None:
    back = keeper.back(NOTE, {"text": "první"}, title="Lampa")
    keeper.write(NOTE, {"text": "druhé"})
    keeper.adopt(back)
    executor.run()
    assert [draft.content["text"] for draft in session.drafts.all()] == ["první\n\ndruhé"]


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
