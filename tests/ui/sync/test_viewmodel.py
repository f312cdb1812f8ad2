from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl

from app import operations as register
from app.db.outcomes import StoreFull
from app.drafts.domain import Draft
from app.outbox.domain import Code
from app.outbox.views import EntryState, Exported, OutboxEntry, OutboxSummary, Recorded, Refused
from app.tips.operations import TipAccept, TipNoteAdd
from sync.client.backoff import Backoff
from tests.ui.city import NOW, uuid
from tests.ui.conftest import Check
from tests.ui.desk import HandExecutor, NoStation
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Jobs
from ui.lookups import Lookups
from ui.sync.list_model import SENT_SHOWN, change_rows
from ui.sync.rounds import Rounds
from ui.sync.viewmodel import SyncViewModel


def entry(seq: int, state: EntryState, *, text: str = "Lampa", dismissed: bool = False) -> OutboxEntry:
    note = TipNoteAdd(note_id=uuid(7, seq), text=text)
    code = Code.OUT_OF_SCOPE if state in (EntryState.REJECTED, EntryState.MERGED) else None
    return OutboxEntry(
        f"op{seq}", seq, note.KIND, uuid(1, seq), "2026-03-12T12:00:00Z", state, title=f"Podnět {seq}", code=code,
        payload=register.encode(note), can_withdraw=state is EntryState.WAITING, dismissed=dismissed,
    )  # fmt: skip


class Outbox:
    """Keeps entries in memory, answers as it was told to and remembers what it was asked."""

    def __init__(self) -> None:
        self.kept: list[OutboxEntry] = [entry(1, EntryState.REJECTED), entry(2, EntryState.WAITING)]
        self.asked: list[tuple[Any, ...]] = []
        self.spent: list[Draft | None] = []
        self.kept_drafts: list[Draft | None] = []
        self.answer: Recorded | Refused | StoreFull = Recorded("new", 3)
        self.may: bool | StoreFull = True
        self.broken = False

    def summary(self) -> OutboxSummary:
        if self.broken:
            raise OSError
        needs = sum(one.state is EntryState.REJECTED for one in self.kept)
        return OutboxSummary(sum(one.state is EntryState.WAITING for one in self.kept), None, needs, 0)

    def entries(self) -> tuple[OutboxEntry, ...]:
        return tuple(self.kept)

    def withdraw(self, operation_id: str, draft: Draft | None = None) -> bool | StoreFull:
        self.asked.append(("withdraw", operation_id))
        self.kept_drafts.append(draft)
        if self.broken:
            raise OSError
        return self.may

    def resend(
        self, operation_id: str, payload: dict[str, Any] | None = None, draft: Draft | None = None
    ) -> Recorded | Refused | StoreFull:
        self.asked.append(("resend", operation_id, payload))
        self.spent.append(draft)
        if self.broken:
            raise OSError
        return self.answer

    def dismiss(self, operation_id: str) -> bool | StoreFull:
        self.asked.append(("dismiss", operation_id))
        return self.may

    def export(self, path: Path) -> Exported | Refused | StoreFull:
        self.asked.append(("export", path.name))
        if self.broken:
            raise OSError
        return Exported(2, 0)


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def sync(
    outbox: Outbox, keeper: DraftKeeper, jobs: Jobs, executor: HandExecutor, english: None
) -> Iterator[SyncViewModel]:
    rounds = Rounds(NoStation(), jobs, lambda: NOW, Backoff())
    made = SyncViewModel(outbox, rounds, keeper, jobs=jobs, lookups=Lookups, clock=NOW.astimezone)
    made.refresh()
    executor.run()
    yield made
    rounds.stop()


@pytest.fixture
def said(sync: SyncViewModel) -> list[str]:
    heard: list[str] = []
    sync.said.connect(heard.append)
    return heard


def test_that_what_needs_you_is_first_and_the_newest_of_each() -> None:
    states = (EntryState.APPLIED, EntryState.WAITING, EntryState.REJECTED, EntryState.MERGED, EntryState.SENT)
    rows = change_rows([entry(n, states[n % 5]) for n in range(1, 11)], Lookups(), NOW)
    assert [row.key for row in rows] == ["op7", "op2", "op9", "op6", "op4", "op1", "op10", "op8", "op5", "op3"]
    assert len({row.section for row in rows}) == 3


def test_that_only_the_last_sent_are_listed_but_all_that_wait() -> None:
    many = [entry(n, EntryState.APPLIED) for n in range(200)] + [entry(n, EntryState.WAITING) for n in range(200, 400)]
    assert len(change_rows(many, Lookups(), NOW)) == 200 + SENT_SHOWN


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (EntryState.WAITING, {"canWithdraw"}),
        (EntryState.SENT, set()),
        (EntryState.APPLIED, set()),
        (EntryState.MERGED, {"canDismiss"}),
        (EntryState.REJECTED, {"canResend", "canEdit", "canDismiss"}),
    ],
)
def test_that_each_state_allows_what_can_be_done(state: EntryState, allowed: set[str]) -> None:
    (row,) = change_rows([entry(1, state)], Lookups(), NOW)
    assert {name for name in ("canWithdraw", "canResend", "canEdit", "canDismiss") if getattr(row, name)} == allowed
    assert bool(row.why) is (state in (EntryState.MERGED, EntryState.REJECTED))


