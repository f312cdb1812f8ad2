"""Messages go out by a mail server process that takes, refuses, hangs, drips or vanishes: none lost, none twice."""

import email
import email.policy
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.messages.domain import Delivery, Message
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status
from sync.server.erasure.service import Erased, erase
from sync.server.ground.documents import parse
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.mail import repository, service
from sync.server.mail.relay import MailKey, Relay, Security, hashed, use
from tests.sync.server import schema
from tests.sync.server.messages.test_asking import sent_in
from tests.sync.server.station import WEST, Device, Station

SENDING = [kind for kind in KINDS if kind.every is None]


class Post:
    """The mail server of a test, and what it took."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.script("ok")
        command = [sys.executable, "-m", "tests.sync.server.mail.relay_process", str(folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    def script(self, *lines: str) -> None:
        (self.folder / "script").write_text("\n".join(lines))

    def taken(self) -> list[tuple[list[str], EmailMessage]]:
        path = self.folder / "taken"
        lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        return [
            (one["envelope"], email.message_from_bytes(one["mail"].encode("latin-1"), policy=email.policy.default))
            for one in lines
        ]

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    folder = tmp_path / "post"
    folder.mkdir()
    one = Post(folder)
    yield one
    one.close()


@pytest.fixture
def novak(station: Station, post: Post) -> Device:
    named = Relay(
        "127.0.0.1", post.port, "strazniky@chomutov.example", "Městská policie", "tip.example.cz", Security.NONE
    )
    with station.server.database.write() as connection:
        use(connection, named)
    return station.officer("novak", WEST)


def asked(station: Station, novak: Device, text: str = "Kde přesně?", mail: str = "anna@example.cz") -> str:
    tip_id = sent_in(station, contact_email=mail)
    novak.do(tip_id, ops.TipAsk(Status.NEW, text))
    return tip_id


def plain(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")


def work(station: Station) -> int:
    return Worker(station.server, SENDING).run_due()


def stored(station: Station) -> list[Message]:
    return [parse(row.doc, Message) for row in station.all(sa.select(schema.message.c.doc))]


def seen(station: Station) -> list[tuple[Delivery | None, str]]:
    return [(one.delivery, one.reason) for one in stored(station)]


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
    post.script("450 4.2.0 busy", "421 gone", "ok")
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
    post.script("550 5.1.1 <anna@example.cz> unknown")
    asked(station, novak)
    assert work(station) == 1
    assert seen(station) == [(Delivery.FAILED, "550 5.1.1")]
    novak.pull()
    assert [one["reason"] for one in novak.docs("message").values()] == ["550 5.1.1"]
    station.clock.forward(days=1)
    assert work(station) == 0


def test_that_it_is_given_up_after_days_and_said_so(station: Station, novak: Device, post: Post) -> None:
    post.script("450 busy")
    asked(station, novak)
    for _ in range(service.TRIES):
        assert work(station) == 1
        station.clock.forward(hours=6)
    assert seen(station) == [(Delivery.FAILED, "450")]
    assert work(station) == 0


@pytest.mark.parametrize("how", ["hang", "drip"])
def test_that_a_relay_that_hangs_is_left(
    station: Station, novak: Device, post: Post, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(service, "SECONDS", 0.5)
    post.script(how, "ok")
    asked(station, novak)
    assert work(station) == 1
    assert seen(station) == [(Delivery.QUEUED, "relay not reached")]
    monkeypatch.undo()
    station.clock.forward(minutes=1)
    assert work(station) == 1
    assert seen(station) == [(Delivery.SENT, "")]


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


def test_that_without_a_relay_it_waits_and_leaves_once_there_is_one(
    station: Station, novak: Device, post: Post
) -> None:
    with station.server.database.write() as connection:
        use(connection, None)
    asked(station, novak)
    work(station)
    assert seen(station) == [(Delivery.QUEUED, "")]
    with station.server.database.write() as connection:
        service.begin(
            connection,
            station.server,
            Relay("127.0.0.1", post.port, "a@b.cz", "MP", "tip.example.cz", Security.NONE, "en"),
        )
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
