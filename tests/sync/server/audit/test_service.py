"""The audit can not be changed, cut, emptied or replaced without being found out."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.audit import service as audit
from sync.server.audit.heads import GENESIS, Head, Restored
from sync.server.audit.service import Flaw
from tests.sync.server import schema
from tests.sync.server.station import Station


def write(station: Station, *targets: str) -> None:
    for target in targets:
        with station.server.database.write() as connection:
            audit.append(connection, station.server.now(), "a", "tip.read", target, address="192.0.2.1", why="č")


@pytest.fixture
def written(bare_station: Station) -> Station:
    write(bare_station, *"12345")
    return bare_station


def verdict(station: Station, *kept: Head) -> audit.Intact | audit.Broken:
    noted = station.server.chain.heads.read()
    with station.server.database.read() as connection:
        return audit.verify(connection, noted, kept)


def head(station: Station) -> Head:
    with station.server.database.read() as connection:
        return audit.head(connection)


def execute(station: Station, *statements: sa.Executable) -> None:
    with station.server.database.write() as connection:
        for statement in statements:
            connection.execute(statement)


def set_counter(value: int) -> sa.Executable:
    counter = schema.counter.c
    return sa.update(schema.counter).where(counter.name == "audit_head").values(value=value)


def cut_after(entry: int) -> tuple[sa.Executable, ...]:
    """The end is cut off, and the counter knows nothing of it any more."""
    return sa.delete(schema.audit).where(schema.audit.c.id > entry), set_counter(entry)


def heads_file(station: Station) -> Path:
    return station.server.chain.heads.path


def test_that_an_untouched_chain_holds(written: Station) -> None:
    assert verdict(written) == audit.Intact(5, head(written))
    assert verdict(written, head(written)) == audit.Intact(5, head(written))


def test_that_an_empty_audit_holds(bare_station: Station) -> None:
    assert verdict(bare_station) == audit.Intact(0, Head(0, GENESIS))


@pytest.mark.parametrize("column", ["at", "actor", "address", "action", "target", "detail", "previous", "hash"])
def test_that_one_altered_value_is_found(written: Station, column: str) -> None:
    execute(written, sa.update(schema.audit).where(schema.audit.c.id == 3).values({column: "x"}))
    assert verdict(written) == audit.Broken(3, Flaw.CHANGED)


@pytest.mark.parametrize(("entry", "flaw"), [(1, Flaw.CHANGED), (3, Flaw.CHANGED), (5, Flaw.CUT)])
def test_that_a_missing_entry_is_found(written: Station, entry: int, flaw: Flaw) -> None:
    execute(written, sa.delete(schema.audit).where(schema.audit.c.id == entry))
    assert verdict(written) == audit.Broken(entry, flaw)


@pytest.mark.parametrize("kept", [0, 1, 4])
def test_that_an_end_cut_off_together_with_the_counter_is_found(written: Station, kept: int) -> None:
    execute(written, *cut_after(kept))
    assert verdict(written) == audit.Broken(kept + 1, Flaw.CUT)


def test_that_an_emptied_audit_is_found_also_after_more_was_written(written: Station) -> None:
    execute(written, sa.delete(schema.audit), sa.delete(schema.counter).where(schema.counter.c.name == "audit_head"))
    assert verdict(written) == audit.Broken(1, Flaw.CUT)
    write(written, *"abcdefg")
    assert verdict(written) == audit.Broken(1, Flaw.REPLACED)


def test_that_an_end_that_was_put_back_after_another_was_written_is_found(written: Station) -> None:
    rows = [dict(row._mapping) for row in written.all(sa.select(schema.audit).order_by(schema.audit.c.id))]
    execute(written, *cut_after(3))
    write(written, "x", "y")
    execute(written, sa.delete(schema.audit), sa.insert(schema.audit).values(rows), set_counter(5))
    assert verdict(written) == audit.Broken(4, Flaw.REPLACED)


def test_that_an_end_that_the_server_itself_wrote_anew_is_found(written: Station) -> None:
    execute(written, *cut_after(3))
    write(written, "x", "y", "z")
    assert verdict(written) == audit.Broken(4, Flaw.REPLACED)


def test_that_a_chain_written_anew_without_the_key_is_found(written: Station) -> None:
    rows = [dict(row._mapping) for row in written.all(sa.select(schema.audit).order_by(schema.audit.c.id))]
    previous = GENESIS
    for row in rows:
        row |= {"actor": "another", "previous": previous}
        content = [row[name] for name in ("id", "at", "actor", "action", "target", "detail", "previous")]
        previous = row["hash"] = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
    execute(written, sa.delete(schema.audit), sa.insert(schema.audit).values(rows))
    assert verdict(written) == audit.Broken(1, Flaw.CHANGED)


def test_that_more_entries_by_the_counter_than_there_are_is_found(written: Station) -> None:
    execute(written, set_counter(7))
    assert verdict(written) == audit.Broken(6, Flaw.COUNTER)


def test_that_without_the_file_of_heads_nothing_is_proven(written: Station) -> None:
    heads_file(written).unlink()
    assert verdict(written) == audit.Broken(0, Flaw.NO_HEADS)
    write(written, "6")
    assert verdict(written) == audit.Broken(0, Flaw.NO_HEADS)


def test_that_without_the_key_nothing_is_proven(written: Station) -> None:
    (written.settings.files / "audit.key").unlink()
    assert verdict(written) == audit.Broken(0, Flaw.NO_KEY)


def test_that_a_head_kept_elsewhere_finds_a_chain_and_heads_replaced_together(written: Station) -> None:
    kept = head(written)
    execute(written, sa.delete(schema.audit), sa.delete(schema.counter).where(schema.counter.c.name == "audit_head"))
    heads_file(written).unlink()
    write(written, *"abcd")
    assert isinstance(verdict(written), audit.Intact)
    assert verdict(written, kept) == audit.Broken(5, Flaw.CUT)
    write(written, *"ef")
    assert verdict(written, kept) == audit.Broken(5, Flaw.OTHER_HEAD)


def test_that_the_key_and_the_heads_are_for_the_servers_user_alone(written: Station) -> None:
    for name in ("audit.key", "audit.heads"):
        assert (written.settings.files / name).stat().st_mode & 0o777 == 0o600


def test_that_a_lost_key_is_not_replaced_by_another(written: Station) -> None:
    from sync.server.audit.chain import Chain

    (written.settings.files / "audit.key").unlink()
    with pytest.raises(OSError, match="the audit's key is missing"):
        Chain(written.settings.files).sign({})


def test_that_what_was_rolled_back_is_not_noted(written: Station) -> None:
    def work(connection: Connection) -> None:
        audit.append(connection, written.server.now(), "a", "tip.read")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        written.server.database.durably(work)
    write(written, "6")
    assert verdict(written) == audit.Intact(6, head(written))


def test_that_a_line_cut_off_by_a_crash_costs_nothing(written: Station) -> None:
    with heads_file(written).open("ab") as file:
        file.write(b"6 0123")
    write(written, "6", "7")
    assert verdict(written) == audit.Intact(7, head(written))


@pytest.fixture
def older(written: Station, tmp_path: Path) -> Station:
    """A database that was put back as it was two entries before."""
    execute(written, *cut_after(3))
    return written


def bump(station: Station) -> Restored | None:
    with station.server.database.write() as connection:
        return audit.restored(connection)


def test_that_a_restored_backup_is_found_and_holds_again_once_it_is_recorded(older: Station) -> None:
    assert verdict(older) == audit.Broken(4, Flaw.CUT)
    assert bump(older) == Restored(3, 5)
    write(older, "new")
    assert verdict(older) == audit.Intact(4, head(older), (Restored(3, 5),))


def test_that_a_restored_backup_that_served_before_it_was_recorded_holds_again(older: Station) -> None:
    write(older, "x", "y", "z")
    assert verdict(older) == audit.Broken(4, Flaw.REPLACED)
    assert bump(older) == Restored(3, 6)
    assert isinstance(verdict(older), audit.Intact)
    write(older, "more")
    assert verdict(older) == audit.Intact(7, head(older), (Restored(3, 6),))


def test_that_what_was_cut_after_a_recorded_restore_is_found(older: Station) -> None:
    bump(older)
    write(older, "x", "y")
    execute(older, *cut_after(4))
    assert verdict(older) == audit.Broken(5, Flaw.CUT)


def test_that_nothing_is_recorded_where_nothing_is_missing(written: Station) -> None:
    before = heads_file(written).read_bytes()
    assert bump(written) is None
    assert heads_file(written).read_bytes() == before


def plain(station: Station, count: int) -> None:
    """Entries as versions without a key wrote them."""
    previous = GENESIS
    for number in range(1, count + 1):
        row = {"id": number, "at": "2026", "actor": "a", "action": "b", "target": "", "detail": "{}"}
        content = [*row.values(), previous]
        hashed = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
        execute(station, sa.insert(schema.audit).values(row | {"previous": previous, "hash": hashed}))
        previous = hashed
    execute(station, sa.insert(schema.counter).values(name="audit_head", value=count))


def begin(station: Station) -> audit.Intact | audit.Broken | None:
    with station.server.database.write() as connection:
        return audit.begin(connection)


def test_that_an_older_chain_goes_on_with_a_key(bare_station: Station) -> None:
    plain(bare_station, 3)
    assert begin(bare_station) == audit.Intact(3, head(bare_station))
    assert begin(bare_station) is None
    write(bare_station, "4", "5")
    assert verdict(bare_station) == audit.Intact(5, head(bare_station))
    execute(bare_station, sa.update(schema.audit).where(schema.audit.c.id == 2).values(actor="x"))
    assert verdict(bare_station) == audit.Broken(2, Flaw.CHANGED)


def test_that_a_flaw_in_an_older_chain_is_said_when_the_key_comes(bare_station: Station) -> None:
    plain(bare_station, 3)
    execute(bare_station, sa.update(schema.audit).where(schema.audit.c.id == 2).values(actor="x"))
    assert begin(bare_station) == audit.Broken(2, Flaw.CHANGED)


def test_that_an_older_chain_written_anew_after_the_key_came_is_found(bare_station: Station) -> None:
    plain(bare_station, 3)
    begin(bare_station)
    execute(bare_station, sa.delete(schema.audit), sa.delete(schema.counter))
    plain(bare_station, 2)
    assert verdict(bare_station) == audit.Broken(3, Flaw.CUT)


def test_that_a_copy_of_the_folder_makes_the_same_chain(written: Station, tmp_path: Path) -> None:
    from sync.server.audit.chain import Chain

    shutil.copytree(written.settings.files, tmp_path / "copy")
    row = dict.fromkeys(("id", "at", "actor", "address", "action", "target", "detail", "previous"), "")
    assert Chain(tmp_path / "copy").sign(row) == written.server.chain.sign(row)


def test_that_an_entry_of_the_server_itself_on_another_one_before_is_found(written: Station) -> None:
    row = dict(written.all(sa.select(schema.audit).where(schema.audit.c.id == 3))[0]._mapping)
    row |= {"previous": "f" * 64}
    changed = {"previous": row["previous"], "hash": written.server.chain.sign(row)}
    execute(written, sa.update(schema.audit).where(schema.audit.c.id == 3).values(changed))
    assert verdict(written) == audit.Broken(3, Flaw.CHANGED)


def test_that_an_entry_that_is_not_the_noted_one_is_found_though_it_was_never_noted_itself(written: Station) -> None:
    before = heads_file(written).read_bytes()
    execute(written, *cut_after(3))
    write(written, "x")
    heads_file(written).write_bytes(before)
    assert verdict(written) == audit.Broken(4, Flaw.REPLACED)
