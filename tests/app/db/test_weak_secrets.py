"""Secrets that are tried first, told from those that are not: for each rule a PIN and the nearest that it lets pass."""

import pytest

from app.db.weak_secrets import is_trivial_passphrase, is_trivial_pin


@pytest.mark.parametrize(
    ("trivial", "sound"),
    [
        ("112122", "112142"),  # two different digits
        ("456789", "456798"),  # a run up
        ("7890123", "7890132"),  # which goes on with 0
        ("987654", "987564"),  # a run down
        ("481481", "481482"),  # a part that repeats
        ("48148148", "48148150"),  # also where its end is cut
        ("543210", "345434"),  # which goes one way all along
        ("234567", "048260"),  # by one
        ("234987", "234986"),  # two runs
        ("345876", "259876"),  # both of them
        ("23459876", "2349876"),  # of one length
        ("480084", "480094"),  # a mirror
        ("004488", "004489"),  # pairs
        ("1147258", "1147285"),  # a way over the keypad
        ("8527411", "8527141"),  # and the same backwards
        ("24121985", "24131985"),  # a day of birth
        ("31012004", "32012004"),
        ("24122085", "24122185"),
        ("19851224", "19851324"),  # the year first
        ("20040131", "20040132"),
        ("01011970", "00011970"),
        ("19700301", "19700031"),
    ],
)
def test_that_a_pin_is_refused_by_its_pattern_and_its_neighbour_is_not(trivial: str, sound: str) -> None:
    assert is_trivial_pin(trivial)
    assert not is_trivial_pin(sound)


@pytest.mark.parametrize(
    ("trivial", "sound"),
    [
        ("abab cdcd abab", "abab cdcd abeb"),  # fewer than five different characters
        ("abcdefghijklm", "abcdefghijkln"),  # one step all the way
        ("modrý modrý modrý", "modrý modrý modrák"),  # one part many times
        ("lampa svítí lampa svítí", "lampa svítí lampa svítila"),
        ("Modrý mODRÝ modrý", "Modrý mODRÝ modro"),  # whatever its capitals and spaces
    ],
)
def test_that_a_passphrase_that_only_repeats_is_refused(trivial: str, sound: str) -> None:
    assert is_trivial_passphrase(trivial)
    assert not is_trivial_passphrase(sound)
