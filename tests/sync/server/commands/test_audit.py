"""The audit from the command line: a head to keep elsewhere, and words for whatever was done to the chain."""

import re

import pytest
import sqlalchemy as sa

from sync.server.audit.service import Broken, Flaw
from sync.server.commands.audit import words
from tests.sync.server import schema
from tests.sync.server.commands.conftest import Run
from tests.sync.server.station import Station


@pytest.fixture
def written(command: Run) -> Run:
    for name in ("novak", "cerna", "kral"):
        assert command("officers", "add", name, "--name", name.title())[0] == 0
    return command


def test_that_a_printed_head_verifies_and_another_does_not(written: Run) -> None:
    head = written("audit", "head")[1].strip()
    assert re.fullmatch(r"3:[0-9a-f]{64}", head)
    assert written("officers", "code", "novak")[0] == 0
    assert written("audit", "verify", "--head", head)[0] == 0
    code, said = written("audit", "verify", "--head", head, "--head", "2:" + "0" * 64)
    assert (code, said.startswith("BROKEN at entry 2: it is another one than the head that was kept")) == (1, True)
    code, said = written("audit", "verify", "--head", "9:" + "0" * 64)
    assert (code, said.startswith("BROKEN at entry 5: it was written and noted")) == (1, True)


def test_that_a_cut_end_is_said_and_a_recorded_restore_is_told_ever_after(written: Run, station: Station) -> None:
    with station.server.database.write() as connection:
        connection.execute(sa.delete(schema.audit).where(schema.audit.c.id > 1))
        connection.execute(sa.update(schema.counter).where(schema.counter.c.name == "audit_head").values(value=1))
    code, said = written("audit", "verify")
    assert (code, said.startswith("BROKEN at entry 2: it was written and noted outside the database")) == (1, True)
    assert "the audit of the backup ends with entry 1, 3 were known before" in written("incarnation", "bump")[1]
    code, said = written("audit", "verify")
    assert code == 0
    assert "a restored backup was recorded: entries 2 to 3 of before are gone\nintact: 2 entries" in said
    detail = station.scalar(sa.select(schema.audit.c.detail).where(schema.audit.c.action == "incarnation.bump"))
    assert detail == '{"kept": 1, "lost": 3}'


def test_that_commands_are_audited_with_the_user_of_the_machine(written: Run, station: Station) -> None:
    assert written("officers", "role", "kral", "supervisor")[0] == 0
    row = station.all(sa.select(schema.audit).where(schema.audit.c.action == "account.role"))[0]
    assert (row.actor, row.detail) == ("command", '{"before": "officer", "role": "supervisor"}')
    assert re.fullmatch(r"local user \d+", row.address)


@pytest.mark.parametrize("flaw", list(Flaw))
def test_that_every_flaw_has_its_words(flaw: Flaw) -> None:
    assert re.match(r"BROKEN at entry 7: |NOT PROVEN: ", words(Broken(7, flaw)))


def test_that_init_says_what_older_entries_are_worth(command: Run, station: Station) -> None:
    with station.server.database.write() as connection:
        row = {"id": 1, "at": "2026", "actor": "a", "action": "b", "target": "", "detail": "{}", "previous": "0" * 64}
        connection.execute(sa.insert(schema.audit).values(row | {"hash": "x"}))
        connection.execute(sa.insert(schema.counter).values(name="audit_head", value=1))
    assert "of its entries so far number 1 is not as it was written" in command("init")[1]
    assert "the audit has a key" not in command("init")[1]


def test_that_a_text_that_is_no_head_is_refused(command: Run) -> None:
    assert "not a head: 'x'" in command("audit", "verify", "--head", "x")[1]
