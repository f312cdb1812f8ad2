"""What a screen offers is what the rules would apply: shown by each status, role and right."""

from typing import get_args

import pytest

from app.accounts.domain import Actor, Role
from app.messages.domain import Purpose
from app.outcomes import Access
from app.tips.domain import CallBack, Closing, Outcome, OutcomeKind, Promise, Status
from app.tips.operations import OPERATIONS, Additive
from app.tips.possibilities import allowed_kinds
from tests.app.tips.made import AT, IDS, SENDER, fresh

ADDITIONS = {operation.KIND for operation in get_args(Additive)} - {"tip.promise_kept", "tip.answer", "tip.called"}


CLOSING = Closing(IDS[2], IDS[2], AT, Outcome(OutcomeKind.SOLVED))
"""Somebody else's: who closed it may reopen it on that day."""


def offered(status: Status, role: Role = Role.OFFICER, access: Access = Access.HOLDS, title: str = "Lampa") -> set[str]:
    closing = CLOSING if status is Status.CLOSED else None
    tip = fresh(status=status, title=title, closing=closing)
    return set(allowed_kinds(tip, Actor(IDS[1], role, frozenset()), AT, access))


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        (Status.NEW, {"tip.accept", "tip.start", "tip.wait", "tip.forward", "tip.close"}),
        (Status.ACCEPTED, {"tip.start", "tip.wait", "tip.forward", "tip.close"}),
        (Status.IN_PROGRESS, {"tip.wait", "tip.forward", "tip.close"}),
        (Status.WAITING, {"tip.start", "tip.wait", "tip.forward", "tip.close"}),
        (Status.REOPENED, {"tip.accept", "tip.start", "tip.wait", "tip.forward", "tip.close"}),
        (Status.CLOSED, set()),
    ],
)
def test_that_an_officer_is_offered_what_comes_next(status: Status, kinds: set[str]) -> None:
    assert offered(status) - ADDITIONS - {"tip.edit"} == kinds


def test_that_only_a_supervisor_gives_a_tip_to_somebody_and_reopens_a_closed_one() -> None:
    assert "tip.assign" in offered(Status.NEW, Role.SUPERVISOR)
    assert "tip.assign" not in offered(Status.NEW)
    assert [status for status in Status if "tip.reopen" in offered(status, Role.SUPERVISOR)] == [Status.CLOSED]
    assert "tip.reopen" not in offered(Status.CLOSED)


def test_that_a_title_can_be_corrected_whatever_it_is() -> None:
    assert all("tip.edit" in offered(Status.NEW, title=title) for title in ("Lampa", ".", ","))


def test_that_who_held_the_tip_may_only_add_and_a_stranger_nothing() -> None:
    assert offered(Status.NEW, access=Access.HELD) == ADDITIONS
    assert offered(Status.NEW, access=Access.NONE) == set()


def test_that_an_analyst_is_offered_nothing() -> None:
    assert offered(Status.NEW, Role.ANALYST) == set()


def test_that_every_kind_but_filing_can_be_offered_to_somebody() -> None:
    seen = {kind for status in Status for role in Role for kind in offered(status, role)}
    promised = fresh(promises=(Promise(IDS[3], IDS[1], AT, "Zavolám.", "2026-06-03"),))
    assert "tip.promise_kept" not in seen
    seen |= allowed_kinds(promised, Actor(IDS[1], Role.OFFICER, frozenset()), AT, Access.HOLDS)
    owed = fresh(calls=(CallBack(IDS[3], IDS[0], IDS[1], AT, "Svítí.", Purpose.ANSWER),))
    assert "tip.called" not in seen
    seen |= allowed_kinds(owed, Actor(IDS[1], Role.OFFICER, frozenset()), AT, Access.HOLDS)
    asked = fresh(parties=(SENDER,))
    assert "tip.ask" not in seen
    seen |= allowed_kinds(asked, Actor(IDS[1], Role.OFFICER, frozenset()), AT, Access.HOLDS)
    assert seen == {operation.KIND for operation in OPERATIONS} - {
        "tip.file",
        "tip.hear",
        "tip.join",
        "tip.leave",
        "tip.reach",
        "tip.satisfaction",
    }
