"""Messages go out by a mail server process that takes, refuses or vanishes: none lost, none twice."""

import os
import signal
import subprocess
import sys
from typing import Any

import pytest
import sqlalchemy as sa

from app.messages.domain import Delivery
from app.outbox.domain import VerdictKind
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status
from sync.server.accounts import duties, people
from sync.server.erasure.service import Erased, erase
from sync.server.feed.publish import publish
from sync.server.jobs import repository as jobs
from sync.server.mail import journal, repository, service, smtp
from sync.server.mail.relay import MailKey, hashed, use
from sync.server.messages import service as messages
from tests.sync.server import schema
from tests.sync.server.mail.post import Post, asked, plain, seen, work
from tests.sync.server.messages.test_asking import sent_in
from tests.sync.server.station import WEST, Device, Station


def test_that_a_question_goes_out_once_with_a_secret_way_back(station: Station, novak: Device, post: Post) -> None:
    tip_id = asked(station, novak, "Kde přesně?\n.\nU školy?")
    assert work(station) == 1
    assert work(station) == 0
    ((envelope, mail),) = post.taken()
    token = MailKey(station.settings.files).token(tip_id)
    assert envelope == [f"mail FROM:<o-{token}@tip.example.cz>", "rcpt TO:<anna@example.cz>"]
    assert mail["Subject"] == "Podnět 2026-000001: Lampa"
    assert mail["From"] == "Městská policie <strazniky@chomutov.example>"
    assert mail["Reply-To"] == f"o-{token}@tip.example.cz"
    assert mail["List-Unsubscribe"] is None
    assert mail["Date"].datetime == station.clock.at.replace(microsecond=0)
    assert "se vás strážník ptá:\n\nKde přesně?\n.\nU školy?\n" in plain(mail)
    assert len(token) == 32
    assert station.all(sa.select(schema.reply_address.c.hash, schema.reply_address.c.party_id)) == [
        (hashed(token), tip_id)
    ]
    assert seen(station) == [(Delivery.SENT, "")]
    novak.pull()
    assert [one["delivery"] for one in novak.docs("message").values()] == ["sent"]


