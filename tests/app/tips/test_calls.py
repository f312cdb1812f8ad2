"""What only a telephone can bring is owed until somebody says that it was told; nothing said of it is lost."""

import msgspec
import pytest

from app.accounts.domain import Actor, Role
from app.messages.domain import Party, PartyKind, Purpose, Way
from app.outbox.domain import Code
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status, Tip, TipNote, WaitingOn
from app.tips.possibilities import allowed_kinds
from app.tips.rules import TipChild, apply
from tests.app.tips.made import AT, IDS, fresh

ANNA, PETR = (Actor(one, Role.OFFICER, frozenset()) for one in IDS[1:3])
CALLER = Party(IDS[0], PartyKind.SENDER, Way.CALL)
LATER = "2026-06-02T09:00:00Z"


def done(
    tip: Tip, operation: ops.TipOperation, actor: Actor = ANNA, number: int = 9, access: Access = Access.HOLDS
) -> Applied[Tip, TipChild] | Merged[Tip, TipChild]:
    answer = apply(tip, operation, Stamp(IDS[number], tip.id, LATER, tip.version, access), actor)
    assert isinstance(answer, Applied | Merged), answer
    return answer


ASKED = done(fresh(parties=(CALLER,)), ops.TipAsk(Status.NEW, "Která lampa?")).state
(CALL,) = ASKED.calls


def called(*, reached: bool = True, text: str = "", note: str = IDS[20]) -> ops.TipCalled:
    return ops.TipCalled(CALL.id, reached, text, note if text else None)


@pytest.mark.parametrize(
    ("operation", "purpose"),
    [
        (ops.TipAsk(Status.NEW, "Která?"), Purpose.QUESTION),
        (ops.TipAnswer("Děkuji."), Purpose.ANSWER),
        (ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Svítí.")), Purpose.REPLY),
        (ops.TipAsk(Status.WAITING, "Beside what stands"), Purpose.QUESTION),
    ],
    ids=["question", "answer", "reply", "merged"],
)
def test_that_what_goes_to_a_caller_is_a_call_that_is_owed(operation: ops.TipOperation, purpose: Purpose) -> None:
    answer = done(fresh(parties=(CALLER,)), operation)
    ((call, message),) = zip(answer.state.calls, answer.added, strict=True)
    assert (call.id, call.purpose, call.by) == (message.id, purpose, ANNA.id)
    assert "tip.called" in allowed_kinds(answer.state, ANNA, AT, Access.HOLDS)
    by_mail = msgspec.structs.replace(CALLER, way=Way.MAIL)
    assert done(fresh(parties=(by_mail,)), operation).state.calls == ()


def test_that_tries_in_vain_are_counted_and_one_that_was_taken_ends_it() -> None:
    tried = done(done(ASKED, called(reached=False)).state, called(reached=False)).state
    assert [(one.tries, one.tried_at) for one in tried.calls] == [(2, LATER)]
    assert done(tried, called()).state.calls == ()
    assert "tip.called" not in allowed_kinds(done(tried, called()).state, ANNA, AT, Access.HOLDS)


def test_that_of_two_who_record_the_same_call_both_words_are_kept() -> None:
    first = done(ASKED, called(text="U školy."))
    second = done(first.state, called(text="U školy, ta vlevo.", note=IDS[21]), PETR, 10)
    assert (type(first), type(second)) == (Applied, Merged)
    assert isinstance(second, Merged)
    assert second.code is Code.ALREADY_SO
    notes = [child for answer in (first, second) for child in answer.added if isinstance(child, TipNote)]
    assert [(note.by, note.text) for note in notes] == [(ANNA.id, "U školy."), (PETR.id, "U školy, ta vlevo.")]
    assert second.state.notes == 2


@pytest.mark.parametrize(
    ("operation", "access", "status"),
    [
        (called(text="U školy."), Access.HOLDS, Status.IN_PROGRESS),
        (called(), Access.HOLDS, Status.WAITING),
        (called(reached=False, text="Nikdo."), Access.HOLDS, Status.WAITING),
        (called(text="U školy."), Access.HELD, Status.WAITING),
    ],
    ids=["answered", "told, no answer", "in vain", "by who held it once"],
)
def test_that_an_answer_by_telephone_puts_the_tip_back_to_work(
    operation: ops.TipCalled, access: Access, status: Status
) -> None:
    tip = done(ASKED, operation, access=access).state
    assert tip.status is status
    assert tip.waiting_on is (WaitingOn.RESIDENT if status is Status.WAITING else None)


def test_that_a_closing_that_is_undone_is_told_to_nobody() -> None:
    closed = done(ASKED, ops.TipClose(ASKED.status, Outcome(OutcomeKind.SOLVED, reply="Svítí.")), number=10).state
    assert [one.purpose for one in closed.calls] == [Purpose.QUESTION, Purpose.REPLY]
    boss = Actor(IDS[3], Role.SUPERVISOR, frozenset())
    assert done(closed, ops.TipReopen("Nesvítí."), boss, 11).state.calls == (CALL,)


def test_that_words_without_the_id_of_their_note_are_refused() -> None:
    nowhere = ops.TipCalled(CALL.id, reached=True, text="U školy.")
    stamp = Stamp(IDS[9], ASKED.id, LATER, ASKED.version, Access.HOLDS)
    assert apply(ASKED, nowhere, stamp, ANNA) == Rejected(Code.INVALID, {"field": "note_id"})
