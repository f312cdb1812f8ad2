"""An erasure leaves nothing: no row, no half file, no byte in the files of the database."""

import hashlib
import io
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips import operations as ops
from sync.server import cli, upkeep
from sync.server.erasure import repository
from sync.server.erasure.service import Erased, Missing, erase, erase_tips, scrub
from sync.server.photos import previews, uploads
from sync.server.service import Server
from tests.sync.server import schema
from tests.sync.server.erasure.test_journal import whole_database
from tests.sync.server.photos.test_router import PIECE, Sender, picture
from tests.sync.server.station import EAST, IN_WEST, WEST, Station

MARKER = "Zvlastnijmeno"
NUMBER = "2026-000001"


def signed_picture(side: int = 120) -> bytes:
    """A picture with the marker in its bytes."""
    out = io.BytesIO()
    Image.effect_noise((side, side), 80).convert("RGB").save(out, "JPEG", comment=MARKER.encode())
    return out.getvalue()


def left_in(folder: Path) -> list[str]:
    """The files below a folder whose raw bytes still hold the marker, as it was written or folded for the search."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and MARKER.lower().encode() in path.read_bytes().lower()
    ]


def unreadable_about(tip_id: str) -> list[bytes]:
    """Operations that nobody can read, each of which says the marker and names the tip, everywhere where one can."""
    aimed = b'"target":"%s","author":"x","kind":"tip.note"' % tip_id.encode()
    elsewhere = b'"target":"%s","author":"x","kind":"tip.note"' % new_id().encode()
    said = b'"payload":{"text":"%s volala"}' % MARKER.encode()
    spelt = "".join(f"\\u{ord(letter):04x}" for letter in tip_id).encode()
    long = b'"payload":{"text":"%s %s","of":"%s"}' % (MARKER.encode(), b"x" * 150_000, tip_id.encode())
    return [
        aimed + b"," + said,
        aimed + b',"monotonic":NaN,' + said,
        aimed.replace(b'"tip.note"', rb'"\ud800"') + b"," + said,
        elsewhere + b',"payload":{"text":"%s","of":"%s"}' % (MARKER.encode(), tip_id.encode()),
        elsewhere + b',"payload":{"text":"%s","of":"%s"}' % (MARKER.encode(), spelt),
        elsewhere + b',"payload":{"text":"%s %s"}' % (MARKER.encode(), tip_id.upper().encode()),
        elsewhere + b",%s" % long,
        elsewhere.replace(b'"tip.note"', b'"%s"' % MARKER.encode()) + b',"base":"%s"' % tip_id.encode(),
        b'"target":"%s","version":1,"author":"AUTHOR","at":"2026-03-02T08:00:00Z","kind":"tip.close",'
        b'"payload":{"seen":"%s"}' % (tip_id.encode(), MARKER.encode()),
    ]  # fmt: skip


def send_unreadable(station: Station, tip_id: str) -> None:
    """All of it by one device of somebody without a right to the tip."""
    signed = station.signed_in(station.person(new_id(), Role.OFFICER, EAST))
    sent = []
    for seq, said in enumerate(unreadable_about(tip_id), 1):
        rest = said.replace(b"AUTHOR", signed.officer_id.encode())
        sent.append(b'{"seq":%d,"id":"%s",%s}' % (seq, new_id().encode(), rest))
    body = b'{"protocol":1,"device_at":"2026-03-02T08:00:00Z","operations":[' + b",".join(sent) + b"]}"
    answer = signed.http("POST", "/api/v1/push", body)
    assert answer.status == 200, answer.body
    assert [one["verdict"] for one in answer.json["verdicts"]] == ["rejected"] * len(sent)


def filled(station: Station) -> Sender:
    """A tip that says the marker wherever one can say something, with a photo, half a photo, and refused work."""
    sender = Sender(station)
    device, tip_id = sender.device, sender.tip_id
    device.do(tip_id, ops.TipEdit("title", "Lampa", f"Lampa u {MARKER}"))
    device.do(tip_id, ops.TipEdit("text", "", f"Volala {MARKER}. " * 200))
    for _ in range(40):
        device.do(tip_id, ops.TipNoteAdd(new_id(), f"{MARKER} volala znovu."))
    stranger = station.officer("cerna")
    stranger.do(tip_id, ops.TipNoteAdd(new_id(), f"{MARKER} je moje sousedka."))
    send_unreadable(station, tip_id)
    sender.send(signed_picture())
    half = signed_picture(200)
    sha256 = sender.announce(half)
    sender.create(sha256, len(half))
    assert sender.patch(sha256, 0, half[:PIECE]).status == 204
    return sender


@pytest.fixture
def sqlite_station(sqlite_url: str, tmp_path: Path) -> Station:
    """A station on SQLite alone: what is looked at are its files."""
    station = Station(sqlite_url, tmp_path / "files")
    station.with_districts()
    return station


def test_that_no_byte_of_an_erased_tip_is_left_in_any_file(sqlite_station: Station, tmp_path: Path) -> None:
    station = sqlite_station
    filled(station)
    other = station.officer("svoboda", WEST)
    kept = new_id()
    other.do(kept, ops.TipFile(title="Lavička", category="light", place=IN_WEST))
    assert {name.partition("/")[0] for name in left_in(tmp_path)} >= {"server.sqlite3-wal", "files"}
    assert erase(station.server, [NUMBER], "test") == Erased(1, 1, scrubbed=True)
    assert left_in(tmp_path) == []
    other.pull()
    assert set(other.docs("tip")) == {kept}
    station.close()
    assert left_in(tmp_path) == []


def test_that_no_row_keeps_what_nobody_could_read_of_an_erased_tip(station: Station) -> None:
    sender = Sender(station)
    send_unreadable(station, sender.tip_id)
    other = Sender(station, "svoboda")
    send_unreadable(station, other.tip_id)
    both = whole_database(station).count(MARKER)
    assert erase(station.server, [NUMBER], "test") == Erased(1, 0, scrubbed=True)
    assert whole_database(station).count(MARKER) == both // 2
    assert erase(station.server, ["2026-000002"], "test") == Erased(1, 0, scrubbed=True)
    assert MARKER not in whole_database(station)
    send_unreadable(station, sender.tip_id)
    assert MARKER not in whole_database(station)


def test_that_a_reader_only_puts_the_end_of_the_log_off(sqlite_station: Station, tmp_path: Path) -> None:
    station = sqlite_station
    filled(station)
    station.server.database.close()
    station.server = Server(replace(station.settings, sqlite_busy_seconds=0.1))
    with sqlite3.connect(tmp_path / "server.sqlite3") as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM tip").fetchone()
        assert erase(station.server, [NUMBER], "test") == Erased(1, 1, scrubbed=False)
        assert left_in(tmp_path)
        reader.rollback()
    reader.close()
    upkeep.run(station.server)
    assert left_in(tmp_path) == []
    station.close()


def test_that_deleted_bytes_are_overwritten_whatever_the_builds_default_is(sqlite_station: Station) -> None:
    with sqlite_station.server.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar_one() == 1
    sqlite_station.close()


def test_that_an_upload_that_runs_is_refused_after_the_erasure(station: Station) -> None:
    sender = filled(station)
    half = schema.upload.c.sha256
    sha256 = station.scalar(sa.select(half))
    received = station.scalar(sa.select(schema.upload.c.received))
    assert erase(station.server, [NUMBER], "test") == Erased(1, 1, scrubbed=True)
    assert sender.patch(sha256, received, b"x").status == 404
    assert sender.create(sha256, 10_000).status == 404
    assert station.all(sa.select(schema.upload)) == station.all(sa.select(schema.possession)) == []
    assert left_in(station.settings.files) == []


def test_that_a_piece_is_refused_from_the_commit_of_the_erasure_on(station: Station) -> None:
    sender = filled(station)
    sha256, received = station.all(sa.select(schema.upload.c.sha256, schema.upload.c.received))[0]
    with station.server.database.write() as connection:
        assert erase_tips(connection, station.server, [sender.tip_id]) == 1
    assert sender.patch(sha256, received, b"x").status == 404
    assert sender.signed.http("HEAD", f"/api/v1/files/{sha256}").status == 404
    assert upkeep.run(station.server).uploads == 0
    assert left_in(station.settings.files) == []


def test_that_an_erasure_while_the_last_piece_is_looked_at_leaves_nothing_sealed(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = Sender(station)
    data = signed_picture()
    sha256 = sender.announce(data)
    sender.create(sha256, len(data))
    look = previews.make_preview

    def erased_meanwhile(path: Path) -> object:
        seen = look(path)
        assert isinstance(erase(station.server, [NUMBER], "test"), Erased)
        return seen

    monkeypatch.setattr(uploads, "make_preview", erased_meanwhile)
    assert sender.patch(sha256, 0, data).status == 404
    assert left_in(station.settings.files) == []
    assert station.all(sa.select(schema.original)) == []


def test_that_a_claim_outlives_no_erasure_and_who_sent_the_bytes_keeps_them(station: Station) -> None:
    data = picture()
    sha256 = hashlib.sha256(data).hexdigest()
    sender, claimant = Sender(station), Sender(station, "cerna", EAST)
    sender.send(data)
    claimant.announce(data)
    assert erase(station.server, [NUMBER], "test") == Erased(1, 1, scrubbed=True)
    assert claimant.signed.http("GET", f"/api/v1/files/{sha256}").status == 404
    assert station.server.photos.original(sha256) is None
    assert claimant.create(sha256, len(data)).headers["upload-offset"] == "0"
    assert claimant.patch(sha256, 0, data).status == 204
    assert claimant.signed.http("GET", f"/api/v1/files/{sha256}").body == data


def test_that_bytes_that_another_person_sent_too_stay_with_them(station: Station) -> None:
    data = picture()
    sha256 = hashlib.sha256(data).hexdigest()
    sender, other = Sender(station), Sender(station, "cerna", EAST)
    sender.send(data)
    other.send(data)
    assert erase(station.server, [NUMBER], "test") == Erased(1, 0, scrubbed=True)
    assert other.signed.http("GET", f"/api/v1/files/{sha256}").body == data
    assert sender.signed.http("GET", f"/api/v1/files/{sha256}").status == 404


def test_that_a_wrong_number_erases_nothing(station: Station) -> None:
    Sender(station)
    assert erase(station.server, [NUMBER, "2026-000009"], "test") == Missing(("2026-000009",))
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.tip)) == 1


def test_that_postgresql_frees_the_rows_and_says_what_remains(
    postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    station = Station(postgres_url, tmp_path / "files")
    station.with_districts()
    filled(station)
    where = ("--database", station.settings.database, "--files", str(station.settings.files))
    assert cli.main(["erase", NUMBER, *where]) == 0
    said = capsys.readouterr().out
    assert "WAL" in said
    assert "Backups and replicas" in said
    again = sa.text("SELECT count(*) FROM pg_class WHERE relname = ANY(:names) AND relallvisible >= relpages")
    with station.server.database.read() as connection:
        assert connection.execute(again, {"names": list(repository.TOUCHED)}).scalar_one() == len(repository.TOUCHED)
    assert scrub(station.server)
    station.close()
