"""The words by which a tip is found: folded alike by the device and by the server."""

from hypothesis import given
from hypothesis import strategies as st

from app.tips.search import expression
from app.tips.words import bit_of, folded, letters_of, matches, snippet, wanted_words
from tests.app.device import tip


def test_that_the_snippet_shows_where_the_word_is() -> None:
    one = tip("Pes", text="a " * 60 + "Rozbité Osvětlení u vchodu " + "b " * 60)
    assert "Osvětlení u vchodu" in snippet(one, wanted_words("osvet"))
    assert snippet(one, wanted_words("pes")) == ""
    assert snippet(one, ()) == ""


@given(st.text(max_size=40))
def test_that_folding_keeps_every_place_in_the_text(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet="aábcčdďeéěžŽ 1/2.-ÖßŁ", max_size=20), st.text(alphabet="aábcčdďeéěžŽ 12Ö", max_size=6))
def test_that_python_and_fts5_agree_on_what_matches(text: str, wanted: str) -> None:
    from sqlcipher3 import dbapi2

    words = wanted_words(wanted)
    if not words:
        return
    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(w, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')")
    connection.execute("INSERT INTO t VALUES (?)", (text,))
    found = connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression(words),)).fetchone()[0]
    connection.close()
    assert bool(found) == matches(text, words)


@given(st.text(alphabet="aábcčdďeéěžŽ 1/2.-ÖßŁ_я\u0301²", max_size=20), st.sampled_from("abcdezlo12s"))
def test_that_the_letters_of_a_text_are_those_that_words_begin_with(text: str, letter: str) -> None:
    assert bool(letters_of(text) & bit_of(letter)) == matches(text, (letter,))


def test_that_a_longer_word_and_another_alphabet_have_no_bit() -> None:
    assert bit_of("ab") == bit_of("я") == bit_of("") == 0
    assert len({bit_of(letter) for letter in "abcdefghijklmnopqrstuvwxyz0123456789"}) == 36
    assert all(0 < bit_of(letter) < 1 << 62 for letter in "az09")
