"""What a party says is news until somebody answers it; on a closed tip it lets its officer open it again."""

import msgspec
import pytest

from app.accounts.domain import RESIDENT, SYSTEM, Actor, Role
from app.messages.domain import Door, Message, Party, PartyKind, Purpose, Satisfaction, Way, body_party_id
from app.outbox.domain import Code
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.tips import operations as ops
from app.tips.domain import CallBack, Closing, Outcome, OutcomeKind, Status, Tip, WaitingOn
from app.tips.possibilities import allowed_kinds
from app.tips.rules import TipChild, apply
from tests.app.tips.made import AT, IDS, SENDER, fresh

OFFICER = Actor(IDS[1], Role.OFFICER, frozenset())
BEFORE, HEARD, AFTER, LATER = (f"2026-06-02T{hour}:00:00.000Z" for hour in ("08", "09", "10", "11"))
THANKS = Outcome(OutcomeKind.SOLVED, reply="Svítí.")
CLOSED = fresh(parties=(SENDER,), status=Status.CLOSED, closing=Closing(IDS[2], IDS[1], AT, THANKS))


def done(tip: Tip, operation: ops.TipOperation, at: str, actor: Actor = OFFICER) -> Tip:
    """The tip after a change that is taken, beside what stands or not."""
    answer = apply(tip, operation, Stamp(IDS[9], tip.id, at, tip.version, Access.HOLDS), actor)
    assert isinstance(answer, Applied | Merged), answer
    return answer.state


def heard(tip: Tip, at: str = HEARD) -> Tip:
    return done(tip, ops.TipHear(SENDER.id, "U školy.", Door.PORTAL), at, RESIDENT)


@pytest.mark.parametrize(
    "answered",
    [
        ops.TipAnswer("Děkuji.", heard=HEARD),
        ops.TipAsk(Status.NEW, "U které?", heard=HEARD),
        ops.TipAsk(Status.WAITING, "Beside what stands", heard=HEARD),
        ops.TipClose(Status.NEW, THANKS, HEARD),
    ],
    ids=["answered", "asked again", "asked beside", "closed"],
)
def test_that_what_was_heard_is_news_until_who_saw_it_answers(answered: ops.TipOperation) -> None:
    news = heard(fresh(parties=(SENDER,)))
    assert news.heard_at == HEARD
    assert done(news, ops.TipNoteAdd(IDS[8], "vnitřní"), AFTER).heard_at == HEARD
    assert done(news, answered, AFTER).heard_at is None
    assert done(news, answered, BEFORE).heard_at is None, "a clock that is behind"
    unseen = msgspec.structs.replace(answered, heard=None)
    assert done(news, unseen, AFTER).heard_at == HEARD, "a clock that is ahead, or a long way without a network"
    assert done(heard(news, AFTER), answered, LATER).heard_at == AFTER, "more came than was seen"


def test_that_an_officer_opens_again_what_a_party_answered_after_it_was_closed() -> None:
    again = ops.TipReopen("Po uzavření přišla odpověď.", HEARD)
    assert apply(CLOSED, again, Stamp(IDS[9], CLOSED.id, AFTER, CLOSED.version, Access.HOLDS), OFFICER) == Rejected(
        Code.NOT_PERMITTED
    )
    assert "tip.reopen" not in allowed_kinds(CLOSED, OFFICER, AFTER, Access.HOLDS)
    news = heard(CLOSED)
    assert (news.status, news.heard_at) == (Status.CLOSED, HEARD)
    assert "tip.reopen" in allowed_kinds(news, OFFICER, AFTER, Access.HOLDS)
    opened = done(news, again, AFTER)
    assert (opened.status, opened.closing, opened.heard_at) == (Status.REOPENED, None, None)


@pytest.mark.parametrize(
    ("said", "news"),
    [
        (ops.TipSatisfaction(SENDER.id, Satisfaction.SOLVED), False),
        (ops.TipSatisfaction(SENDER.id, Satisfaction.SOLVED, "Díky, ale bliká."), True),
        (ops.TipSatisfaction(SENDER.id, Satisfaction.SOLVED, call=True), True),
        (ops.TipSatisfaction(SENDER.id, Satisfaction.NO_LONGER_MATTERS), False),
        (ops.TipSatisfaction(SENDER.id, Satisfaction.PARTLY), True),
        (ops.TipSatisfaction(SENDER.id, Satisfaction.NOT_SOLVED, "Tma."), True),
    ],
)
def test_that_a_judgement_is_news_where_it_asks_for_something(said: ops.TipSatisfaction, news: bool) -> None:
    assert done(CLOSED, said, HEARD, RESIDENT).heard_at == (HEARD if news else None)


