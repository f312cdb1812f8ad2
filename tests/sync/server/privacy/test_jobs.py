"""Who sent a tip and what was said about it is nowhere any more, once the deadline is over."""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from PIL import Image

from app.accounts.domain import Role
from app.db.photos import PhotoVault
from app.db.store import Store, open_store
from app.exchange.files import Files
from app.exchange.service import Exchange
from app.identifiers import new_id
from app.messages.domain import Door, Way
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status, Tip
from sync.protocol.messages import PROTOCOL, PullRequest, PullResponse
from sync.server import cli
from sync.server.feed.pages import page
from sync.server.feed.publish import publish
from sync.server.ground.documents import parse
from sync.server.ground.moments import moment
from sync.server.jobs.domain import Nothing
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.mail.incoming import keeping
from sync.server.mail.incoming.domain import Mailbox
from sync.server.mail.incoming.repository import put_box
from sync.server.mail.relay import use
from sync.server.messages.service import Received, receive
from sync.server.privacy import jobs
from sync.server.privacy.deadlines import TABLE
from sync.server.privacy.service import choose, deadlines, is_believed
from sync.server.published.service import make
from sync.server.service import Server
from sync.server.tips.search.repository import Question, find
from tests.faults.device import DATA_KEY, ShiftedClock
from tests.sync.server import schema
from tests.sync.server.backups import back_up, restore
from tests.sync.server.erasure.test_journal import whole_database
from tests.sync.server.mail.post import Post, open_post
from tests.sync.server.residents.test_photos import post as post_form
from tests.sync.server.residents.visitor import WRITTEN, Visitor, pages, work
from tests.sync.server.station import WEST, Device, HttpAnswer, Station

MARKER = "Zvlastnijmeno"
HERE = {"where": "50.0500, 13.0500"}
_DAILY = [kind for kind in KINDS if kind.name in {one.job for one in TABLE}]


@dataclass
class Town:
    """A station on SQLite, a resident at its pages, a mail server, an officer with a real store on their device."""

    station: Station
    visitor: Visitor
    post: Post
    novak: Device
    store: Store
    exchange: Exchange

    @property
    def tip(self) -> Tip:
        return parse(self.station.scalar(sa.select(schema.tip.c.doc)), Tip)

    def pull(self) -> None:
        """All that is new comes into the store, page by page."""
        while True:
            request = PullRequest(PROTOCOL, self.exchange.cursors(), self.exchange.incarnation(), 500)
            with self.station.server.database.read() as connection:
                answer = page(connection, self.novak.caller, request, self.station.server.now())
            response = msgspec.json.decode(answer.body, type=PullResponse)
            self.exchange.apply_page(response)
            if not response.more:
                return

    def on_the_device(self) -> str:
        """All rows of all tables of the store, as text."""
        with self.store.read() as connection:
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
            return "\n".join(
                str(tuple(row)) for name in names for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
            )

    def days_go_by(self, days: int) -> None:
        """And the daily jobs do what they do: what forgets for good only notes the time where it was away for long."""
        for step in (days - 1, 1):
            self.station.clock.forward(days=step)
            worker = Worker(self.station.server, _DAILY)
            worker.plan()
            self.station.clock.forward(seconds=61)
            worker.run_due()

    def close(self) -> None:
        """Let the officer close the tip and thank; the reply leaves by mail."""
        thanks = Outcome(OutcomeKind.SOLVED, reply=f"Děkujeme, paní {MARKER}.")
        tip = self.tip
        assert self.novak.do(tip.id, ops.TipClose(tip.status, thanks, tip.heard_at)).verdict.value == "applied"
        self.station.clock.forward(seconds=self.station.settings.reply_hold_seconds + 1)
        work(self.station)


