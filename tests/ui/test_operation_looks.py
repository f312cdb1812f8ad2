"""Every change that a person can make has its look: a sign of the set, a noun, and words after the tap."""

import pytest

from app import operations as register
from ui.lookups import Lookups
from ui.operation_looks import KINDS, look_of
from ui.theme.tokens import glyphs


@pytest.mark.parametrize("kind", sorted(register.OPERATIONS))
def test_that_every_change_has_a_row(kind: str) -> None:
    assert kind in KINDS
    look = look_of(kind)
    assert look.sign in glyphs()
    assert look.name() not in ("", kind)
    assert look.merged()
    if kind.startswith("tip.") and kind != "tip.file":
        assert look.done()


def test_that_changes_are_told_apart() -> None:
    nouns = [look_of(kind).name() for kind in register.OPERATIONS]
    assert len(set(nouns)) == len(nouns)


def test_that_no_row_is_left_of_a_change_that_is_gone() -> None:
    assert set(register.OPERATIONS) | {"received"} >= KINDS


def test_that_an_unknown_change_says_its_own_name() -> None:
    look = look_of("tip.sing")
    assert look.told is not None
    assert (look.name(), look.told({}, Lookups())) == ("tip.sing", "tip.sing")


def test_that_a_closing_is_told_with_its_body() -> None:
    look = look_of("tip.close")
    detail = look.detail({"seen": "new", "outcome": {"kind": "handed_over", "body": "kraj", "reply": "Děkujeme"}})
    assert look.told is not None
    assert look.told(detail, Lookups()).endswith("(kraj)")
    assert detail["reply"] == "Děkujeme"
