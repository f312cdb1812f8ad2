"""Keys of programs from the command line: made once, listed without their secret, renewed and ended."""

import re

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from tests.sync.server import schema
from tests.sync.server.commands.conftest import Run
from tests.sync.server.station import Station


@pytest.fixture
def dispatcher(station: Station) -> str:
    return station.person("web", Role.DISPATCHER)


def test_that_a_key_files_tips_and_nothing_else_unless_said(command: Run, dispatcher: str) -> None:
    code, said = command("keys", "add", "web", "--name", "web form")
    assert code == 0
    secret = re.search(r"^secret  (okr_\S+)$", said, re.MULTILINE)
    assert secret
    listed = command("keys", "list")[1]
    assert re.search(r"  web +tips\.file  600/hour 5000/day  used never +until \d{4}-\d\d-\d\d  web form\n", listed)
    assert secret[1] not in listed


def test_that_a_key_gets_what_is_said(command: Run, dispatcher: str, station: Station) -> None:
    wanted = ("--scope", "search", "--scope", "tips.read", "--per-hour", "5", "--per-day", "9", "--days", "30")
    assert command("keys", "add", "web", "--name", "statistics", *wanted)[0] == 0
    row = station.all(sa.select(schema.api_key))[0]
    assert (row.scopes, row.per_hour, row.per_day) == ("search tips.read", 5, 9)
    assert "search tips.read  5/hour 9/day" in command("keys", "list")[1]


@pytest.mark.parametrize(
    ("more", "said"), [(("--days", "0"), "1 to 1830 days"), (("--per-hour", "0"), "1 to 10000000")]
)
def test_that_terms_that_can_not_be_are_refused(
    command: Run, dispatcher: str, more: tuple[str, str], said: str
) -> None:
    code, error = command("keys", "add", "web", "--name", "x", *more)
    assert (code, said in error) == (2, True)


def test_that_a_key_is_renewed_and_revoked(command: Run, dispatcher: str) -> None:
    said = command("keys", "add", "web", "--name", "x", "--days", "1")[1]
    key_id = re.search(r"^key +(\S+)$", said, re.MULTILINE)
    assert key_id
    assert "good until" in command("keys", "renew", key_id[1], "--days", "900")[1]
    assert command("keys", "revoke", key_id[1])[0] == 0
    assert "REVOKED" in command("keys", "list")[1]
    assert command("keys", "renew", key_id[1]) == (2, f"okrskar-server: there is no key {key_id[1]} in use\n")