FORWARD = ops.TipForward(Status.NEW, IDS[20], "Technické  služby", "Prosíme o opravu.")


def forwarded(tip: Tip, operation: ops.TipForward = FORWARD) -> Applied[Tip, TipChild] | Merged[Tip, TipChild]:
    answer = apply(tip, operation, Stamp(IDS[9], tip.id, AT, tip.version, Access.HOLDS), OFFICER)
    assert isinstance(answer, Applied | Merged), answer
    return answer


def test_that_only_the_server_says_how_a_party_is_reached_and_who_left_is_left_alone() -> None:
    waiting = fresh(parties=(SENDER, Party(IDS[5], PartyKind.JOINED, Way.PAGE)), status=Status.WAITING)
    waiting = msgspec.structs.replace(waiting, waiting_on=WaitingOn.RESIDENT)
    lost, stamp = ops.TipReach(SENDER.id, Way.NONE), Stamp(IDS[9], waiting.id, HEARD)
    assert apply(waiting, lost, stamp, RESIDENT) == Rejected(Code.NOT_PERMITTED)
    marked = apply(waiting, lost, stamp, SYSTEM)
    assert isinstance(marked, Applied)
    assert (marked.state.parties[0].way, marked.state.parties[0].returned) == (Way.NONE, True)
    assert marked.state.status is Status.WAITING, "another resident can still answer"
    alone = apply(msgspec.structs.replace(waiting, parties=(SENDER,)), lost, stamp, SYSTEM)
    assert isinstance(alone, Applied)
    assert (alone.state.status, alone.state.waiting_on) == (Status.IN_PROGRESS, None)
    gone = fresh(parties=(msgspec.structs.replace(SENDER, way=Way.NONE, left=True),))
    again = apply(gone, ops.TipReach(SENDER.id, Way.MAIL), stamp, SYSTEM)
    assert isinstance(again, Merged)
    assert again.state.parties == gone.parties


def test_that_a_body_to_which_a_tip_is_forwarded_is_a_party_on_which_it_waits() -> None:
    answer = forwarded(fresh(parties=(SENDER,)))
    tip, (message,) = answer.state, answer.added
    sender, body = tip.parties
    assert (sender, body.id, body.kind, body.way) == (SENDER, body_party_id(tip.id, IDS[20]), PartyKind.BODY, Way.MAIL)
    assert (tip.status, tip.waiting_on, tip.waiting_body) == (Status.WAITING, WaitingOn.OTHER_BODY, "Technické služby")
    assert isinstance(message, Message)
    assert (message.party_id, message.purpose, message.with_contact) == (body.id, Purpose.FORWARD, False)
    again = forwarded(msgspec.structs.replace(tip, answer_due=AFTER), msgspec.structs.replace(FORWARD, seen=tip.status))
    assert (len(again.state.parties), again.state.answer_due) == (2, None)


def test_that_the_answer_of_the_body_takes_the_tip_back_and_the_residents_does_not() -> None:
    tip = forwarded(fresh(parties=(SENDER,))).state
    said = done(tip, ops.TipHear(SENDER.id, "Spěchá to.", Door.PORTAL), HEARD, RESIDENT)
    assert (said.status, said.heard_at) == (Status.WAITING, HEARD)
    back = done(tip, ops.TipHear(tip.parties[1].id, "Opraveno.", Door.MAIL), HEARD, RESIDENT)
    assert (back.status, back.waiting_body, back.answer_due, back.heard_at) == (Status.IN_PROGRESS, "", None, HEARD)


def test_that_a_forward_on_another_status_is_sent_and_changes_none() -> None:
    answer = forwarded(CLOSED)
    assert isinstance(answer, Merged)
    assert (answer.state.status, len(answer.state.parties), len(answer.added)) == (Status.CLOSED, 2, 1)
    blank = msgspec.structs.replace(FORWARD, text=" ")
    assert apply(CLOSED, blank, Stamp(IDS[9], CLOSED.id, AT, 1, Access.HOLDS), OFFICER) == Rejected(
        Code.INVALID, {"field": "text"}
    )


