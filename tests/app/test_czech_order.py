"""Lists stand in the order of the Czech alphabet, on any machine."""

import locale
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.czech_order import czech_order

KNOWN = (
    "1. máje", "9. května", "17. listopadu", "Adamova", "Bezručova", "Blatenská", "Březenecká", "Cihlářská",
    "Cukrovarská", "Čapkova", "Čelakovského", "Ďáblická", "Dukelská", "Edisonova", "Hálkova", "Havlíčkova",
    "Horní Ves", "Hřbitovní", "Hutnická", "Chelčického", "Chomutovská", "Ivana Olbrachta", "Jiráskova", "Kamenná",
    "Lipská 9", "Lipská 10", "Lipská 100", "Mánesova", "Novák", "Nové Spořice", "Osvobození", "Palackého",
    "Písečná", "Pražská", "Rokycanova", "Růžová", "Řetenická", "Sadová", "Spořická", "Šafaříkova", "Školní",
    "Tomáše ze Štítného", "Ulice", "Úzká", "Václavská", "Zahradní", "Zborovská", "Žižkova",
)  # fmt: skip


def test_that_a_known_list_stands_in_its_order() -> None:
    mixed = list(KNOWN)
    random.Random(3).shuffle(mixed)
    assert sorted(mixed, key=czech_order) == list(KNOWN)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("cz", "č"), ("hz", "ch"), ("ch", "i"), ("rz", "ř"), ("sz", "š"), ("zz", "ž"), ("Hz", "Chomutov"),
        ("kura", "kůra"), ("kúra", "kůra"), ("Úzká", "uzký"), ("a", "A"), ("Ab", "ac"),
        ("Nová 9", "Nová 10"), ("Nová", "Nová 1"), ("Nová Ves", "Novák"), ("9", "a"), ("", " "), ("007", "8"),
    ],
)  # fmt: skip
def test_that_one_stands_before_the_other(before: str, after: str) -> None:
    assert czech_order(before) < czech_order(after)


def test_that_a_letter_in_two_pieces_stands_as_in_one() -> None:
    whole = czech_order("Čelakovského")
    assert czech_order(unicodedata.normalize("NFD", "Čelakovského"))[:3] == whole[:3]


def test_that_the_locale_of_the_machine_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "strxfrm", lambda _: 1 / 0)
    czech_order.cache_clear()
    assert sorted(["Š", "T", "S"], key=czech_order) == ["S", "Š", "T"]


@given(st.lists(st.text(max_size=12), max_size=8, unique=True))
def test_that_any_texts_have_one_order(texts: list[str]) -> None:
    backwards = texts[::-1]
    assert sorted(texts, key=czech_order) == sorted(backwards, key=czech_order)