@pytest.fixture
def town(sqlite_url: str, tmp_path: Path) -> Iterator[Town]:
    """Tips stay on the devices for years here, so that a device has to lose what it holds by the feed alone."""
    station = Station(sqlite_url, tmp_path / "server" / "files")
    station.server.close()
    station.settings = replace(station.settings, first_sync_closed_days=2_000)
    station.server = Server(station.settings)
    station.with_districts()
    novak = station.officer("novak", WEST)
    folder = tmp_path / "device"
    folder.mkdir()
    store = open_store(folder / "device.db", DATA_KEY)
    assert isinstance(store, Store)
    files = Files(store, PhotoVault(folder / "photos", DATA_KEY), folder / "basemaps")
    exchange = Exchange(store, ShiftedClock(station.clock), files)
    with open_post(tmp_path / "post") as post, pages(station) as visitor:
        with station.server.database.write() as connection:
            use(connection, post.relay())
            put_box(connection, Mailbox("box", "imap.example.cz", 993, "u", category="light"))
        yield Town(station, visitor, post, novak, store, exchange)
    store.close()
    station.close()


def left_in(*places: Path) -> list[str]:
    """The files whose raw bytes still hold the marker."""
    found = [path for place in places for path in (place.rglob("*") if place.is_dir() else (place,)) if path.is_file()]
    return [path.name for path in found if MARKER.lower().encode() in path.read_bytes().lower()]


def signed_picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((90, 90), 80).convert("RGB").save(out, "JPEG", comment=MARKER.encode())
    return out.getvalue()


def sent(town: Town) -> HttpAnswer:
    """A tip with a photo, its sender named as nobody else is; on the officer's device."""
    town.visitor.get("/podnet/popis?category=light")
    town.station.clock.forward(seconds=30)
    written = WRITTEN | HERE | {"name": f"Anna {MARKER}", "phone": "777 000 111", "email": f"{MARKER}@example.cz"}
    post_form(town.visitor, "/podnet/popis", written | {"do": "preview"}, [signed_picture()])
    answer = town.visitor.post("/podnet/odeslat", {})
    assert answer.status == 303
    work(town.station)
    town.pull()
    return answer


def talked(town: Town) -> str:
    """Asked, answered by mail, closed, judged on the page; what others tried beside it. The secret reply address."""
    station, tip_id = town.station, town.tip.id
    town.novak.do(tip_id, ops.TipAsk(Status.NEW, f"Paní {MARKER}, kde přesně?"))
    work(station)
    back = str(town.post.taken()[-1][1]["Reply-To"])
    raw = f"From: {MARKER}@example.cz\r\nTo: {back}\r\nMessage-ID: <1@example.cz>\r\n\r\nU školky. {MARKER}\r\n"
    keeping.keep(station.server, "box", raw.encode())
    work(station)
    stranger = station.officer("cerna")
    stranger.do(tip_id, ops.TipNoteAdd(new_id(), f"{MARKER} je moje sousedka."))
    odd = stranger.record(tip_id, ops.TipNoteAdd(new_id(), MARKER))
    stranger.push(msgspec.structs.replace(odd, kind="tip.of_a_newer_app"))
    town.close()
    return back


