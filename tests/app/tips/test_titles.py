"""A title is one line that shows something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.tips.titles import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("První řádek\nDruhý řádek\nTřetí řádek", "První řádek Druhý řádek Třetí řádek"),
        ("  Lampa\t\u00a0nesvítí \u2028u školy\u2029", "Lampa nesvítí u školy"),
        ("La\u200bmpa \u202eobráceně\u0007", "Lampa obráceně"),
        ("Rodina 👨\u200d👩\u200d👧 na hřišti", "Rodina 👨\u200d👩\u200d👧 na hřišti"),
        ("\u200b\u200d\u2060\ufeff", ""),
        ("\u3164 \u2800", ""),
        ("\u0301", ""),
        (" \n ", ""),
        ("?", "?"),
    ],
)
def test_that_a_title_is_one_line_of_what_can_be_seen(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text())
def test_that_a_title_made_one_line_stays_as_it_is(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line
    assert line == line.strip()
    assert len(line) <= len(text)
