import pytest

from app.accounts.domain import Actor, Role
from app.outbox.domain import Code
from app.outcomes import Access
from app.tips.domain import Channel, Closing, Outcome, OutcomeKind, Status, WaitingOn
from app.tips.possibilities import allowed_kinds
from tests.app.tips.made import AT, IDS, fresh
from tests.ui.city import COLLEAGUE, NOW
from ui.lookups import Lookups, glyph
from ui.tips import words
from ui.tips.actions import ACTIONS, actions

HERE = NOW.astimezone()
ALL = frozenset(action.kind for action in ACTIONS)
pytestmark = pytest.mark.usefixtures("czech")


def test_that_every_status_and_outcome_has_its_own_czech_word() -> None:
    statuses = {words.status_word(status) for status in Status} | {
        words.status_word(Status.WAITING, WaitingOn.RESIDENT)
    }
    assert len(statuses) == len(Status) + 1
    assert len({words.outcome_word(kind) for kind in OutcomeKind}) == len(OutcomeKind)
    assert all(words.channel_word(channel) for channel in Channel)
    assert all(words.status_tone(status) for status in Status)


@pytest.mark.parametrize("code", list(Code))
def test_that_every_refusal_is_a_czech_sentence(code: Code) -> None:
    sentence = words.code_words(code, {}, Lookups(), HERE)
    assert sentence.endswith(".")
    assert "translate" not in sentence
    assert code.value not in sentence


def test_that_a_body_that_takes_no_more_tips_is_said_to_be_that() -> None:
    assert "organizaci" in words.code_words(Code.INVALID, {"field": "body_id"}, Lookups(), HERE)


def test_that_a_second_closing_names_the_first(lookups: Lookups) -> None:
    now = {"closed_by": COLLEAGUE, "closed_at": "2026-03-12T12:00:00Z"}
    assert "Petr Malý" in words.code_words(Code.ALREADY_CLOSED, now, lookups, HERE)


def test_that_every_sign_is_in_the_icon_set() -> None:
    unknown = glyph("no such icon")
    assert unknown == glyph("circle-question-mark")
    assert all(glyph(words.outcome_glyph(kind)) != unknown for kind in OutcomeKind)
    assert all(glyph(row.sign) != unknown for status in Status for row in actions(status, ALL))


@pytest.mark.parametrize("status", list(Status))
def test_that_only_what_is_allowed_is_offered(status: Status) -> None:
    assert actions(status, frozenset()) == ()
    assert {row.key for row in actions(status, frozenset({"tip.note"}))} == {"note"}


def test_that_a_closed_tip_can_not_be_closed_from_its_bar() -> None:
    closing = Closing(IDS[1], IDS[2], AT, Outcome(OutcomeKind.SOLVED))
    officer = Actor(IDS[3], Role.OFFICER, frozenset())
    allowed = allowed_kinds(fresh(status=Status.CLOSED, closing=closing), officer, AT, Access.HOLDS)
    assert "tip.note" in allowed
    assert not {"close", "not_ours", "hand_over", "accept"} & {row.key for row in actions(Status.CLOSED, allowed)}


def test_that_an_accepted_tip_is_not_accepted_again() -> None:
    allowed = allowed_kinds(fresh(status=Status.ACCEPTED), Actor(IDS[3], Role.OFFICER, frozenset()), AT, Access.HOLDS)
    assert [row.key for row in actions(Status.ACCEPTED, allowed)][:2] == ["start", "close"]
    assert "accept" not in {row.key for row in actions(Status.ACCEPTED, allowed)}


@pytest.mark.parametrize("status", list(Status))
def test_that_nothing_is_offered_twice(status: Status) -> None:
    for heard in (True, False):
        offered = [row.key for row in actions(status, ALL, heard=heard)]
        assert len(offered) == len(set(offered))
        assert set(offered) == {action.key for action in ACTIONS if heard or not action.heard}


def test_that_what_a_party_said_is_answered_first_and_a_closed_tip_opened_again() -> None:
    uncalled = ALL - {"tip.called"}
    assert actions(Status.IN_PROGRESS, uncalled, heard=True)[0].key == "answer"
    assert [row.key for row in actions(Status.CLOSED, uncalled, heard=True)][:2] == ["open_again", "answer"]
    assert actions(Status.CLOSED, ALL, heard=True)[0].key == "called", "a call that is owed comes before all"