def test_that_nobody_knows_after_its_deadline_who_sent_a_tip_and_what_was_said(town: Town, tmp_path: Path) -> None:
    station = town.station
    database = [tmp_path / f"server.sqlite3{end}" for end in ("", "-wal")]
    link = sent(town).headers["location"].partition("?")[0]
    back = talked(town)
    town.visitor.get(f"{link}/hodnoceni")
    assert town.visitor.post(f"{link}/hodnoceni", {"said": "solved", "text": f"Díky. {MARKER}"}).status == 303
    work(station)
    town.pull()
    assert town.on_the_device().count(MARKER) > 5
    assert len(left_in(*database, station.settings.files)) >= 2
    holding = {
        table.name
        for table in schema.metadata.tables.values()
        if any(MARKER in str(tuple(row)) for row in station.all(sa.select(table)))
    }
    assert holding >= {"contact", "message", "story", "receipt", "quarantine", "feed", "tip", "intake_photo"}
    assert station.all(sa.select(schema.job.c.payload).where(schema.job.c.payload.contains(MARKER))) == []

    for path in (station.settings.files / "mail").iterdir():
        os.utime(path, (0, 0))
    town.days_go_by(364)
    assert MARKER in str(station.all(sa.select(schema.contact)))
    town.days_go_by(3)
    town.pull()
    assert MARKER not in whole_database(station)
    assert left_in(*database, station.settings.files) == []
    assert MARKER.lower() not in town.on_the_device().lower()
    with station.server.database.read() as connection:
        assert find(connection, Question((MARKER.lower(),)), {WEST}) == []
        (found,) = find(connection, Question(("lampa",)), {WEST})
    assert (found.closing is not None, found.parties[0].way) == (True, Way.NONE)
    assert "je tam tma" in town.on_the_device()
    assert "question" not in town.on_the_device()
    assert {row.tip_id for row in station.all(sa.select(schema.incoming))} == {None}
    assert town.visitor.get(link).status == 404
    keeping.keep(station.server, "box", f"From: x@y.cz\r\nTo: {back}\r\n\r\nJeště něco.\r\n".encode())
    work(station)
    assert station.all(sa.select(schema.message)) == []
    station.close()
    assert left_in(*database, station.settings.files) == []


def test_that_photos_go_in_their_own_time_and_the_tip_stays(town: Town) -> None:
    sent(town)
    talked(town)
    photos = station_photos(town.station)
    assert len(photos) == 1
    town.days_go_by(3 * 365 - 2)
    assert station_photos(town.station) == photos
    town.days_go_by(3)
    town.pull()
    assert station_photos(town.station) == []
    assert list(town.station.settings.files.glob("originals/**/*.jpg")) == []
    assert town.tip.photos == 0
    assert town.tip.text.startswith("Nesvítí lampa")
    with town.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM photo").scalar_one() == 0


def station_photos(station: Station) -> list[str]:
    """The originals that are still here."""
    known = [row.sha256 for row in station.all(sa.select(schema.original.c.sha256))]
    assert all(station.server.photos.original(one) is not None for one in known)
    return known


