"""What was erased stays erased: over a crash, over a restored backup, and whatever old devices send again."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.outbox.domain import Code
from app.tips import operations as ops
from app.tips.domain import Contact, Tip
from sync.server import cli
from sync.server.erasure import service
from sync.server.erasure.journal import Erasure, Journal
from sync.server.erasure.service import ErasedAgain, erase_again, erase_tips
from sync.server.feed.publish import publish
from sync.server.ground.documents import ERASED_OPERATION
from sync.server.photos.service import drop_unreferenced
from tests.sync.server import schema
from tests.sync.server.backups import back_up, restore
from tests.sync.server.filed import IncomingTip, file_many
from tests.sync.server.photos.test_router import Sender, picture
from tests.sync.server.station import IN_WEST, WEST, Station

SECRET = "Tajná Anna"
Run = Callable[..., str]


@pytest.fixture
def run(station: Station, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the station's database; what it printed."""

    def command(*words: str) -> str:
        where = ("--database", station.settings.database, "--files", str(station.settings.files))
        assert cli.main([*words, *where]) == 0
        return capsys.readouterr().out

    return command


def filed(title: str = "Lampa") -> ops.TipFile:
    return ops.TipFile(title=title, category="light", place=IN_WEST, contact_name=SECRET)


def whole_database(station: Station) -> str:
    """Every row of every table, as text."""
    rows = [row for table in schema.metadata.tables.values() for row in station.all(sa.select(table))]
    return "\n".join(str(tuple(row)) for row in rows)  # a row by itself leaves out the middle of long values


def erase(station: Station, *tips: str) -> int:
    return station.server.database.durably(lambda c: erase_tips(c, station.server, tips))


def test_that_a_restored_backup_does_not_bring_back_what_was_erased_after_it(
    station: Station, run: Run, tmp_path: Path
) -> None:
    novak = station.officer("novak", WEST)
    gone, kept = new_id(), new_id()
    novak.do(gone, filed())
    novak.do(kept, ops.TipFile(title="Lavička", category="light", place=IN_WEST))
    novak.pull()
    back_up(station.settings.database, tmp_path / "backup")
    note = novak.record(gone, ops.TipNoteAdd(new_id(), f"{SECRET} volala znovu."))
    novak.push(note)
    assert "erased: 1 tips" in run("erase", "2026-000001")
    assert SECRET not in whole_database(station)
    station.server.close()
    restore(station.settings.database, tmp_path / "backup")
    assert SECRET in whole_database(station)

    assert "erased again by the journal of erasures: 1 tips" in run("incarnation", "bump")
    assert SECRET not in whole_database(station)
    assert [row.id for row in station.all(sa.select(schema.tip.c.id))] == [kept]
    novak.pull()
    assert {gone, note.id} <= set(novak.erased)
    assert set(novak.docs("tip")) == {kept}
    assert novak.push(note)[0].code is Code.UNKNOWN_TARGET
    assert SECRET not in whole_database(station)
    assert "erased again" not in run("incarnation", "bump")


def test_that_a_tip_filed_and_erased_after_the_backup_is_not_filed_again(
    station: Station, run: Run, tmp_path: Path
) -> None:
    novak = station.officer("novak", WEST)
    back_up(station.settings.database, tmp_path / "backup")
    tip_id = new_id()
    operations = novak.record(tip_id, filed()), novak.record(tip_id, ops.TipNoteAdd(new_id(), SECRET))
    novak.push(*operations)
    erase(station, tip_id)
    station.server.close()
    restore(station.settings.database, tmp_path / "backup")
    assert "0 tips" in run("init")
    assert [verdict.code for verdict in novak.push(*operations)] == [Code.UNKNOWN_TARGET] * 2
    assert SECRET not in whole_database(station)
    assert novak.push(*operations)[0].code is Code.UNKNOWN_TARGET


def test_that_photos_of_an_erased_tip_are_deleted_from_a_restored_folder_too(
    station: Station, run: Run, tmp_path: Path
) -> None:
    sender = Sender(station)
    back_up(station.settings.database, tmp_path / "backup")
    data = picture()
    sender.send(data)
    sha256 = sender.announce(data)
    shutil.copytree(station.settings.files, tmp_path / "files.backup")
    erase(station, sender.tip_id)
    drop_unreferenced(station.server)
    assert station.server.photos.original(sha256) is None
    station.server.close()
    restore(station.settings.database, tmp_path / "backup")
    shutil.copytree(tmp_path / "files.backup", station.settings.files, dirs_exist_ok=True)
    assert station.server.photos.original(sha256) is not None
    run("incarnation", "bump")
    assert station.server.photos.original(sha256) is None
    assert station.server.photos.preview(sha256) is None


def test_that_bytes_which_another_tip_shows_stay(station: Station) -> None:
    sender = Sender(station)
    data = picture()
    sender.send(data)
    other = new_id()
    sender.device.do(other, filed())
    erase(station, sender.tip_id)
    sender.tip_id = other
    sha256 = sender.announce(data)
    erase_again(station.server)
    assert station.server.photos.original(sha256) is not None