def test_that_a_change_without_words_is_sent_again_as_it_is() -> None:
    accept = replace_kind(entry(1, EntryState.REJECTED))
    (row,) = change_rows([accept], Lookups(), NOW)
    assert (row.canResend, row.canEdit) == (True, False)


def replace_kind(one: OutboxEntry) -> OutboxEntry:
    return OutboxEntry(one.operation_id, 1, TipAccept.KIND, one.target, one.at, one.state, payload={"seen": "new"})


def test_that_its_models_keep_qts_contract(
    sync: SyncViewModel, outbox: Outbox, executor: HandExecutor, keeps_contract: Check
) -> None:
    keeps_contract(sync.changes)
    outbox.kept.append(entry(3, EntryState.WAITING))
    sync.refresh()
    executor.run()
    assert sync.changes.count == 3


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Recorded("x", 1), "Recorded anew"),
        (Refused(Code.NOT_PERMITTED), "Not sent again: Your role may not do this"),
        (StoreFull(0), "The disk is full"),
    ],
)
def test_that_sending_again_is_answered_in_words(
    sync: SyncViewModel, outbox: Outbox, executor: HandExecutor, answer: Any, words: str
) -> None:
    said: list[str] = []
    sync.said.connect(said.append)
    outbox.answer = answer
    sync.resend("op1")
    executor.run()
    assert outbox.asked == [("resend", "op1", None)]
    assert said[-1].startswith(words)


@pytest.mark.parametrize(
    ("may", "words"),
    [
        (True, "Taken back. What you wrote is a draft again."),
        (False, "It was sent already"),
        (StoreFull(0), "The device is full: it was not taken back"),
        (None, "It could not be taken back"),
    ],
)
def test_that_taking_back_says_what_really_happened(
    sync: SyncViewModel, outbox: Outbox, executor: HandExecutor, may: bool | StoreFull | None, words: str
) -> None:
    said: list[str] = []
    sync.said.connect(said.append)
    outbox.may, outbox.broken = may or False, may is None
    sync.withdraw("op2")
    assert said == []
    executor.run()
    assert said[-1].startswith(words)
    (draft,) = outbox.kept_drafts
    assert draft is not None
    assert draft.content["text"] == "Lampa", "kept in the transaction that takes back"


@pytest.mark.parametrize("tap", ["withdraw", "resend", "dismiss"])
def test_that_a_double_tap_asks_once(sync: SyncViewModel, outbox: Outbox, executor: HandExecutor, tap: str) -> None:
    key = "op2" if tap == "withdraw" else "op1"
    getattr(sync, tap)(key)
    getattr(sync, tap)(key)
    executor.run()
    assert [asked[:2] for asked in outbox.asked] == [(tap, key)]
    getattr(sync, tap)(key)
    executor.run()
    assert len(outbox.asked) == 2, "the next tap, after the answer, is another one"


def test_that_putting_aside_is_silent_unless_it_fails(
    sync: SyncViewModel, outbox: Outbox, executor: HandExecutor, said: list[str]
) -> None:
    sync.dismiss("op1")
    executor.run()
    assert said == [""], "nothing to say; what was said before is over"
    outbox.may = False
    sync.dismiss("op1")
    executor.run()
    assert said[-1].startswith("It could not be put aside")
    outbox.may = StoreFull(0)
    sync.dismiss("op1")
    executor.run()
    assert said[-1].startswith("The device is full: it was not put aside")


def test_that_an_export_says_how_many_or_that_it_failed(
    sync: SyncViewModel, outbox: Outbox, executor: HandExecutor, said: list[str], tmp_path: Path
) -> None:
    target = QUrl.fromLocalFile(str(tmp_path / "smena.okrskar"))
    sync.exportTo(target)
    executor.run()
    outbox.broken = True
    sync.exportTo(target)
    executor.run()
    assert said[0].startswith("2 entries written to smena.okrskar")
    assert said[1].startswith("The file could not be written there")


def test_that_a_list_that_can_not_be_read_says_so_and_keeps_its_rows(
    sync: SyncViewModel, outbox: Outbox, executor: HandExecutor
) -> None:
    outbox.broken = True
    sync.refresh()
    executor.run()
    assert sync.props.unread
    assert sync.changes.count == 2


def test_that_a_round_brings_the_list_up_to_date(sync: SyncViewModel, outbox: Outbox, executor: HandExecutor) -> None:
    outbox.kept[1] = entry(2, EntryState.APPLIED)
    sync.sendNow()
    executor.run()
    assert sync.props.waiting == 0
    assert [row.standing for row in sync.changes.rows] == ["needs you", "done"]