def test_that_a_restored_backup_does_not_bring_it_back_and_what_came_later_stays(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    station = town.station
    sent(town)
    talked(town)
    url, copy = station.settings.database, tmp_path / "backup"
    back_up(url, copy)
    town.days_go_by(366)
    town.days_go_by(3)
    assert MARKER not in whole_database(station)
    assert MARKER not in station.server.erasures.path.read_text()
    town.visitor.app.state.server.close()
    station.server.database.close()
    restore(url, copy)
    assert cli.main(["incarnation", "bump", "--database", url, "--files", str(station.settings.files)]) == 0
    assert "what was said about 1 tips" in capsys.readouterr().out
    station.server = Server(station.settings)
    assert MARKER not in whole_database(station)
    with station.server.database.write() as connection:
        heard = receive(connection, station.server, town.tip.id, "Zase nesvítí.", Door.PORTAL)
        assert isinstance(heard, Received)
        publish(connection, heard.steps, station.server.now())
    cli.main(["incarnation", "bump", "--database", url, "--files", str(station.settings.files)])
    assert "again" not in capsys.readouterr().out
    assert "Zase nesvítí." in whole_database(station)


def again(town: Town) -> None:
    """The jobs that forget are tried once more, an hour later."""
    town.station.clock.forward(hours=1)
    for kind in jobs.PERIODIC:
        assert kind.before is not None
        kind.before(town.station.server, Nothing())


def test_that_a_believed_job_that_is_tried_again_goes_on(town: Town) -> None:
    sent(town)
    town.close()
    for days in (366, 1):
        town.station.clock.forward(days=days)
        with town.station.server.database.write() as connection:
            believed = is_believed(connection, town.station.server, "forget_conversations")
    assert believed, "and its worker dies"
    assert MARKER in str(town.station.all(sa.select(schema.contact)))
    again(town)
    assert MARKER not in str(town.station.all(sa.select(schema.contact)))


def test_that_a_clock_that_jumps_ahead_has_nothing_forgotten(town: Town) -> None:
    sent(town)
    talked(town)
    worker = Worker(town.station.server, jobs.PERIODIC)
    worker.plan()
    for ahead in (1, 1, 4_000):
        town.station.clock.forward(days=ahead, seconds=61)
        worker.run_due()
    for _ in range(3):
        # A worker that died may be followed by another at once, and an impatient person asks for it, too.
        again(town)
    town.station.clock.forward(days=-4_000)
    worker.run_due()
    assert MARKER in whole_database(town.station)
    assert jobs.conversations(town.station.server) == 0


def test_that_a_chosen_deadline_is_gone_by_at_once_and_said_on_the_page(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    station = town.station
    where = ("--database", station.settings.database, "--files", str(station.settings.files))
    assert cli.main(["privacy", "choose", "conversations", "90", *where]) == 2
    assert "from 91 to 1095 days can be chosen" in capsys.readouterr().err
    sent(town)
    town.close()
    station.clock.forward(days=100)
    assert jobs.conversations(station.server) == 0
    assert cli.main(["privacy", "choose", "conversations", "95", *where]) == 0
    assert cli.main(["privacy", "deadlines", *where]) == 0
    assert "conversations     95 days since closed" in capsys.readouterr().out
    told = town.visitor.get("/soukromi?lang=cs").body.decode()
    assert "95 dní od uzavření podnětu" in told
    with station.server.database.write() as connection:
        make(connection, station.server)
    with station.server.database.write() as connection:
        make(connection, station.server)
    assert "95 dní" in town.visitor.get("/soukromi/zaznam?lang=cs").body.decode()
    assert jobs.conversations(station.server) == 1
    assert MARKER not in str(station.all(sa.select(schema.contact)))


def test_that_another_deadline_of_originals_holds_for_those_here_and_can_be_taken_back(town: Town) -> None:
    sent(town)
    kept = sa.select(schema.intake_photo.c.until)
    until = moment(town.station.scalar(kept))
    for days in (1, 30, 90):
        with town.station.server.database.write() as connection:
            assert choose(connection, town.station.server, "originals", days) == ""
            assert deadlines(connection)["originals"] == days
        assert moment(town.station.scalar(kept)) - until == timedelta(days=days - 30)


def test_that_what_nobody_decides_in_a_year_is_left_out(town: Town) -> None:
    station = town.station
    town.visitor.write(name=MARKER)
    assert town.visitor.post("/podnet/odeslat", {"homepage": "http://x"}).status == 303
    keeping.keep(station.server, "box", f"From: x@y.cz\r\nList-Id: <x>\r\n\r\n{MARKER}\r\n".encode())
    work(station)
    assert (MARKER in whole_database(station), len(left_in(station.settings.files))) == (True, 1)
    town.days_go_by(300)
    assert MARKER in whole_database(station)
    town.days_go_by(70)
    assert MARKER not in whole_database(station)
    assert left_in(station.settings.files) == []


def test_that_who_erases_themselves_is_forgotten_in_what_a_device_sent_too(town: Town) -> None:
    from sync.server.erasure.service import forget_party

    dispatcher = town.station.device(town.station.person("dispecink", Role.DISPATCHER))
    tip_id = new_id()
    dispatcher.do(tip_id, ops.TipFile(title="Lampa", category="light", contact_name=MARKER, contact_phone="1"))
    assert MARKER in str(town.station.all(sa.select(schema.receipt.c.operation)))

    def forget(connection: sa.Connection) -> None:
        steps = forget_party(connection, town.station.server, tip_id)
        publish(connection, steps, town.station.server.now())

    town.station.server.database.durably(partial(forget))
    assert MARKER not in whole_database(town.station)