def test_that_serving_begins_with_the_journal(
    station: Station, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    novak = station.officer("novak", WEST)
    tip_id = new_id()
    novak.do(tip_id, filed())
    back_up(station.settings.database, tmp_path / "backup")
    erase(station, tip_id)
    station.server.close()
    restore(station.settings.database, tmp_path / "backup")
    seen: list[str] = []
    monkeypatch.setattr("sync.server.http.listening.serve", lambda *_, **__: seen.append(whole_database(station)))
    for name in ("OKRSKAR_DATABASE", "OKRSKAR_FILES", "OKRSKAR_REQUIRE_TOTP"):
        monkeypatch.setenv(name, "")
    assert "erased again" in run("serve", "--port", "0")
    assert len(seen) == 1
    assert SECRET not in seen[0]


def test_that_a_sender_who_was_forgotten_is_not_known_again_after_a_restore(
    station: Station, run: Run, tmp_path: Path
) -> None:
    novak = station.officer("novak", WEST)
    tip = Tip(new_id(), "", "Lampa", "light", station.server.now(), place=IN_WEST)
    with station.server.database.write() as connection:
        filed_tip = IncomingTip(tip, Contact(tip.id, SECRET, email="a@example.cz"))
        publish(connection, file_many(station.server, connection, [filed_tip]).steps, station.server.now())
    novak.pull()
    assert novak.docs("tip")[tip.id]["parties"] == [{"id": tip.id, "way": "mail"}]
    back_up(station.settings.database, tmp_path / "backup")

    def forget(connection: sa.Connection) -> None:
        publish(connection, service.forget_party(connection, station.server, tip.id), station.server.now())

    station.server.database.durably(forget)
    assert SECRET not in whole_database(station)
    station.server.close()
    restore(station.settings.database, tmp_path / "backup")
    assert SECRET in whole_database(station)
    assert "forgotten again by the journal of erasures: who sent 1 tips" in run("incarnation", "bump")
    assert SECRET not in whole_database(station)
    again = station.device(novak.officer_id)
    again.pull()
    assert "parties" not in again.docs("tip")[tip.id] or again.docs("tip")[tip.id]["parties"] == [{"id": tip.id}]
    assert SECRET not in str(again.docs("contact"))
    assert "forgotten again" not in run("incarnation", "bump")
    assert SECRET not in Journal(station.settings.files).path.read_text()


def test_that_nothing_is_forgotten_where_the_journal_can_not_be_written(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip = Tip(new_id(), "", "Lampa", "light", station.server.now(), place=IN_WEST)
    with station.server.database.write() as connection:
        filed_tip = IncomingTip(tip, Contact(tip.id, SECRET, email="a@example.cz"))
        publish(connection, file_many(station.server, connection, [filed_tip]).steps, station.server.now())

    def full(_: Journal, __: Erasure) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Journal, "append", full)
    with pytest.raises(OSError, match="no space"), station.server.database.write() as connection:
        service.forget_party(connection, station.server, tip.id)
    assert SECRET in whole_database(station)


def test_that_the_journal_is_written_before_the_commit_and_ends_what_a_crash_left(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    novak = station.officer("novak", WEST)
    tip_id = new_id()
    novak.do(tip_id, filed())

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(service, "publish", crash)
        with pytest.raises(KeyboardInterrupt):
            erase(station, tip_id)
    assert SECRET in whole_database(station)
    assert erase_again(station.server).tips == 1
    assert SECRET not in whole_database(station)
    assert erase_again(station.server) == ErasedAgain()


def test_that_nothing_is_erased_where_the_journal_can_not_be_written(station: Station) -> None:
    novak = station.officer("novak", WEST)
    tip_id = new_id()
    novak.do(tip_id, filed())
    station.server.erasures.path.mkdir(parents=True)
    with pytest.raises(OSError, match=r"erasures\.jsonl"):
        erase(station, tip_id)
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.tip)) == 1


def test_that_a_lost_journal_is_written_anew_from_the_tombstones(station: Station) -> None:
    novak = station.officer("novak", WEST)
    tip_id = new_id()
    novak.do(tip_id, filed())
    erase(station, tip_id)
    before = {row_id for erasure in station.server.erasures.read().erasures for row_id in erasure.rows}
    station.server.erasures.path.unlink()
    assert erase_again(station.server) == ErasedAgain()
    after = {row_id for erasure in station.server.erasures.read().erasures for row_id in erasure.rows}
    assert tip_id in before
    assert before == after


def test_that_the_journal_names_no_person_and_says_nothing_that_one_wrote(station: Station) -> None:
    novak = station.officer("novak", WEST)
    tip_id = new_id()
    novak.do(tip_id, filed("Tma u Anny"))
    erase(station, tip_id)
    text = station.server.erasures.path.read_text()
    assert tip_id in text
    assert "Ann" not in text
    assert novak.officer_id not in text
    assert station.server.erasures.path.stat().st_mode & 0o077 == 0


