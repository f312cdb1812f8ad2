"""A restored backup knows less than was sent: nothing of it goes out again without being known as a copy."""

import os
from pathlib import Path

from app.messages.domain import Delivery
from app.tips import operations as ops
from app.tips.domain import Status
from sync.server.ground import meta
from sync.server.jobs.domain import Nothing
from sync.server.mail import journal
from sync.server.mail.incoming.keeping import forget, keep
from tests.sync.server.backups import back_up, restore
from tests.sync.server.mail.post import Post, asked, seen, work
from tests.sync.server.messages.test_asking import sent_in
from tests.sync.server.station import Device, Station


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


def test_that_a_mail_taken_up_again_after_the_backup_is_acknowledged_once(
    station: Station, novak: Device, post: Post, tmp_path: Path
) -> None:
    backed_up(station, tmp_path)
    raw = b"From: anna@example.cz\r\nTo: podnety@chomutov.example\r\nSubject: Lampa\r\n\r\nSvit\r\n"
    assert keep(station.server, "box", raw)
    assert work(station) == 2
    restored(station, tmp_path)
    (kept,) = (station.settings.files / "mail").iterdir()
    os.utime(kept, (0, 0))
    forget(station.server, Nothing())
    assert work(station) == 2
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
