"""Instants are found by their type, however deep they lie."""

import msgspec
import pytest

from app.instants import impossible, instants_of, unbelievable
from app.tips.domain import Closing, Outcome, OutcomeKind, Tip
from app.values import Instant

AT = "2026-03-02T08:00:00Z"
NEVER = "2026-02-30T10:00:00Z"


class _Track(msgspec.Struct, frozen=True):
    fixes: tuple[Instant, ...]
    text: str = NEVER


def tip(at: str) -> Tip:
    closing = Closing("a", "b", at, Outcome(OutcomeKind.SOLVED, reply=NEVER))
    return Tip(id="i", number="", title=NEVER, category="", created_at=AT, other_closings=(closing,))


def test_that_every_instant_of_a_value_is_found_and_no_text_that_looks_like_one() -> None:
    assert list(instants_of(tip(AT))) == [("created_at", AT), ("at", AT)]
    assert list(instants_of(_Track((AT, NEVER)))) == [("fixes", AT), ("fixes", NEVER)]


@pytest.mark.parametrize(("at", "can_be", "is_believed"), [(AT, 1, 1), (NEVER, 0, 0), ("1901-01-01T00:00:00Z", 1, 0)])
def test_that_one_impossible_instant_is_named(at: str, can_be: int, is_believed: int) -> None:
    assert impossible(tip(at)) == (None if can_be else "at")
    assert unbelievable(tip(at)) == (None if is_believed else "at")
