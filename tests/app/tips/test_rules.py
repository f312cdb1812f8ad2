"""The life of a tip: total, pure, and monotone in its closing."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.domain import Actor, Role
from app.outbox.domain import Code
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.tips import operations as ops
from app.tips.domain import Closing, Outcome, OutcomeKind, Priority, Status, Tip, TipNote, WaitingOn
from app.tips.rules import Result, apply
from tests.app.tips import made
from tests.app.tips.made import AT, IDS, fresh, statuses

OFFICER = Actor(IDS[1], Role.OFFICER, frozenset())
COLLEAGUE = Actor(IDS[2], Role.OFFICER, frozenset())
SUPERVISOR = Actor(IDS[3], Role.SUPERVISOR, frozenset())
SOLVED = ops.TipClose(seen=Status.NEW, outcome=Outcome(OutcomeKind.SOLVED))

Step = tuple[ops.TipOperation, Stamp, Actor]
steps = st.lists(st.tuples(made.operations, made.stamps(), made.actors), max_size=12)


def _stamp(serial: int = 0, access: Access = Access.HOLDS, base: int | None = None) -> Stamp:
    return Stamp(f"00000000-0000-7000-9000-000000000{serial:03d}", IDS[0], AT, base, access)


def _state(result: Result, before: Tip | None) -> Tip | None:
    return before if isinstance(result, Rejected) else result.state


def _applied(tip: Tip | None, operation: ops.TipOperation, actor: Actor = OFFICER, stamp: Stamp | None = None) -> Tip:
    result = apply(tip, operation, stamp or _stamp(), actor)
    assert isinstance(result, Applied), result
    return result.state


def test_that_promises_only_add_and_are_kept_whatever_becomes_of_the_tip() -> None:
    promise = ops.TipPromise(text="Zavolám.", day="2026-06-03")
    once = _applied(fresh(), promise, stamp=_stamp(1))
    twice = _applied(_applied(once, SOLVED, COLLEAGUE), promise, COLLEAGUE, _stamp(2, Access.HELD))
    assert [(one.by, one.day) for one in twice.promises] == [(OFFICER.id, "2026-06-03"), (COLLEAGUE.id, "2026-06-03")]
    assert msgspec.json.decode(msgspec.json.encode(twice), type=Tip) == twice
    assert apply(fresh(), promise, _stamp(), Actor(IDS[9], Role.DISPATCHER, frozenset())) == Rejected(
        Code.NOT_PERMITTED
    )


def test_that_a_kept_promise_is_due_no_more_and_the_others_are() -> None:
    promise = ops.TipPromise(text="Zavolám.", day="2026-06-03")
    tip = _applied(_applied(fresh(), promise, stamp=_stamp(1)), promise, COLLEAGUE, _stamp(2))
    first, second = tip.promises
    kept = apply(tip, ops.TipPromiseKept(first.id), _stamp(3), COLLEAGUE)
    assert isinstance(kept, Applied)
    assert kept.detail == {"promise": "Zavolám.", "day": "2026-06-03"}
    assert kept.state.promises == (second,)
    again = apply(kept.state, ops.TipPromiseKept(first.id), _stamp(4), OFFICER)
    assert again == Merged(kept.state, Code.ALREADY_SO, {"status": "new", "version": "1"})


@pytest.mark.parametrize(
    ("text", "day", "field"),
    [("Zavolám.", "2026-02-30", "day"), ("Zavolám.", "2199-01-01", "day"), (" \n", "2026-06-03", "text")],
)
def test_that_a_promise_needs_words_and_a_day_that_can_be(text: str, day: str, field: str) -> None:
    assert apply(fresh(), ops.TipPromise(text=text, day=day), _stamp(), OFFICER) == Rejected(
        Code.INVALID, {"field": field}
    )


def test_that_the_priority_is_for_handlers_and_of_three_steps() -> None:
    high = ops.TipEdit(field="priority", base="normal", value="high")
    tip = _applied(fresh(), high)
    assert (tip.priority, tip.version) == (Priority.HIGH, 2)
    assert msgspec.json.decode(msgspec.json.encode(tip), type=Tip) == tip
    assert apply(fresh(), high, _stamp(), Actor(IDS[9], Role.DISPATCHER, frozenset())) == Rejected(Code.NOT_PERMITTED)
    for value in ("urgent", "", "HIGH"):
        edit = ops.TipEdit(field="priority", base="normal", value=value)
        assert apply(fresh(), edit, _stamp(), OFFICER) == Rejected(Code.INVALID, {"field": "priority"})
    beside = _applied(tip, ops.TipEdit(field="priority", base="normal", value="low"), COLLEAGUE)
    assert (beside.priority, beside.conflicts[0].other) == (Priority.LOW, "high")


@given(st.none() | st.just(fresh()), made.operations, made.stamps(), made.actors)
def test_that_every_change_has_an_answer_and_the_same_one_twice(
    tip: Tip | None, operation: ops.TipOperation, stamp: Stamp, actor: Actor
) -> None:
    before = msgspec.json.encode(tip)
    answer = apply(tip, operation, stamp, actor)
    assert apply(tip, operation, stamp, actor) == answer
    assert msgspec.json.encode(tip) == before


@given(steps)
def test_that_any_life_is_a_valid_document_with_a_growing_version(life: list[Step]) -> None:
    tip: Tip | None = fresh()
    for operation, stamp, actor in life:
        version = tip.version if tip else 0
        tip = _state(apply(tip, operation, stamp, actor), tip)
        assert tip is not None
        assert tip.version in (version, version + 1)
        assert msgspec.json.decode(msgspec.json.encode(tip), type=Tip) == tip


@given(steps)
def test_that_closed_by_is_set_once_and_left_only_by_a_reopening_of_who_may(life: list[Step]) -> None:
    tip: Tip | None = fresh()
    for operation, stamp, actor in life:
        before, heard = (tip.closing, tip.heard_at) if tip else (None, None)
        tip = _state(apply(tip, operation, stamp, actor), tip)
        assert tip is not None
        assert (tip.closing is not None) == (tip.status is Status.CLOSED)
        if before is not None and tip.closing != before:
            assert isinstance(operation, ops.TipReopen)
            assert actor.role in (Role.SUPERVISOR, Role.ADMIN) or heard or before.by == actor.id
            assert before in tip.other_closings


@given(steps)
def test_that_no_closing_report_is_ever_lost(life: list[Step]) -> None:
    tip: Tip | None = fresh()
    reported: list[str] = []
    for operation, stamp, actor in life:
        answer = apply(tip, operation, stamp, actor)
        if isinstance(operation, ops.TipClose) and not isinstance(answer, Rejected):
            reported.append(stamp.operation_id)
        tip = _state(answer, tip)
    assert tip is not None
    kept = [closing.operation_id for closing in (*tip.other_closings, *((tip.closing,) if tip.closing else ()))]
    assert sorted(kept) == sorted(reported)


@given(st.lists(made.notes, max_size=6), st.randoms(use_true_random=False), st.sampled_from([fresh(), None]))
def test_that_notes_commute(notes: list[ops.TipNoteAdd], chance: object, tip: Tip | None) -> None:
    def told(order: list[ops.TipNoteAdd]) -> tuple[Tip | None, set[str]]:
        state, added = tip, set()
        for operation in order:
            answer = apply(state, operation, _stamp(), OFFICER)
            state = _state(answer, state)
            if isinstance(answer, Applied):
                added |= {msgspec.json.encode(child).decode() for child in answer.added}
        return state, added

    shuffled = list(notes)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told(notes) == told(shuffled)


@given(made.notes, st.lists(st.tuples(made.operations, made.stamps(), made.actors), max_size=5))
def test_that_a_note_commutes_with_every_change_of_status(note: ops.TipNoteAdd, life: list[Step]) -> None:
    def count(first: bool) -> int:
        tip: Tip | None = fresh()
        order: list[Step] = [(note, _stamp(), OFFICER), *life] if first else [*life, (note, _stamp(), OFFICER)]
        for operation, stamp, actor in order:
            tip = _state(apply(tip, operation, stamp, actor), tip)
        assert tip is not None
        return tip.notes

    assert count(first=True) == count(first=False)


def test_that_a_second_closing_is_kept_as_a_report_beside_the_first() -> None:
    closed = _applied(fresh(), SOLVED, stamp=_stamp(1))
    again = apply(closed, ops.TipClose(Status.NEW, Outcome(OutcomeKind.NOT_FOUND)), _stamp(2), COLLEAGUE)
    assert isinstance(again, Merged)
    assert again.code is Code.ALREADY_CLOSED
    assert again.now["closed_by"] == OFFICER.id
    assert again.state.closing == closed.closing
    assert [closing.by for closing in again.state.other_closings] == [COLLEAGUE.id]


def test_that_a_note_after_closing_or_after_the_access_was_lost_is_kept_and_marked_late() -> None:
    closed = _applied(fresh(), SOLVED)
    note = ops.TipNoteAdd(note_id=IDS[5], text="Ještě jsem tam byl.")
    for tip, access in ((closed, Access.HOLDS), (fresh(), Access.HELD)):
        answer = apply(tip, note, _stamp(access=access), OFFICER)
        assert isinstance(answer, Applied)
        (added,) = answer.added
        assert isinstance(added, TipNote)
        assert added.received_late
    answer = apply(fresh(), note, _stamp(), OFFICER)
    assert isinstance(answer, Applied)
    assert isinstance(answer.added[0], TipNote)
    assert not answer.added[0].received_late


@pytest.mark.parametrize("operation", [SOLVED, ops.TipAccept(Status.NEW), ops.TipEdit("title", "Lampa", "Jiná")])
def test_that_a_change_of_state_after_the_access_was_lost_is_refused_and_tells_nothing_of_the_present(
    operation: ops.TipOperation,
) -> None:
    answer = apply(fresh(holder_id=IDS[9]), operation, _stamp(access=Access.HELD), OFFICER)
    assert answer == Rejected(Code.UNKNOWN_TARGET)


def test_that_a_tip_out_of_reach_looks_like_one_that_does_not_exist() -> None:
    hidden = apply(fresh(), SOLVED, _stamp(access=Access.NONE), OFFICER)
    assert hidden == apply(None, SOLVED, _stamp(), OFFICER) == Rejected(Code.UNKNOWN_TARGET)


def test_that_a_stale_reassignment_is_rejected_with_what_it_is_now() -> None:
    tip = fresh(version=4, holder_id=IDS[7])
    answer = apply(tip, ops.TipAssign(holder_id=IDS[8]), _stamp(base=3), SUPERVISOR)
    assert isinstance(answer, Rejected)
    assert (answer.code, answer.now["holder_id"], answer.now["version"]) == (Code.CHANGED_MEANWHILE, IDS[7], "4")
    assert _applied(tip, ops.TipAssign(holder_id=IDS[8]), SUPERVISOR, _stamp(base=4)).holder_id == IDS[8]


def test_that_two_edits_from_one_base_keep_both_values_with_a_flag() -> None:
    first = _applied(fresh(), ops.TipEdit("title", "Lampa", "Lampa nesvítí"))
    second = _applied(first, ops.TipEdit("title", "Lampa", "Lampa bliká"), COLLEAGUE, _stamp(2))
    assert second.title == "Lampa bliká"
    assert [(kept.stands, kept.other) for kept in second.conflicts] == [("Lampa bliká", "Lampa nesvítí")]
    assert _applied(first, ops.TipEdit("title", "Lampa nesvítí", "x")).conflicts == ()


@pytest.mark.parametrize("kind", [OutcomeKind.HANDED_OVER, OutcomeKind.NOT_OURS])
def test_that_handing_over_needs_to_whom(kind: OutcomeKind) -> None:
    answer = apply(fresh(), ops.TipClose(Status.NEW, Outcome(kind, body="  ")), _stamp(), OFFICER)
    assert answer == Rejected(Code.INVALID, {"field": "body"})
    closed = _applied(fresh(), ops.TipClose(Status.NEW, Outcome(kind, body="PČR")))
    assert closed.closing is not None
    assert closed.closing.outcome.body == "PČR"


def test_that_a_tip_is_no_duplicate_of_itself_or_of_nothing() -> None:
    for other in (None, IDS[0]):
        duplicate = ops.TipClose(Status.NEW, Outcome(OutcomeKind.DUPLICATE, duplicate_of=other))
        assert apply(fresh(), duplicate, _stamp(), OFFICER) == Rejected(Code.INVALID, {"field": "duplicate_of"})


def test_that_waiting_ends_when_work_goes_on() -> None:
    waiting = _applied(fresh(), ops.TipWait(Status.NEW, WaitingOn.OTHER_BODY, "Technické služby"))
    assert (waiting.status, waiting.waiting_body) == (Status.WAITING, "Technické služby")
    going = _applied(waiting, ops.TipStart(Status.WAITING))
    assert (going.status, going.waiting_on, going.waiting_body) == (Status.IN_PROGRESS, None, "")


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SUPERVISOR, Role.ADMIN)])
def test_that_only_supervisors_reopen_and_assign(role: Role) -> None:
    closed = _applied(fresh(), SOLVED)
    for operation in (ops.TipReopen("Není to opravené."), ops.TipAssign(holder_id=IDS[8])):
        answer = apply(closed, operation, _stamp(base=closed.version), Actor(IDS[4], role, frozenset()))
        assert answer == Rejected(Code.NOT_PERMITTED)


@pytest.mark.parametrize(
    ("closed_at", "at", "actor", "taken"),
    [
        ("2026-06-01T22:30:00.000Z", "2026-06-02T21:30:00.000Z", OFFICER, True),  # one day in Prague
        ("2026-06-02T21:30:00.000Z", "2026-06-02T22:30:00.000Z", OFFICER, False),  # an hour later is the next one
        ("2026-06-01T22:30:00.000Z", "2026-06-02T21:30:00.000Z", COLLEAGUE, False),
        ("2026-06-02T21:30:00.000Z", "2026-07-02T22:30:00.000Z", SUPERVISOR, True),
    ],
)
def test_that_who_closed_a_tip_by_mistake_reopens_it_on_that_day_and_a_supervisor_later(
    closed_at: str, at: str, actor: Actor, taken: bool
) -> None:
    closing = Closing(IDS[2], OFFICER.id, closed_at, SOLVED.outcome)
    closed = fresh(status=Status.CLOSED, closing=closing)
    answer = apply(closed, ops.TipReopen("Omylem"), Stamp(IDS[9], closed.id, at, closed.version, Access.HOLDS), actor)
    if not taken:
        assert answer == Rejected(Code.NOT_PERMITTED)
        return
    assert isinstance(answer, Applied)
    assert (answer.state.status, answer.state.other_closings) == (Status.REOPENED, (closing,))


MOVES = (ops.TipAccept, ops.TipStart, ops.TipWait)


def _move(kind: type[ops.TipOperation], seen: Status) -> ops.TipOperation:
    return ops.TipWait(seen, WaitingOn.RESIDENT) if kind is ops.TipWait else kind(seen=seen)  # type: ignore[call-arg]


@given(steps, st.sampled_from(MOVES), statuses, st.none() | st.integers(0, 9))
def test_that_a_status_made_on_another_one_stands_beside_what_stands(
    life: list[Step], kind: type[ops.TipOperation], seen: Status, base: int | None
) -> None:
    tip: Tip | None = fresh()
    for operation, stamp, actor in life:
        tip = _state(apply(tip, operation, stamp, actor), tip)
    assert tip is not None
    answer = apply(tip, _move(kind, seen), _stamp(base=base), OFFICER)
    if seen is not tip.status or (base is not None and base < tip.status_version and tip.status_by != OFFICER.id):
        assert isinstance(answer, Merged)
        assert answer.state == tip
        assert answer.now["status"] == tip.status.value
    if tip.closing is None:
        assert isinstance(apply(tip, SOLVED, _stamp(base=0), OFFICER), Applied)


def test_that_starting_an_old_version_does_not_wipe_what_is_waited_for() -> None:
    accepted = _applied(fresh(version=2), ops.TipAccept(Status.NEW), stamp=_stamp(base=2))
    waiting = _applied(accepted, ops.TipWait(Status.ACCEPTED, WaitingOn.OTHER_BODY, "Správce"), COLLEAGUE)
    stale = apply(waiting, ops.TipStart(Status.ACCEPTED), _stamp(base=3), OFFICER)
    assert isinstance(stale, Merged)
    assert (stale.code, stale.state, stale.now["status"]) == (Code.CHANGED_MEANWHILE, waiting, "waiting")


def test_that_the_same_status_of_another_time_is_another_one() -> None:
    first = _applied(fresh(), ops.TipWait(Status.NEW, WaitingOn.RESIDENT), COLLEAGUE)
    second = _applied(first, ops.TipWait(Status.WAITING, WaitingOn.OTHER_BODY, "Správce"), COLLEAGUE)
    unseen = apply(second, ops.TipStart(Status.WAITING), _stamp(base=first.version), OFFICER)
    assert isinstance(unseen, Merged)
    own = apply(second, ops.TipStart(Status.WAITING), _stamp(base=first.version), COLLEAGUE)
    assert isinstance(own, Applied)


def test_that_a_closing_that_was_not_seen_is_not_reopened() -> None:
    closed = _applied(fresh(), SOLVED, stamp=_stamp(1))
    reopened = _applied(closed, ops.TipReopen("Není hotovo"), SUPERVISOR, _stamp(2, base=closed.version))
    assert reopened.other_closings == (closed.closing,)
    again = _applied(reopened, SOLVED, COLLEAGUE, _stamp(3))
    stale = apply(
        again, ops.TipReopen("Není hotovo"), _stamp(4, base=closed.version), Actor(IDS[7], Role.ADMIN, frozenset())
    )
    assert isinstance(stale, Merged)
    assert stale.code is Code.CHANGED_MEANWHILE


@pytest.mark.parametrize(
    ("tip", "operation", "may"),
    [
        (fresh(), ops.TipAssign(district_id="d2"), True),
        (fresh(), ops.TipAssign(district_id=""), True),
        (fresh(), ops.TipAssign(holder_id=IDS[1]), False),
        (fresh(), ops.TipAssign(holder_id=IDS[1], district_id="d2"), False),
        (_applied(fresh(), ops.TipAccept(Status.NEW)), ops.TipAssign(district_id="d2"), False),
        (_applied(fresh(), SOLVED), ops.TipAssign(district_id="d2"), False),
    ],
)
def test_that_a_dispatcher_names_a_district_until_somebody_took_the_tip_on(
    tip: Tip, operation: ops.TipAssign, may: bool
) -> None:
    result = apply(tip, operation, _stamp(9, base=tip.version), Actor(IDS[9], Role.DISPATCHER, frozenset()))
    assert isinstance(result, Applied) if may else result == Rejected(Code.NOT_PERMITTED)
