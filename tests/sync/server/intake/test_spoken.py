"""The digits that are told: one slip never opens another's page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.server.intake.spoken import code_of, digits_of, grouped

CODES = st.integers(min_value=0, max_value=2**64 - 1).map(code_of)


@given(CODES)
def test_that_a_code_is_read_however_it_is_written(code: str) -> None:
    assert len(code) == 16
    assert digits_of(code) == code
    assert digits_of(f"  {grouped(code)}\N{NO-BREAK SPACE}") == code
    assert digits_of("-".join(code)) == code


@given(CODES, st.integers(0, 15), st.integers(1, 9))
def test_that_no_wrong_digit_makes_another_code(code: str, place: int, more: int) -> None:
    wrong = code[:place] + str((int(code[place]) + more) % 10) + code[place + 1 :]
    assert digits_of(wrong) is None


@given(CODES, st.integers(0, 14))
def test_that_two_neighbours_that_changed_places_make_no_code(code: str, place: int) -> None:
    one, other = code[place], code[place + 1]
    changed = code[:place] + other + one + code[place + 2 :]
    assert one == other or {one, other} == {"0", "9"} or digits_of(changed) is None


@pytest.mark.parametrize(
    "text", ["", "1234", "123456789012345a", "7Q4K-0ZTN-M3XH", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٢", "1" * 17, "0" * 61, "²" * 16]
)
def test_that_other_text_is_no_code(text: str) -> None:
    assert digits_of(text) is None


def test_that_the_check_is_the_one_of_cards() -> None:
    assert digits_of("4539 1488 0343 6467") == "4539148803436467"
    assert grouped("4539148803436467") == "4539 1488 0343 6467"