def test_that_refused_operations_on_an_erased_tip_are_not_kept_either(station: Station) -> None:
    novak, cerna = station.officer("novak", WEST), station.officer("cerna")
    tip_id = new_id()
    novak.do(tip_id, filed())
    assert cerna.do(tip_id, ops.TipNoteAdd(new_id(), f"{SECRET} bydlí v čísle 5.")).verdict.value == "rejected"
    assert SECRET in whole_database(station)
    erase(station, tip_id)
    assert SECRET not in whole_database(station)


def test_that_what_was_refused_before_its_tip_was_filed_is_erased_from_a_backup_without_the_tip(
    station: Station, run: Run, tmp_path: Path
) -> None:
    novak, svoboda = station.officer("novak", WEST), station.officer("svoboda", WEST)
    tip_id, other = new_id(), new_id()
    early = svoboda.record(tip_id, ops.TipNoteAdd(new_id(), f"{SECRET} bydlí v čísle 5."))
    unreadable = svoboda.record(tip_id, ops.TipNoteAdd(new_id(), SECRET))
    unreadable = msgspec.structs.replace(unreadable, kind="tip.of_a_newer_app")
    elsewhere = svoboda.record(other, ops.TipNoteAdd(new_id(), "Jiný tip"))
    verdicts = svoboda.push(early, unreadable, elsewhere)
    assert [verdict.code for verdict in verdicts] == [
        Code.UNKNOWN_TARGET, Code.UNKNOWN_OPERATION, Code.UNKNOWN_TARGET,
    ]  # fmt: skip
    back_up(station.settings.database, tmp_path / "backup")
    novak.do(tip_id, filed())
    erase(station, tip_id)
    assert SECRET not in whole_database(station)
    station.server.close()
    restore(station.settings.database, tmp_path / "backup")
    assert SECRET in whole_database(station)

    assert "0 tips" in run("incarnation", "bump")
    assert SECRET not in whole_database(station)
    again = svoboda.push(early, unreadable, elsewhere)
    assert [(one.seq, one.id, one.code) for one in again] == [(one.seq, one.id, one.code) for one in verdicts]
    receipt = schema.receipt.c
    kept = station.all(sa.select(receipt.operation).where(receipt.device_id == svoboda.caller.device_id))
    assert [text for (text,) in kept].count(ERASED_OPERATION) == 2
    assert "Jiný tip" in whole_database(station)
    assert station.all(sa.select(schema.quarantine)) == []


def test_that_a_file_from_a_device_out_of_service_does_not_bring_it_back(station: Station) -> None:
    from sync.server.accounts.enrolment import revoke
    from sync.server.push.carried import SetAside, take_file
    from tests.sync.server.push.test_carried import Carrier, sealed

    carrier = Carrier(station)
    tip_id = carrier.operations[0].target
    with station.server.database.write() as connection:
        revoke(connection, carrier.signed.device_id, station.server.now())
    secret = msgspec.structs.replace(carrier.operations[0], payload={"title": SECRET, "category": "light"})
    boss = station.device(station.person("vedouci", Role.SUPERVISOR))
    boss.do(tip_id, ops.TipFile(title="Lampa", category="light"))
    erase(station, tip_id)
    assert take_file(station.server, io.BytesIO(sealed(station, carrier.outbox([secret])))) == SetAside(
        carrier.signed.device_id, 1, "carried from a device out of service"
    )
    assert SECRET not in whole_database(station)


# -- the file -------------------------------------------------------------------------------------------------------


def test_that_a_line_cut_off_by_a_crash_spoils_no_other(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "files")
    assert journal.read().erasures == ()
    first, second = Erasure("a", ("1",)), Erasure("b", ("2", "3"), ("f" * 64,))
    journal.append(first)
    with journal.path.open("ab") as file:
        file.write(b'{"at":"b","rows":["')
    journal.append(second)
    found = journal.read()
    assert found.erasures == (first, second)
    assert found.unreadable == 1


def test_that_two_copies_of_a_journal_may_be_joined(station: Station, tmp_path: Path) -> None:
    one, other = Journal(tmp_path / "one"), Journal(tmp_path / "other")
    ids = [new_id(), new_id()]
    one.append(Erasure("a", (ids[0],)))
    other.append(Erasure("b", (ids[1],)))
    station.settings.files.mkdir(parents=True, exist_ok=True)
    joined = one.path.read_bytes() + other.path.read_bytes() + one.path.read_bytes()
    station.server.erasures.path.write_bytes(joined)
    assert erase_again(station.server) == ErasedAgain(tips=0, ids=2)
    assert set(station.all(sa.select(schema.erased.c.row_id))) == {(row_id,) for row_id in ids}
