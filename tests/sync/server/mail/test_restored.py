"""A restored backup knows less than was sent: nothing of it goes out again without being known as a copy."""

from pathlib import Path

import sqlalchemy as sa

from app.messages.domain import Delivery
from app.outbox.domain import VerdictKind
from app.tips import operations as ops
from app.tips.domain import Status
from sync.server.ground import meta
from sync.server.intake.account.repository import renew
from sync.server.intake.domain import SentTip
from sync.server.intake.service import Sender, file_tip
from sync.server.mail import journal
from sync.server.mail.incoming.keeping import keep
from sync.server.restoring import catch_up
from tests.sync.server import schema
from tests.sync.server.backups import back_up, restore
from tests.sync.server.mail.post import Post, asked, seen, work
from tests.sync.server.messages.test_asking import sent_in
from tests.sync.server.station import IN_WEST, Device, Station


def backed_up(station: Station, folder: Path) -> None:
    back_up(_url(station), folder / "backup")


def restored(station: Station, folder: Path) -> None:
    station.server.database.close()
    restore(_url(station), folder / "backup")
    with station.server.database.write() as connection:
        meta.bump_incarnation(connection)


def _url(station: Station) -> str:
    return station.server.database.url.render_as_string(hide_password=False)


def test_that_what_was_sent_after_the_backup_is_not_sent_again(
    station: Station, novak: Device, post: Post, tmp_path: Path
) -> None:
    asked(station, novak)
    backed_up(station, tmp_path)
    assert work(station) == 1
    restored(station, tmp_path)
    assert seen(station) == [(Delivery.QUEUED, "")]
    assert work(station) == 1
    assert (len(post.taken()), seen(station)) == (1, [(Delivery.SENT, "")])


def test_that_what_a_device_sends_again_after_the_backup_is_mailed_once(
    station: Station, novak: Device, post: Post, tmp_path: Path
) -> None:
    tip_id = sent_in(station, contact_email="anna@example.cz")
    backed_up(station, tmp_path)
    question = novak.record(tip_id, ops.TipAsk(Status.NEW, "Kde?"))
    novak.push(question)
    assert work(station) == 1
    restored(station, tmp_path)
    station.clock.forward(days=1)
    novak.push(question)
    assert work(station) == 1
    assert (len(post.taken()), seen(station)) == (1, [(Delivery.SENT, "")])


def test_that_what_an_officer_did_with_a_tip_that_the_backup_had_not_decided_is_done_again(
    station: Station, novak: Device, post: Post, tmp_path: Path
) -> None:
    server = station.server
    with server.database.write() as connection:
        renew(connection)
    form = server.seal.read_form(server.seal.new_form(station.clock().timestamp() - 60))
    assert form is not None
    file_tip(server, form, SentTip("light", "Tma", place=IN_WEST, email="anna@example.cz"), Sender("cs", "192.0.2.1"))
    backed_up(station, tmp_path)
    assert work(station) == 1
    (tip_id,) = station.all(sa.select(schema.tip.c.id))[0]
    question = novak.record(tip_id, ops.TipAsk(Status.NEW, "Kde?"))
    assert [one.verdict for one in novak.push(question)] == [VerdictKind.APPLIED]
    assert work(station) == 1
    restored(station, tmp_path)
    assert catch_up(server) == 1
    assert [one.verdict for one in novak.push(question)] == [VerdictKind.APPLIED]
    assert work(station) == 1
    assert (len(post.taken()), seen(station)) == (1, [(Delivery.SENT, "")])


def test_that_a_mail_taken_up_again_after_the_backup_is_acknowledged_once(
    station: Station, novak: Device, post: Post, tmp_path: Path
) -> None:
    backed_up(station, tmp_path)
    raw = b"From: anna@example.cz\r\nTo: podnety@chomutov.example\r\nSubject: Lampa\r\n\r\nSvit\r\n"
    assert keep(station.server, "box", raw)
    assert work(station) == 2
    restored(station, tmp_path)
    assert catch_up(station.server) == 1
    assert work(station) == 1
    ((_, told),) = post.taken()
    assert told["Auto-Submitted"] == "auto-replied"


def test_that_without_the_journal_the_second_copy_is_known_by_its_id(
    station: Station, novak: Device, post: Post, tmp_path: Path
) -> None:
    asked(station, novak)
    backed_up(station, tmp_path)
    assert work(station) == 1
    restored(station, tmp_path)
    (station.settings.files / journal.NAME).unlink()
    assert work(station) == 1
    ids = [mail["Message-ID"] for _, mail in post.taken()]
    assert (len(ids), len(set(ids))) == (2, 1)
