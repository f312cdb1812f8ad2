"""What people wrote is shown, never obeyed, by the terminal on which an operator reads it."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from sync.server import cli
from sync.server.accounts.keys import issue_key
from sync.server.commands.printing import printable, printable_lines
from tests.sync.server import schema
from tests.sync.server.station import open_station

HOSTILE = "Ema\x1b[2J\x1b]0;x\x07\rznovu\x9b31m\u202egnp\u2066\u200bd\ud800\x00"
STORABLE = HOSTILE.replace("\x00", "").replace("\ud800", "")
Run = Callable[..., str]


def obeyed(text: str) -> list[str]:
    """What a terminal would do something about."""
    return [
        letter for letter in text if letter != "\n" and unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]


def test_that_nothing_is_left_that_a_terminal_obeys() -> None:
    assert obeyed(HOSTILE)
    assert not obeyed(printable(HOSTILE))
    assert printable(HOSTILE).startswith("Ema\\x1b[2J\\x1b]0;x\\x07\\rznovu")
    assert printable("a\nb\u2028c") == "a\\nb\\u2028c"
    assert printable_lines("a\nb\tc") == "a\nb\\tc"


def test_that_letters_of_all_people_are_shown_as_they_are() -> None:
    for text in ("Žluťoučký kůň", "Nguyễn Thị", "Оксана", "🦊 12", "a b"):
        assert printable(text) == text
    assert printable("v\u00a0parku") == "v parku"


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    files = tmp_path / "files"
    with open_station(sqlite_url, files) as station:
        station.with_districts()
        officer_id = station.person("novak", Role.DISPATCHER)
        station.device(officer_id)
        with station.server.database.write() as connection:
            issue_key(connection, "web", officer_id, station.server.now())
            for table in (schema.account, schema.device, schema.api_key):
                connection.execute(sa.update(table).values(name=STORABLE))

    def command(*arguments: str) -> str:
        cli.main([*arguments, "--database", sqlite_url, "--files", str(files)])
        said = capsys.readouterr()
        return said.out + said.err

    return command


@pytest.mark.parametrize("what", ["officers", "devices", "keys"])
def test_that_every_list_shows_stored_names_without_obeying_them(run: Run, what: str) -> None:
    said = run(what, "list")
    assert "Ema\\x1b[2J" in said
    assert not obeyed(said)


@pytest.mark.parametrize(
    "command",
    [
        ("officers", "code", "no\x1b[2Jbody"),
        ("officers", "duty", "novak", "no\x1b[2Jwhere"),
        ("officers", "duty", "novak", "d1", "--until", "no\x1b[2Jtime"),
        ("devices", "revoke", "\x1b[2J"),
        ("keys", "revoke", "\x1b[2J"),
        ("erase", "\x1b[2J"),
        ("audit", "verify", "--head", "\x1b[2J"),
        ("outbox", "import", "no\x1b[2Jfile"),
    ],
)
def test_that_a_refusal_repeats_what_was_typed_without_obeying_it(run: Run, command: tuple[str, ...]) -> None:
    said = run(*command)
    assert "\\x1b[2J" in said
    assert not obeyed(said)


@pytest.mark.parametrize("command", [("officers", "code", "a\x00b"), ("officers", "code", "a\udcffb"),
                                     ("keys", "add", "novak", "--name", "\x00"), ("erase", "2026\x00")])  # fmt: skip
def test_that_what_no_database_can_store_is_refused_in_words(
    run: Run, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(*command)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert "holds a character that can not be stored" in said
    assert not obeyed(said)


@pytest.mark.parametrize("number", ["9223372036854775808", "-1", "x", "1e3", "٣", "9" * 5000])
@pytest.mark.parametrize("option", ["--per-hour", "--per-day", "--days"])
def test_that_a_number_that_no_database_holds_is_refused_in_words(
    run: Run, option: str, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run("keys", "add", "novak", "--name", "x", f"{option}={number}")
    assert left.value.code == 2
    assert "a whole number is expected" in capsys.readouterr().err
