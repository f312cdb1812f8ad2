"""A password is exactly what was set, however long what is typed is, and none that is easily guessed."""

import random
import string
import unicodedata

import pytest
import sqlalchemy as sa

from sync.server.accounts import passwords
from sync.server.accounts.refused import AccountRefused
from tests.sync.server import schema
from tests.sync.server.station import Station


def test_that_a_longest_password_with_more_behind_it_is_wrong(station: Station) -> None:
    station.person("novak")
    password = "".join(random.Random(3).choices(string.ascii_letters, k=passwords.LONGEST))
    stored = passwords.hashed(station.settings, password)
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).values(password=stored))
    assert passwords.verify(station.server, "novak", password) is not None
    assert passwords.verify(station.server, "novak", password + "x") is None


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "passwordpassword",
        "Password1234!",
        "P@ssw0rd1234",
        "1q2w3e4r5t6z",
        "qwertzuiopasdf",
        "hunter2hunter2",
        "iloveyou1234",
        "heslo123heslo",
        "Okrskar-okrskar1",
        "okrskář okrskář",
        "MestskaPolicie1",
        "novakovanovakova",
        "Nováková2026!",
        "Jana Nováková 117",
        "KamencovaKamencova",
        "xxxxxxxxxxxxxxxxxxxxxxxx",
        "12.03.198412.03.1984",
    ],
)
def test_that_a_password_that_others_would_try_is_refused(station: Station, password: str) -> None:
    about = ("novakova", "Jana Nováková", "117", "Kamencová")
    with pytest.raises(AccountRefused, match="too easy to guess"):
        passwords.hashed(station.settings, password, about)


@pytest.mark.parametrize(
    "password",
    [
        "lampa trolej sud kaktus",
        "dlouhé heslo, které si pamatuji",
        "correct horse battery staple",
        "kqzvmwpxjtrb",
        "žluťoučký kůň úpěl ďábelské ódy " * 4,
        "a1b2c3d4-9f8e-4d3c-b2a1-0f9e8d7c6b5a",
        "🦊 běží přes les ke studánce",
    ],
)
def test_that_words_without_a_connection_and_anything_random_are_taken(station: Station, password: str) -> None:
    assert passwords.hashed(station.settings, password, ("novakova", "Jana Nováková")).startswith("$argon2id$")


@pytest.mark.parametrize("length", [passwords.SHORTEST - 1, passwords.LONGEST + 1])
def test_that_the_length_has_bounds(station: Station, length: int) -> None:
    with pytest.raises(AccountRefused, match="has 12 to 128 characters"):
        passwords.hashed(station.settings, "k" * length)


def test_that_a_pasted_password_may_spell_its_letters_in_another_way(station: Station) -> None:
    password = "žluťoučký kůň v dešti"
    decomposed = unicodedata.normalize("NFD", password)
    assert decomposed != password
    station.person("novak")
    stored = passwords.hashed(station.settings, decomposed)
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).values(password=stored))
    assert passwords.verify(station.server, "novak", password) is not None
    assert passwords.verify(station.server, "novak", decomposed) is not None
