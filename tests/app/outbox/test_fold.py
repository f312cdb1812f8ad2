"""The replay of unsent changes: pure, in order, never raising, never twice."""

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.domain import Actor, Role
from app.operations import encode
from app.outbox.domain import RecordedOperation
from app.outbox.fold import Folded, Stored, fold
from app.outcomes import Rejected, Stamp
from app.tips import operations as ops
from app.tips import rules
from app.tips.domain import Status, Tip
from tests.app.tips import made
from tests.app.tips.made import AT, IDS, fresh

ME = Actor(IDS[1], Role.OFFICER, frozenset())
STORED = Stored(tips={IDS[0]: fresh()})
drawn = st.lists(made.operations, max_size=10)
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def _recorded(seq: int, operation: ops.TipOperation, target: str = IDS[0]) -> RecordedOperation:
    identifier = f"00000000-0000-7000-9000-000000000{seq:03d}"
    return RecordedOperation(seq, identifier, operation.KIND, operation.VERSION, target, ME.id, AT, encode(operation))


def _queue(operations: list[ops.TipOperation]) -> list[RecordedOperation]:
    return [_recorded(seq, operation) for seq, operation in enumerate(operations, 1)]


def _bytes(folded: Folded) -> bytes:
    return msgspec.json.encode(folded, order="sorted")


@given(drawn)
def test_that_the_same_queue_folds_to_the_same_screen_and_changes_nothing_it_was_given(
    operations: list[ops.TipOperation],
) -> None:
    queue, before = _queue(operations), msgspec.json.encode(STORED)
    assert _bytes(fold(STORED, queue, ME)) == _bytes(fold(STORED, queue, ME))
    assert msgspec.json.encode(STORED) == before


@given(drawn)
def test_that_the_screen_is_what_the_server_would_make_of_it(operations: list[ops.TipOperation]) -> None:
    tip: Tip = fresh()
    for recorded, drawn_one in zip(_queue(operations), operations, strict=True):
        operation = msgspec.convert(recorded.payload, type(drawn_one))
        answer = rules.apply(tip, operation, Stamp(recorded.id, recorded.target, AT, recorded.base), ME)
        tip = tip if isinstance(answer, Rejected) else answer.state
    assert fold(STORED, _queue(operations), ME).tips.get(IDS[0], fresh()) == tip


@given(drawn, st.integers(0, 10))
def test_that_folding_in_two_parts_is_folding_at_once(operations: list[ops.TipOperation], cut: int) -> None:
    queue = _queue(operations)
    first = fold(STORED, queue[:cut], ME)
    second = fold(Stored(tips={**STORED.tips, **first.tips}), queue[cut:], ME)
    assert {**first.tips, **second.tips} == fold(STORED, queue, ME).tips


@given(st.sampled_from(["tip.close", "tip.file", "patrol.note", "withdrawn", "nonsense"]), st.integers(1, 4), json)
def test_that_no_payload_breaks_the_screen(kind: str, version: int, value: Any) -> None:
    payload = value if isinstance(value, dict) else {"seen": value, "outcome": value}
    odd = RecordedOperation(1, IDS[9], kind, version, IDS[0], ME.id, AT, payload)
    sound = _recorded(2, ops.TipNoteAdd(IDS[5], "Poznámka."))
    assert [note.text for note in fold(STORED, [odd, sound], ME).tip_notes[IDS[0]]] == ["Poznámka."]


def test_that_what_the_server_already_shows_is_not_applied_again() -> None:
    queue = _queue([ops.TipNoteAdd(IDS[5], "a"), ops.TipNoteAdd(IDS[6], "b")])
    by_child = fold(Stored(tips=STORED.tips, shown=frozenset({IDS[5]})), queue, ME)
    assert [note.text for note in by_child.tip_notes[IDS[0]]] == ["b"]
    by_operation = fold(Stored(tips=STORED.tips, shown=frozenset({queue[1].id})), queue, ME)
    assert [note.text for note in by_operation.tip_notes[IDS[0]]] == ["a"]


def test_that_a_change_of_a_tip_that_is_not_here_makes_none() -> None:
    folded = fold(Stored(), _queue([ops.TipAccept(Status.NEW)]), ME)
    assert folded.tips == {}
    assert folded.pending == {IDS[0]: 1}


def test_that_an_old_version_in_the_queue_is_still_replayed() -> None:
    payload = {"seen": "new", "outcome": "solved", "reply": "Hotovo."}
    old = RecordedOperation(1, IDS[9], "tip.close", 1, IDS[0], ME.id, AT, payload)
    closing = fold(STORED, [old], ME).tips[IDS[0]].closing
    assert closing is not None
    assert closing.outcome.reply == "Hotovo."
