"""The encrypted file: what it refuses, what it promises of a write, and its schema."""

import ast
import sqlite3
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.db import migrate, schema
from app.db.outcomes import DriverMissing, NotEncrypted, StoreFull, TooNew, Unreadable
from app.db.store import HEAD, DiskFullError, LockedError, Store, open_store
from app.districts.domain import Body
from app.exchange.extract import KINDS
from app.identifiers import new_id
from app.messages.domain import Purpose
from app.outbox.views import Recorded
from app.ratings.domain import SURFACE_ID, SurfaceState
from app.session import DeviceSession
from app.tips.domain import CallBack
from app.tips.operations import TipNoteAdd
from app.tips.views import TipQuery
from tests.app.device import HOME, KEY, OTHER, pull, reopened, row, session, tip, tip_row
from tests.bench.corpus import FeedPage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "okrskar.db"


def _open(path: Path) -> Store:
    store = open_store(path, KEY)
    assert isinstance(store, Store), store
    return store


def test_that_a_plain_database_is_refused_and_not_touched(path: Path) -> None:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE a (b)")
    plain.commit()
    plain.close()
    before = path.read_bytes()
    assert open_store(path, KEY) == NotEncrypted()
    assert path.read_bytes() == before


def test_that_without_the_driver_no_file_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    assert open_store(path, KEY) == DriverMissing()
    assert not path.exists()


def test_that_another_key_opens_nothing(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _open(path).close()
    assert open_store(path, bytes(32)) == Unreadable()
    assert capfd.readouterr().err == ""
    _open(path).close()


def test_that_a_damaged_file_is_said_to_be_unreadable(path: Path) -> None:
    _open(path).close()
    content = bytearray(path.read_bytes())
    content[100:200] = bytes(100)
    path.write_bytes(content)
    assert open_store(path, KEY) == Unreadable()


def test_that_a_file_of_a_newer_app_is_left_alone(path: Path) -> None:
    store = _open(path)
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    assert open_store(path, KEY) == TooNew("9999")


def test_that_every_connection_is_durable_and_strict(path: Path) -> None:
    store = _open(path)
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2, "secure_delete": 1}
    for open_context in (store.read, store.write):
        with open_context() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
        assert found == expected
    store.close()


def test_that_the_file_is_for_its_owner_only(path: Path) -> None:
    _open(path).close()
    assert path.stat().st_mode & 0o077 == 0


def test_that_a_closed_store_has_no_key_and_opens_nothing(path: Path) -> None:
    store = _open(path)
    store.close()
    with pytest.raises(LockedError), store.read() as connection:
        connection.exec_driver_sql("SELECT 1")


def test_that_a_failed_write_leaves_nothing_and_moves_nothing(path: Path) -> None:
    store = _open(path)
    before = store.generation
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        _ = connection.exec_driver_sql("INSERT INTO meta VALUES ('a', 'b')").rowcount / 0
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meta").scalar() == 0
    assert store.generation == before
    store.close()


def test_that_a_reader_sees_one_moment_while_another_writes(path: Path) -> None:
    store = _open(path)
    with store.read() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM meta").scalar() == 0
        with store.write() as writer:
            writer.exec_driver_sql("INSERT INTO meta VALUES ('a', 'b')")
        assert reader.exec_driver_sql("SELECT count(*) FROM meta").scalar() == 0
    store.close()


def _fill_up(store: Store) -> None:
    """Allow the file not one more page, on every connection from here on."""
    with store.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    creator = store.engine.pool._creator

    def tight() -> object:
        connection = creator()  # type: ignore[call-arg]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    store.engine.dispose()
    store.engine.pool._creator = tight  # type: ignore[assignment]


