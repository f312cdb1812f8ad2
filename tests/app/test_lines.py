"""A row of a list has one line, and it shows something or nothing at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lines import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Nesvítí lampa", "Nesvítí lampa"),
        ("První řádek\ndruhý\r\n\ttřetí", "První řádek druhý třetí"),
        ("dva\u2028řádky\u2029tři\x85čtyři", "dva řádky tři čtyři"),
        ("  mnoho \u00a0 mezer  ", "mnoho mezer"),
        ("a\u202eb\u2066c\u200bd\x00", "abcd"),
        ("👩\u200d🔧 opravuje", "👩\u200d🔧 opravuje"),
        ("\u200b\u200d\ufeff", ""),
        ("\u3164\u2800 \u115f", ""),
        ("\u0301", ""),
        ("", ""),
        ("?", "?"),
    ],
)
def test_that_a_text_becomes_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text())
def test_that_a_line_has_no_end_within(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert one_line(line) == line
