"""The relay is set, shown without its password, and taken away."""

import io

import pytest

from sync.server.ground import meta
from sync.server.mail.relay import MailKey, relay
from tests.sync.server.commands.conftest import Run
from tests.sync.server.station import Station

SET = ("mail", "set", "relay.example.cz", "--from", "mp@example.cz", "--domain", "tip.example.cz")


def test_that_a_relay_is_set_with_a_password_that_lies_nowhere_in_the_open(
    station: Station, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("velmi-tajne\n"))
    assert command(*SET, "--user", "okrskar")[0] == 0
    with station.server.database.read() as connection:
        named = relay(connection)
        assert "velmi-tajne" not in meta.read(connection, "mail")
    assert named is not None
    assert (named.host, named.port, named.security.value) == ("relay.example.cz", 587, "starttls")
    assert MailKey(station.settings.files).open(named.sealed) == "velmi-tajne"
    code, said = command("mail", "show")
    assert (code, "velmi-tajne" in said, "relay.example.cz:587" in said) == (0, False, True)
    (station.settings.files / "mail.key").write_bytes(bytes(32))
    assert MailKey(station.settings.files).open(named.sealed) is None


def test_that_mail_can_be_ended(station: Station, command: Run) -> None:
    assert command(*SET)[0] == 0
    assert command("mail", "off")[0] == 0
    assert "no mail goes out" in command("mail", "show")[1]
    with station.server.database.read() as connection:
        assert relay(connection) is None


@pytest.mark.parametrize("wrong", [("--from", "nobody"), ("--domain", "a b"), ("--port", "0"), ("--domain", "x\ny.cz")])
def test_that_what_can_not_be_is_refused_in_words(command: Run, wrong: tuple[str, str]) -> None:
    code, said = command(*SET, *wrong)
    assert (code, "can not be used" in said) == (2, True)


@pytest.mark.parametrize("typed", ["\n", "žluťoučký\n"])
def test_that_an_empty_password_or_one_with_accents_changes_nothing(
    station: Station, command: Run, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert command(*SET, "--user", "okrskar")[0] == 2
    with station.server.database.read() as connection:
        assert relay(connection) is None