def test_that_a_full_disk_is_an_outcome_and_loses_nothing(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    kept = device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="Tohle zůstane."))
    assert isinstance(kept, Recorded)
    _fill_up(device.store)
    lost = device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="x" * 9_000))
    assert isinstance(lost, StoreFull)
    rows = tuple(tip_row(tip("new " * 40)) for _ in range(60))
    cursors = device.exchange.cursors()
    assert isinstance(device.exchange.apply_page(FeedPage(rows, {"district-1": 99})), StoreFull)
    assert device.exchange.cursors() == cursors
    assert [entry.payload["text"] for entry in device.outbox.entries()] == ["Tohle zůstane."]
    assert device.tips.page(TipQuery()).total == 1


def test_that_an_error_that_is_no_full_disk_is_not_taken_for_one(path: Path) -> None:
    store = _open(path)
    with pytest.raises(Exception, match="no such table") as caught, store.write() as connection:
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")
    assert not isinstance(caught.value, DiskFullError)
    store.close()


def test_that_the_models_are_what_the_migrations_make(path: Path) -> None:
    store = _open(path)
    with store.read() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), schema.metadata)
    apart = [
        item for item in differences if not (item[0] == "remove_table" and item[1].name.startswith(schema.KEPT_APART))
    ]
    assert apart == []
    store.close()


def test_that_the_known_head_is_the_scripts_head() -> None:
    assert migrate.scripts().get_current_head() == HEAD


def test_that_a_device_of_the_state_before_keeps_its_work_and_finds_what_it_had_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = migrate.upgrade
    monkeypatch.setattr(migrate, "upgrade", lambda connection: newest(connection, "letters"))
    for unknown in ("body", "surface"):
        monkeypatch.delitem(KINDS, unknown)
    call = CallBack(new_id(), new_id(), OTHER, "2026-05-31T08:00:00Z", "Svítí.", Purpose.ANSWER)
    one, other = tip(calls=(call,)), tip()
    body, state = Body("b", "Technické služby"), SurfaceState(SURFACE_ID, "2026-05-31", 1_240)
    rows = [tip_row(one), tip_row(other), row("body", "b", body), row("surface", SURFACE_ID, state)]
    old = session(tmp_path / "device")
    pull(old, rows)
    assert isinstance(old.tips.act(other.id, TipNoteAdd(note_id=new_id(), text="Byl jsem tam")), Recorded)
    old.close()
    monkeypatch.undo()
    new = reopened(tmp_path / "device")
    assert [found.calls for found, _ in new.tips.to_call()] == [(call,)]
    assert [entry.payload["text"] for entry in new.outbox.entries()] == ["Byl jsem tam"]
    assert new.exchange.start_skipped_anew() is True
    assert new.exchange.cursors() == {"city": 1, HOME: 0}
    pull(new, rows)
    assert (new.districts.bodies(), new.ratings.surface()) == ((body,), state)
    new.close()


def test_that_every_table_is_cache_or_own() -> None:
    assert {*schema.CACHE, *schema.OWN} == set(schema.metadata.tables.values())


def _migrations() -> list[Path]:
    directory: ScriptDirectory = migrate.scripts()
    return [Path(script.path) for script in directory.walk_revisions()]


@pytest.mark.parametrize("script", _migrations(), ids=lambda script: script.name)
def test_that_a_migration_imports_nothing_of_the_app(script: Path) -> None:
    tree = ast.parse(script.read_text(encoding="utf-8"))
    names = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert names
    assert {name.split(".")[0] for name in names} <= {"alembic", "sqlalchemy"}


def test_that_a_later_migration_leaves_alone_what_only_this_device_has() -> None:
    def touched(script: Path) -> list[str]:
        text = script.read_text(encoding="utf-8")
        made = [table.name for table in schema.OWN if f'op.create_table(\n        "{table.name}"' in text]
        return [table.name for table in schema.OWN if f'"{table.name}"' in text and table.name not in made]

    *later, first = _migrations()
    assert "outbox" in first.read_text(encoding="utf-8")
    assert [touched(script) for script in later] == [[] for _ in later]
