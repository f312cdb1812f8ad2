"""The relay is set, shown without its password, and taken away."""

import io

import pytest

from sync.server.ground import meta
from sync.server.mail.incoming.repository import boxes
from sync.server.mail.relay import MailKey, relay
from tests.sync.server.commands.conftest import Run
from tests.sync.server.station import WEST, Station

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


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (("question",), "strážník ptá"),
        (("reply", "--outcome", "monitored"), "místo sledujeme"),
        (("reply", "--outcome", "solved", "--language", "en"), "Outcome: solved."),
        (("received",), "zapsali jsme ho jako podnět č. 2026-000123"),
    ],
)
def test_that_a_mail_is_shown_before_it_goes_out(command: Run, told: tuple[str, ...], expected: str) -> None:
    assert command("mail", "preview", *told)[0] == 2
    assert command(*SET)[0] == 0
    code, said = command("mail", "preview", *told)
    assert (code, expected in said, "Reply-To: o-" in said) == (0, True, True)


def test_that_a_mailbox_is_named_with_a_password_that_lies_nowhere_in_the_open(
    station: Station, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = ("mail", "box", "set", "podnety", "imap.example.cz", "--user", "podnety@example.cz")
    novak = station.officer("novak", WEST)
    monkeypatch.setattr("sys.stdin", io.StringIO("velmi-tajne\n"))
    assert command(*box, "--kind", "officer", "--officer", "novak", "--authserv", "mx.example.cz")[0] == 0
    with station.server.database.read() as connection:
        (named,) = boxes(connection)
    assert (named.officer_id, named.port, named.security.value) == (novak.officer_id, 993, "tls")
    assert MailKey(station.settings.files).open(named.sealed) == "velmi-tajne"
    code, said = command("mail", "box", "list")
    assert (code, "velmi-tajne" in said, "imap.example.cz:993" in said) == (0, False, True)
    for wrong in (
        ("--kind", "officer"),
        ("--officer", "novak"),
        ("--kind", "officer", "--officer", "nikdo"),
        ("--port", "0"),
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO("velmi-tajne\n"))
        assert command(*box, *wrong)[0] == 2
    assert command("mail", "box", "remove", "podnety")[0] == 0
    assert command("mail", "box", "remove", "podnety")[0] == 2
    assert command("mail", "fetch")[0] == 2