def test_that_who_joins_an_open_tip_is_a_party_of_their_own_and_moves_nothing_else() -> None:
    waiting = fresh(parties=(SENDER,), status=Status.WAITING, waiting_on=WaitingOn.RESIDENT)
    answer = apply(waiting, ops.TipJoin(IDS[5], "I já."), Stamp(IDS[9], waiting.id, HEARD), RESIDENT)
    assert isinstance(answer, Applied)
    assert (answer.state.joined, answer.state.status, answer.state.heard_at) == (1, Status.WAITING, HEARD)
    assert [(one.id, one.kind, one.way) for one in answer.state.parties[1:]] == [(IDS[5], PartyKind.JOINED, Way.PAGE)]
    assert [one.party_id for one in answer.added if isinstance(one, Message)] == [IDS[5]]
    silent = apply(waiting, ops.TipJoin(IDS[5], " "), Stamp(IDS[9], waiting.id, HEARD), RESIDENT)
    assert isinstance(silent, Applied)
    assert (silent.added, silent.state.heard_at) == ((), None)


def test_that_nobody_joins_twice_or_what_is_closed_or_full_or_for_another() -> None:
    stamp, join = Stamp(IDS[9], IDS[0], HEARD), ops.TipJoin(IDS[5], "I já.")
    crowd = fresh(parties=(SENDER, *(Party(f"{IDS[5][:-3]}{n:03}", PartyKind.JOINED) for n in range(100, 199))))
    full = apply(crowd, ops.TipJoin(IDS[8]), stamp, RESIDENT)
    assert full == Rejected(Code.INVALID, {"field": "party_id"})
    closed = apply(CLOSED, join, stamp, RESIDENT)
    assert isinstance(closed, Rejected)
    assert closed.code is Code.ALREADY_CLOSED
    once = done(fresh(parties=(SENDER,)), join, HEARD, RESIDENT)
    assert apply(once, join, stamp, RESIDENT) == Rejected(Code.ALREADY_EXISTS)
    assert apply(fresh(), join, stamp, OFFICER) == Rejected(Code.NOT_PERMITTED)


def test_that_who_leaves_is_written_to_and_called_no_more_and_what_they_said_stays() -> None:
    owed = (
        CallBack(IDS[6], IDS[0], IDS[1], AT, "Svítí.", Purpose.ANSWER),
        CallBack(IDS[7], IDS[5], IDS[1], AT, "I vám.", Purpose.ANSWER),
    )
    both = fresh(parties=(SENDER, Party(IDS[5], PartyKind.JOINED, Way.PAGE)), joined=1, calls=owed, heard_at=AT)
    left = apply(both, ops.TipLeave(IDS[5]), Stamp(IDS[9], both.id, HEARD), RESIDENT)
    assert isinstance(left, Applied)
    assert [(one.way, one.left) for one in left.state.parties] == [(SENDER.way, False), (Way.NONE, True)]
    assert (left.state.joined, left.state.calls, left.state.heard_at) == (0, owed[:1], AT)
    again = apply(left.state, ops.TipLeave(IDS[5]), Stamp(IDS[8], both.id, HEARD), RESIDENT)
    assert isinstance(again, Merged)
    assert again.state == left.state
    stranger = apply(both, ops.TipLeave(IDS[8]), Stamp(IDS[9], both.id, HEARD), RESIDENT)
    assert stranger == Rejected(Code.INVALID, {"field": "party_id"})


@pytest.mark.parametrize(("way", "goes_on"), [(Way.PAGE, False), (Way.NONE, True)])
def test_that_nothing_waits_on_residents_who_all_left(way: Way, goes_on: bool) -> None:
    parties = (SENDER, Party(IDS[5], PartyKind.JOINED, way))
    waiting = fresh(parties=parties, status=Status.WAITING, waiting_on=WaitingOn.RESIDENT)
    left = apply(waiting, ops.TipLeave(SENDER.id), Stamp(IDS[9], waiting.id, HEARD), RESIDENT)
    assert isinstance(left, Applied)
    assert (left.state.status is Status.IN_PROGRESS, left.state.waiting_on is None) == (goes_on, goes_on)
