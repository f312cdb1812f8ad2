"""Plain texts: tags go, addresses in angle brackets stay, every blank is a blank."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.texts import is_broken, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Děti chodí k&nbsp;řece a&nbsp;z&nbsp;lesa.</p>", "Děti chodí k řece a z lesa."),
        ("v\u00a0parku u\u202fškoly", "v parku u školy"),
        ("Od: Jan <jan@example.org>\nSPZ <nečitelná>", "Od: Jan <jan@example.org>\nSPZ <nečitelná>"),
        ("1 < 2 > 0 & <3", "1 < 2 > 0 & <3"),
        ("a<br>b<BR/>c<br />d", "a\nb\nc\nd"),
        ("<a href=\"x>y\" title='z'>odkaz</a>", "odkaz"),
        ("x<script>alert('<b>')</script>y<style>p{}</style>z", "xyz"),
        ("<!-- poznámka -->text", "text"),
        ("AT&T &amp; &lt;b&gt; &#x41;&#66; &neznám;", "AT&T & <b> AB &neznám;"),
        ("první\u2028druhý\u2029třetí\x85čtvrtý", "první\ndruhý\ntřetí\nčtvrtý"),
        ("a\x1b[31mb\u200bc\ufeff", "a[31mbc"),
        ("a\n\n\n\n\nb \t c", "a\n\nb c"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("z\u030carovka", "žarovka"),
    ],
)
def test_that_only_what_is_no_text_goes(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_that_half_characters_and_nul_are_found() -> None:
    assert is_broken("a\ud83d")
    assert is_broken("a\0")
    assert not is_broken("a😀 ř")


@pytest.mark.parametrize(
    "text", ["<script>" * 30_000, "<a " * 60_000, '<a x="' * 30_000, "<!--" * 40_000, "&#" * 90_000]
)
def test_that_texts_made_to_be_slow_are_not(text: str) -> None:
    start = time.process_time()
    plain(text)
    assert time.process_time() - start < 20


@given(st.text(st.sampled_from("<>/abpr! -&;#x1\"'=\n\u00a0\u2028é"), max_size=60))
def test_that_a_plain_text_is_left_as_it_is(text: str) -> None:
    once = plain(text)
    assert "<" in once or "&" in once or plain(once) == once
