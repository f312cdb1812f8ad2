"""No secret is an argument or a variable: those can be read by everybody on the machine."""

import argparse
import io
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from sync.server import cli
from sync.server.analyse import cli as analyse

TAKES_NO_SECRET = {"--password-stdin", "--key", "key", "--keys"}
"""A flag; the path of a TLS key; the id of a program's key; columns of a table."""


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from parsers(inner)


def test_that_no_command_takes_a_secret_as_an_argument() -> None:
    root = argparse.ArgumentParser()
    commands = root.add_subparsers()
    for name in cli.COMMANDS:
        import_module(name).add(commands)
    analyse.add_parser(commands)
    named = [
        name
        for parser in parsers(root)
        for action in parser._actions
        for name in (action.option_strings or [action.dest])
    ]
    assert len(named) > 50
    secret = re.compile(r"(?i)passw|secret|token|\bpin\b|^-*code$|key")
    assert [name for name in named if secret.search(name) and name not in TAKES_NO_SECRET] == []


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("postgresql+psycopg://okrskar:velmi-tajne@localhost/okrskar", "could be read by everybody"),
        ("postgresql://okrskar@/okrskar?host=/run&password=velmi-tajne", "could be read by everybody"),
        ("postgresql://okrskar:velmi-tajne@localhost:port/okrskar", "not a database address"),
    ],
)
def test_that_a_password_in_the_databases_address_is_refused_and_not_repeated(
    address: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.main(["officers", "list", "--database", address, "--files", str(tmp_path)]) == 2
    by_option = capsys.readouterr()
    monkeypatch.setenv("OKRSKAR_DATABASE", address)
    assert cli.main(["officers", "list", "--files", str(tmp_path)]) == 2
    by_variable = capsys.readouterr()
    for said in (by_option, by_variable):
        assert "okrskar-server: " in said.err
        assert why in said.err
        assert "velmi-tajne" not in said.err + said.out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_that_a_password_at_a_terminal_is_typed_twice_and_not_shown(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ["--database", sqlite_url, "--files", str(tmp_path / "files")]
    assert cli.main(["init", *where]) == 0
    assert cli.main(["officers", "add", "kral", "--name", "Petr", *where]) == 0
    monkeypatch.setattr("sys.stdin", Terminal("must not be read\n"))
    typed = iter(["dostatečně dlouhé heslo", "jiné heslo dost dlouhé", *["dostatečně dlouhé heslo"] * 2])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert cli.main(["officers", "password", "kral", *where]) == 2
    assert "two different passwords" in capsys.readouterr().err
    assert cli.main(["officers", "password", "kral", *where]) == 0
    assert "heslo" not in capsys.readouterr().out