def test_that_a_reply_says_its_outcome_after_ten_minutes(station: Station, novak: Device, post: Post) -> None:
    tip_id = sent_in(station, contact_email="anna@example.cz")
    novak.do(tip_id, ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.")))
    assert work(station) == 0
    station.clock.forward(minutes=10)
    assert work(station) == 2
    ((_, mail),) = post.taken()
    assert "je uzavřený. Výsledek: vyřešeno.\n\nLampa svítí.\n" in plain(mail)


def test_that_what_is_refused_for_a_while_is_tried_ever_later_under_one_id(
    station: Station, novak: Device, post: Post
) -> None:
    post.script("RCPT 450 4.2.0 busy", "RCPT 421 gone", "ok")
    asked(station, novak)
    for wait, reason in ((60, "450 4.2.0"), (120, "421")):
        assert work(station) == 1
        assert seen(station) == [(Delivery.QUEUED, reason)]
        station.clock.forward(seconds=wait - 1)
        assert work(station) == 0
        station.clock.forward(seconds=1)
    assert work(station) == 1
    assert seen(station) == [(Delivery.SENT, "")]
    assert len(post.taken()) == 1


def test_that_a_refusal_for_good_is_shown_by_its_code_and_never_by_the_address(
    station: Station, novak: Device, post: Post
) -> None:
    post.script("RCPT 550 5.1.1 <anna@example.cz> unknown")
    asked(station, novak)
    assert work(station) == 1
    assert seen(station) == [(Delivery.FAILED, "550 5.1.1")]
    novak.pull()
    assert [one["reason"] for one in novak.docs("message").values()] == ["550 5.1.1"]
    station.clock.forward(days=1)
    assert work(station) == 0


def test_that_it_is_given_up_after_days_and_said_so(station: Station, novak: Device, post: Post) -> None:
    post.script("RCPT 450 busy")
    asked(station, novak)
    for _ in range(service.TRIES):
        assert work(station) == 1
        station.clock.forward(hours=6)
    assert seen(station) == [(Delivery.FAILED, "450")]
    assert work(station) == 0


def test_that_a_second_copy_after_a_lost_answer_has_the_same_id(station: Station, novak: Device, post: Post) -> None:
    post.script("cut", "ok")
    asked(station, novak)
    work(station)
    station.clock.forward(minutes=1)
    work(station)
    first, second = (mail for _, mail in post.taken())
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@tip.example.cz>")
    assert seen(station) == [(Delivery.SENT, "")]


CHILD = """
import os, sys
from pathlib import Path
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.mail import service, smtp
from sync.server.service import Server
from sync.server.settings import Settings
taken = smtp.send
def killed(*given, **named):
    taken(*given, **named)
    os.kill(os.getpid(), 9)
smtp.send = killed
server = Server(Settings(database=sys.argv[1], files=Path(sys.argv[2])))
Worker(server, [kind for kind in KINDS if kind.every is None]).run_due()
"""


def test_that_a_worker_killed_after_the_mail_was_taken_sends_it_again_under_its_id(
    station: Station, novak: Device, post: Post
) -> None:
    asked(station, novak)
    url = station.server.database.url.render_as_string(hide_password=False)
    child = subprocess.run([sys.executable, "-c", CHILD, url, str(station.settings.files)], env=os.environ, check=False)
    assert child.returncode == -signal.SIGKILL
    assert seen(station) == [(Delivery.QUEUED, "")]
    station.clock.at = type(station.clock.at).now(station.clock.at.tzinfo)
    assert work(station) == 0
    station.clock.forward(seconds=station.settings.job_lease_seconds + 1)
    assert work(station) == 1
    ids = [mail["Message-ID"] for _, mail in post.taken()]
    assert (len(ids), len(set(ids))) == (2, 1)
    assert seen(station) == [(Delivery.SENT, "")]
    assert work(station) == 0


@pytest.mark.parametrize(
    "address",
    [
        "anna@example.cz\r\nBcc: all@example.cz",
        "a@b@c",
        "a@b@c.cz",
        "a@b..cz",
        "a@b.cz.",
        "a@b.cz/",
        "a..b@c.cz",
        "=?utf-8?q?a?=@b.cz",
        "a@b.cz\x7f",
        "a@-b.cz",
        "<a@example.cz>",
        "a@example.cz, b@example.cz",
        "anna",
        "á@b.cz",
    ],
)
def test_that_nothing_breaks_out_of_a_header(station: Station, novak: Device, post: Post, address: str) -> None:
    asked(station, novak, mail=address)
    assert work(station) == 1
    assert (post.taken(), seen(station)) == ([], [(Delivery.FAILED, "address")])


def test_that_words_of_an_officer_break_out_of_no_header_and_no_body(
    station: Station, novak: Device, post: Post
) -> None:
    asked(station, novak, "Kde?\r\n.\r\nMAIL FROM:<x@y.cz>\r\n\r\nBcc: all@example.cz\x0b\u2028.")
    work(station)
    ((envelope, mail),) = post.taken()
    assert len(envelope) == 2
    assert mail["Bcc"] is None
    assert "MAIL FROM:<x@y.cz>" in plain(mail)


class EndedError(BaseException):
    """The worker's process ends here."""


def test_that_a_job_that_comes_back_after_its_mail_was_noted_sends_nothing(
    station: Station, novak: Device, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(station, novak)
    _end_before_the_job_is_done(station, monkeypatch)
    assert seen(station) == [(Delivery.SENT, "")]
    (station.settings.files / journal.NAME).unlink()
    assert work(station) == 1
    assert len(post.taken()) == 1


def test_that_a_message_has_one_job_however_often_it_is_tried(
    station: Station, novak: Device, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.script("RCPT 450 busy", "RCPT 450 busy", "ok")
    asked(station, novak)
    _end_before_the_job_is_done(station, monkeypatch)
    assert work(station) == 1
    station.clock.forward(seconds=59)
    assert work(station) == 0
    station.clock.forward(seconds=1)
    assert work(station) == 1
    assert station.all(sa.select(schema.job.c.kind, schema.job.c.done.is_not(None))) == [("mail.send", True)]
    assert len(post.taken()) == 1


def _end_before_the_job_is_done(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_: object, **__: object) -> None:
        raise EndedError

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "finish", end)
        with pytest.raises(EndedError):
            work(station)
    station.clock.forward(seconds=station.settings.job_lease_seconds)


def test_that_two_workers_and_a_relay_named_meanwhile_send_it_once(
    station: Station, novak: Device, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = smtp.send

    def slowly(*given: Any, **named: Any) -> smtp.Outcome:
        with station.server.database.write() as connection:
            use(connection, None)
        with station.server.database.write() as connection:
            service.begin(connection, station.server, post.relay())
        assert work(station) == 0
        return send(*given, **named)

    asked(station, novak)
    with monkeypatch.context() as patch:
        patch.setattr(smtp, "send", slowly)
        assert work(station) == 1
    assert work(station) == 0
    assert (len(post.taken()), seen(station)) == (1, [(Delivery.SENT, "")])


def test_that_a_clock_that_jumps_while_the_relay_is_waited_for_sends_nothing_twice(
    station: Station, novak: Device, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the new time the lease is over, and another worker takes the job up."""
    send = smtp.send

    def slowly(*given: Any, **named: Any) -> smtp.Outcome:
        monkeypatch.setattr(smtp, "send", send)
        station.clock.forward(seconds=station.settings.job_lease_seconds + 1)
        assert work(station) == 1
        return send(*given, **named)

    asked(station, novak)
    monkeypatch.setattr(smtp, "send", slowly)
    assert work(station) == 0
    station.clock.forward(minutes=1)
    assert work(station) == 1
    assert (len(post.taken()), seen(station)) == (1, [(Delivery.SENT, "")])


def test_that_a_clock_that_ran_ahead_holds_up_no_mail(station: Station, novak: Device, post: Post) -> None:
    post.script("RCPT 450 busy", "ok")
    asked(station, novak)
    station.clock.forward(days=366)
    assert work(station) == 1
    station.clock.forward(days=-366)
    assert work(station) == 1
    assert seen(station) == [(Delivery.SENT, "")]


def test_that_a_reply_that_waits_for_the_relay_goes_no_more_once_its_closing_is_undone(
    station: Station, novak: Device, post: Post
) -> None:
    post.script("RCPT 450 busy", "ok")
    tip_id = sent_in(station, contact_email="anna@example.cz")
    novak.do(tip_id, ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.")))
    station.clock.forward(minutes=10)
    assert work(station) == 2
    station.supervisor().do(tip_id, ops.TipReopen("Nesvítí"))
    station.clock.forward(minutes=1)
    assert work(station) == 1
    assert (post.taken(), seen(station)) == ([], [(Delivery.CANCELLED, "")])
    novak.pull()
    assert [one["delivery"] for one in novak.docs("message").values()] == ["cancelled"]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_that_nothing_leaves_for_who_wants_no_more_of_it(station: Station, novak: Device, post: Post) -> None:
    post.script("RCPT 450 busy", "ok")
    tip_id = sent_in(station, contact_email="anna@example.cz")
    novak.do(tip_id, ops.TipAnswer("Podívám se."))
    assert work(station) == 1
    with station.server.database.write() as connection:
        taken = messages.leave(connection, station.server, tip_id)
        publish(connection, taken.steps, station.server.now())
    station.clock.forward(minutes=1)
    assert work(station) == 1
    assert (post.taken(), seen(station)) == ([], [(Delivery.CANCELLED, "")])


def test_that_an_officer_who_left_the_district_answers_late_and_reads_it_no_more(
    station: Station, novak: Device, post: Post
) -> None:
    tip_id = sent_in(station, contact_email="anna@example.cz")
    novak.pull()
    station.clock.forward(minutes=5)
    made = station.server.now()
    station.clock.forward(minutes=5)
    with station.server.database.write() as connection:
        duties.withdraw(connection, novak.officer_id, WEST, station.server.now())
        publish(connection, people.row_steps(connection, station.server.now()), station.server.now())
    assert novak.do(tip_id, ops.TipAnswer("Byl jsem tam."), at=made).verdict is VerdictKind.APPLIED
    assert work(station) == 1
    ((_, mail),) = post.taken()
    assert "Byl jsem tam." in plain(mail)
    novak.pull()
    assert (novak.docs("message"), novak.docs("tip")) == ({}, {})
    other = station.officer("svoboda", WEST)
    other.pull()
    assert [one["delivery"] for one in other.docs("message").values()] == ["sent"]


def test_that_without_a_relay_it_waits_and_leaves_once_there_is_one(
    station: Station, novak: Device, post: Post
) -> None:
    with station.server.database.write() as connection:
        use(connection, None)
    asked(station, novak)
    work(station)
    assert seen(station) == [(Delivery.QUEUED, "")]
    with station.server.database.write() as connection:
        service.begin(connection, station.server, post.relay(language="en"))
    assert work(station) == 1
    ((_, mail),) = post.taken()
    assert mail["Subject"] == "Tip 2026-000001: Lampa"


def test_that_an_erased_message_is_not_sent_and_leaves_no_address(station: Station, novak: Device, post: Post) -> None:
    tip_id = asked(station, novak)
    asked(station, novak)
    work(station)
    with station.server.database.write() as connection:
        assert repository.address_of(connection, tip_id) == "anna@example.cz"
    assert isinstance(erase(station.server, ["2026-000001", "2026-000002"], "test"), Erased)
    for table in (schema.mailing, schema.reply_address, schema.message, schema.party):
        assert station.all(sa.select(table)) == []
    assert work(station) == 0
    assert len(post.taken()) == 2
