"""Who can be written to, and what a question makes of a tip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.domain import RESIDENT, SYSTEM, Actor, Role
from app.messages.domain import Delivery, Door, Message, Party, PartyKind, Purpose, Satisfaction, Way, message_id
from app.messages.rules import addressee, way_of
from app.outbox.domain import Code
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.tips import operations as ops
from app.tips.domain import Closing, Outcome, OutcomeKind, Status, Tip, WaitingOn
from app.tips.rules import Result, apply
from tests.app.tips import made
from tests.app.tips.made import AT, IDS, SENDER, fresh

OFFICER = Actor(IDS[1], Role.OFFICER, frozenset())
JOINED = Party(IDS[5], PartyKind.JOINED, Way.CALL)
BODY = Party(IDS[6], PartyKind.BODY, Way.MAIL, "Technické služby")
STAMP = Stamp(IDS[9], IDS[0], AT)
CLOSING = Closing(IDS[2], IDS[1], AT, Outcome(OutcomeKind.SOLVED))

parties = st.lists(
    st.builds(Party, made.ids, st.sampled_from(PartyKind), st.sampled_from(Way)), unique_by=lambda one: one.id
)


def _ask(tip: Tip, text: str = "Kde přesně?", party: str | None = None, seen: Status | None = None) -> Result:
    return apply(tip, ops.TipAsk(seen or tip.status, text, party), STAMP, OFFICER)


def _message(result: Result) -> Message:
    assert isinstance(result, Applied | Merged)
    (message,) = result.added
    assert isinstance(message, Message)
    return message


@pytest.mark.parametrize(
    ("email", "phone", "page", "way"),
    [
        ("a@example.cz", "+420", True, Way.MAIL),
        (" ", "+420", True, Way.CALL),
        ("", " ", True, Way.PAGE),
        ("", "", False, Way.NONE),
    ],
)
def test_that_an_address_goes_before_a_number_and_that_before_a_page(
    email: str, phone: str, page: bool, way: Way
) -> None:
    assert way_of(email, phone, page=page) is way


@given(parties, st.none() | made.ids)
def test_that_who_is_written_to_has_a_way_and_is_who_was_named_or_a_resident(
    some: list[Party], named: str | None
) -> None:
    found = addressee(some, named)
    if found is not None:
        assert found.way is not Way.NONE
        assert found.id == named if named else found.kind is not PartyKind.BODY
    elif named is not None:
        assert all(one.way is Way.NONE for one in some if one.id == named)


def test_that_a_question_goes_out_and_the_tip_waits_on_the_resident() -> None:
    tip = fresh(status=Status.IN_PROGRESS, parties=(BODY, SENDER))
    result = _ask(tip)
    assert isinstance(result, Applied)
    assert (result.state.status, result.state.waiting_on, result.state.version) == (
        Status.WAITING,
        WaitingOn.RESIDENT,
        2,
    )
    assert _message(result) == Message(
        id=message_id(IDS[9], OFFICER.id, SENDER.id),
        tip_id=IDS[0],
        party_id=SENDER.id,
        at=AT,
        text="Kde přesně?",
        door=Door.MAIL,
        by=OFFICER.id,
        purpose=Purpose.QUESTION,
        delivery=Delivery.QUEUED,
    )


def test_that_what_a_page_shows_is_there_at_once() -> None:
    page = _message(_ask(fresh(parties=(Party(IDS[0], way=Way.PAGE),))))
    assert (page.door, page.delivery) == (Door.PORTAL, Delivery.SENT)


@pytest.mark.parametrize(
    ("party", "text", "field"),
    [(BODY.id, "Kdy?", "party_id"), (IDS[8], "Kdy?", "party_id"), (None, " \n", "text")],
)
def test_that_nobody_is_asked_who_is_no_resident_of_the_tip_and_nothing_blank(
    party: str | None, text: str, field: str
) -> None:
    tip = fresh(parties=(SENDER, BODY))
    assert _ask(tip, text, party) == Rejected(Code.INVALID, {"field": field})


def test_that_an_anonymous_tip_has_nobody_to_ask() -> None:
    for parties_of_tip in ((), (Party(IDS[0]),), (BODY,)):
        assert _ask(fresh(parties=parties_of_tip)) == Rejected(Code.INVALID, {"field": "party_id"})


def test_that_a_merged_question_is_sent_and_changes_no_status() -> None:
    closed = fresh(status=Status.CLOSED, closing=CLOSING, parties=(SENDER,))
    for tip, seen in ((closed, Status.CLOSED), (fresh(parties=(SENDER, JOINED)), Status.WAITING)):
        result = _ask(tip, seen=seen)
        assert isinstance(result, Merged)
        assert result.state == tip
        assert _message(result).delivery is Delivery.QUEUED


def test_that_two_questions_are_two_messages() -> None:
    once = _ask(fresh(parties=(SENDER,)))
    assert isinstance(once, Applied)
    again = apply(once.state, ops.TipAsk(Status.WAITING, "A kdy?"), Stamp(IDS[8], IDS[0], AT), OFFICER)
    assert isinstance(again, Applied)
    assert _message(again).id != _message(once).id


def test_that_a_resident_asks_nobody_and_a_stranger_neither() -> None:
    tip = fresh(parties=(SENDER,))
    assert apply(tip, ops.TipAsk(Status.NEW, "?"), STAMP, RESIDENT) == Rejected(Code.NOT_PERMITTED)
    unseen = Stamp(IDS[9], IDS[0], AT, access=Access.NONE)
    assert apply(tip, ops.TipAsk(Status.NEW, "?"), unseen, OFFICER) == Rejected(Code.UNKNOWN_TARGET)


@pytest.mark.parametrize(
    ("operation", "actor", "way"),
    [
        (ops.TipFile("Lampa", "light", contact_email="a@example.cz"), OFFICER, Way.MAIL),
        (ops.TipFile("Lampa", "light", contact_phone="777"), OFFICER, Way.CALL),
        (ops.TipFile("Lampa", "light", contact_name="Anna"), OFFICER, None),
        (ops.TipFile("Lampa", "light"), RESIDENT, Way.PAGE),
    ],
)
def test_that_who_sent_a_tip_is_a_party_where_they_can_be_answered(
    operation: ops.TipFile, actor: Actor, way: Way | None
) -> None:
    filed = apply(None, operation, STAMP, actor)
    assert isinstance(filed, Applied)
    assert filed.state.parties == ((Party(IDS[0], PartyKind.SENDER, way),) if way else ())


@given(st.lists(st.tuples(made.operations, made.stamps(), made.actors), max_size=8), parties)
def test_that_a_message_goes_to_a_party_of_its_tip_with_a_way_and_no_id_is_used_twice(
    steps: list[tuple[ops.TipOperation, Stamp, Actor]], some: list[Party]
) -> None:
    tip = fresh(parties=tuple(some))
    seen: dict[str, tuple[str, str]] = {}
    for operation, stamp, actor in steps:
        result = apply(tip, operation, stamp, actor)
        if isinstance(result, Rejected):
            continue
        for child in result.added:
            if isinstance(child, Message):
                party = next(one for one in result.state.parties if one.id == child.party_id)
                assert party.way is not Way.NONE
                assert child.text.strip()
                made_by = (stamp.operation_id, actor.id)
                assert seen.setdefault(child.id, made_by) == made_by
        tip = result.state


THANKS = ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Lampa svítí, děkujeme."))


def test_that_a_closing_answers_every_resident_with_a_way_and_waits_a_while() -> None:
    closed = apply(fresh(parties=(SENDER, JOINED, BODY, Party(IDS[7], PartyKind.JOINED))), THANKS, STAMP, OFFICER)
    assert isinstance(closed, Applied)
    said = [one for one in closed.added if isinstance(one, Message)]
    assert [(one.party_id, one.purpose, one.delivery, one.text) for one in said] == [
        (who.id, Purpose.REPLY, Delivery.HELD, "Lampa svítí, děkujeme.") for who in (SENDER, JOINED)
    ]


def test_that_a_second_closing_a_silent_one_and_a_job_answer_nobody() -> None:
    tip = fresh(parties=(SENDER,))
    first = apply(tip, THANKS, STAMP, OFFICER)
    assert isinstance(first, Applied)
    second = apply(first.state, THANKS, Stamp(IDS[8], IDS[0], AT), OFFICER)
    assert isinstance(second, Merged)
    silent = apply(tip, ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply=" ")), STAMP, OFFICER)
    told = apply(tip, THANKS, STAMP, SYSTEM)
    assert isinstance(silent, Applied)
    assert isinstance(told, Applied)
    assert second.added == silent.added == told.added == ()


def test_that_an_answer_goes_to_whoever_was_named_and_changes_nothing_of_the_tip() -> None:
    for tip in (fresh(parties=(SENDER, BODY)), fresh(status=Status.CLOSED, closing=CLOSING, parties=(SENDER, BODY))):
        result = apply(tip, ops.TipAnswer("Předali jsme to.", BODY.id), STAMP, OFFICER)
        assert isinstance(result, Applied)
        assert result.state == tip
        assert (_message(result).party_id, _message(result).purpose) == (BODY.id, Purpose.ANSWER)
    assert apply(fresh(), ops.TipAnswer("?"), STAMP, OFFICER) == Rejected(Code.INVALID, {"field": "party_id"})
    assert apply(fresh(parties=(SENDER,)), ops.TipAnswer(" "), STAMP, OFFICER) == Rejected(
        Code.INVALID, {"field": "text"}
    )


def _waiting(on: WaitingOn, body: str = "", **more: object) -> Tip:
    return fresh(status=Status.WAITING, waiting_on=on, waiting_body=body, parties=(SENDER, BODY), **more)


@pytest.mark.parametrize(
    ("tip", "who", "status"),
    [
        (_waiting(WaitingOn.RESIDENT), SENDER, Status.IN_PROGRESS),
        (_waiting(WaitingOn.RESIDENT), BODY, Status.WAITING),
        (_waiting(WaitingOn.OTHER_BODY, BODY.name), BODY, Status.IN_PROGRESS),
        (_waiting(WaitingOn.OTHER_BODY, "kraj"), BODY, Status.WAITING),
        (_waiting(WaitingOn.OTHER_BODY, BODY.name), SENDER, Status.WAITING),
        (fresh(status=Status.CLOSED, closing=CLOSING, parties=(SENDER,)), SENDER, Status.CLOSED),
    ],
)
def test_that_what_a_party_says_is_news_and_moves_only_a_tip_that_waits_on_them(
    tip: Tip, who: Party, status: Status
) -> None:
    result = apply(tip, ops.TipHear(who.id, "U školy.", Door.MAIL), STAMP, RESIDENT)
    assert isinstance(result, Applied)
    assert (result.state.status, result.state.version) == (status, tip.version + 1)
    message = _message(result)
    assert (message.party_id, message.door, message.by, message.delivery) == (who.id, Door.MAIL, None, None)
    stranger = apply(tip, ops.TipHear(IDS[8], "!", Door.MAIL), STAMP, RESIDENT)
    assert stranger == Rejected(Code.INVALID, {"field": "party_id"})
    assert apply(tip, ops.TipHear(who.id, "!", Door.MAIL), STAMP, OFFICER) == Rejected(Code.NOT_PERMITTED)


@pytest.mark.parametrize("said", list(Satisfaction))
def test_that_a_resident_is_asked_once_and_reopens_what_was_not_done(said: Satisfaction) -> None:
    tip = fresh(status=Status.CLOSED, closing=CLOSING, parties=(SENDER, JOINED))
    result = apply(tip, ops.TipSatisfaction(SENDER.id, said, "Bliká."), STAMP, RESIDENT)
    assert isinstance(result, Applied)
    again = said in (Satisfaction.PARTLY, Satisfaction.NOT_SOLVED)
    assert result.state.status is (Status.REOPENED if again else Status.CLOSED)
    assert (result.state.closing is None, len(result.state.other_closings)) == (again, int(again))
    assert [one.satisfaction for one in result.state.parties] == [said, None]
    assert _message(result).text == "Bliká."
    repeated = apply(result.state, ops.TipSatisfaction(SENDER.id, said), STAMP, RESIDENT)
    assert isinstance(repeated, Merged)
    assert repeated.state == result.state


def test_that_nobody_judges_what_is_open_and_no_body_does() -> None:
    tip = fresh(parties=(SENDER, BODY))
    early = apply(tip, ops.TipSatisfaction(SENDER.id, Satisfaction.PARTLY), STAMP, RESIDENT)
    assert isinstance(early, Merged)
    assert early.state == tip
    body = apply(tip, ops.TipSatisfaction(BODY.id, Satisfaction.SOLVED), STAMP, RESIDENT)
    assert body == Rejected(Code.INVALID, {"field": "party_id"})
