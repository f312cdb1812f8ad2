"""Against Debian's own Dovecot and Exim: what is sent reaches the tip once, whatever ends in between."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest

from app.districts.domain import Body
from app.messages.domain import Delivery, body_party_id
from app.tips import operations as ops
from app.tips.domain import Status
from sync.server import cli
from sync.server.bodies.domain import KnownBody
from sync.server.bodies.service import save
from sync.server.feed.publish import publish
from sync.server.mail.incoming import fetching, repository
from sync.server.mail.incoming.domain import Mailbox, State
from sync.server.mail.relay import MailKey, Relay, Security, use
from tests.faults.server_process import HANG_SECONDS
from tests.sync.client.authority import Authority, make_authority, server_certificate
from tests.sync.server.mail.incoming.mail_city import ANSWERS, DOMAIN, PASSWORD, MailCity
from tests.sync.server.mail.incoming.test_deciding import heard, states
from tests.sync.server.mail.post import asked, seen, work
from tests.sync.server.messages.test_asking import sent_in
from tests.sync.server.station import WEST, Device, Station


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """The one that this machine believes."""
    made = make_authority(tmp_path_factory.mktemp("authority"), "believed")
    before = os.environ.get("SSL_CERT_FILE")
    os.environ["SSL_CERT_FILE"] = str(made.pem)
    yield made
    if before is None:
        del os.environ["SSL_CERT_FILE"]
    else:
        os.environ["SSL_CERT_FILE"] = before


@pytest.fixture(scope="module")
def city(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailCity]:
    """Both servers, for all tests of this file."""
    one = MailCity(server_certificate(tmp_path_factory.mktemp("servers"), authority))
    yield one
    one.close()


@pytest.fixture
def box(station: Station, city: MailCity) -> Mailbox:
    """A mailbox of this test's own, from which the station fetches; its mail goes out by Exim."""
    user = f"podnety-{os.urandom(4).hex()}@{DOMAIN}"
    sealed = MailKey(station.settings.files).seal(PASSWORD)
    named = Mailbox("podnety", "127.0.0.1", city.imap, user, sealed=sealed)
    relay = Relay("127.0.0.1", city.smtp, user, "Městská policie", "tip.example.cz", Security.NONE)
    with station.server.database.write() as connection:
        repository.put_box(connection, named)
        use(connection, relay)
    return named


@pytest.fixture
def novak(station: Station) -> Device:
    return station.officer("novak", WEST)


def test_that_both_servers_end_with_a_test_run_that_is_killed(
    authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    certificate = server_certificate(tmp_path_factory.mktemp("servers"), authority)
    program = (
        "import sys; from pathlib import Path; from tests.sync.server.mail.incoming.mail_city import MailCity; "
        "city = MailCity(Path(sys.argv[1])); print(*city.pids, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(certificate)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        handles = [os.pidfd_open(int(pid)) for pid in run.stdout.readline().split()]
        run.kill()
    assert len(handles) == 2
    for handle in handles:
        ended, _, _ = select.select([handle], [], [], HANG_SECONDS)
        os.close(handle)
        assert ended


def letter(text: str) -> bytes:
    """A mail of Anna's, as no other is."""
    head = ("From: Anna <anna@example.cz>", "Subject: Lampa", f"Message-ID: <{os.urandom(8).hex()}@example.cz>")
    return "\r\n".join([*head, "Content-Type: text/plain; charset=utf-8", "", *text.split("\n")]).encode()


def test_that_a_question_goes_out_and_its_answer_comes_back(station: Station, novak: Device, city: MailCity) -> None:
    anna = f"anna-{os.urandom(4).hex()}@{DOMAIN}"
    relay = Relay("127.0.0.1", city.smtp, f"mp@{DOMAIN}", "MP", "tip.example.cz", Security.NONE)
    with station.server.database.write() as connection:
        use(connection, relay)
    asked(station, novak, mail=anna)
    work(station)
    assert seen(station) == [(Delivery.SENT, "")]
    city.arrived(anna, 1)
    with city.box(anna) as line:
        (question,) = line.fetch()
    back = question.reply_to[0]
    city.send(letter("U školky.\n\n> Kde přesně?"), back, sender=anna)
    city.arrived(back, 1)
    sealed = MailKey(station.settings.files).seal(PASSWORD)
    assert fetching.fetch_once(station.server, Mailbox("answers", "127.0.0.1", city.imap, back, sealed=sealed)) == 1
    work(station)
    assert (heard(station), states(station)) == (["U školky."], [(State.ATTACHED, "")])
    novak.pull()
    assert [tip["status"] for tip in novak.docs("tip").values()] == ["in_progress"]


SERVICES = "0199f3a1-7c00-7000-8000-0000000000b1"
WINDOWS = (
    "Opraveno, žárovka byla vadná.\r\n\r\n"
    "Dne pá 12. 7. 2026 12:48 uživatel Městská policie <mp@mesto.example> napsal:\r\n"
    "> předáváme vám podnět č. 2026-000001. Strážník k němu píše:\r\n> Prosíme o opravu.\r\n"
)


def test_that_a_body_answers_what_was_forwarded_to_it_and_its_deadline_ends(
    station: Station, novak: Device, city: MailCity, box: Mailbox
) -> None:
    """By one mailbox for all answers, as a town has it: the secret address alone says whose answer it is."""
    services = f"dispecink-{os.urandom(4).hex()}@{DOMAIN}"
    ours = Relay("127.0.0.1", city.smtp, box.user, "Městská policie", ANSWERS, Security.NONE)
    with station.server.database.write() as connection:
        use(connection, ours)
        repository.put_box(connection, msgspec.structs.replace(box, user=f"podnety@{DOMAIN}"))
        steps = save(connection, KnownBody(Body(SERVICES, "Technické služby"), services, 14))
        publish(connection, steps, station.server.now())
    tip_id = sent_in(station, contact_email="anna@example.cz")
    novak.pull()
    novak.do(tip_id, ops.TipForward(Status.NEW, SERVICES, "Technické služby", "Prosíme o opravu."))
    work(station)
    assert seen(station) == [(Delivery.SENT, "")]
    novak.pull()
    assert (novak.docs("tip")[tip_id]["status"], bool(novak.docs("tip")[tip_id]["answer_due"])) == ("waiting", True)
    city.arrived(services, 1)
    with city.box(services) as line:
        (forwarded,) = line.fetch()
    head = f"From: {services}\r\nSubject: Re: nic\r\nMessage-ID: <{os.urandom(8).hex()}@ts.example>\r\n"
    how = "Content-Type: text/plain; charset=windows-1250\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    away = f"{head}Auto-Submitted: auto-replied\r\n\r\nJsme pryč."
    for raw in (away.encode(), (head + how + WINDOWS).encode("cp1250")):
        city.send(raw, forwarded.reply_to[0], sender=services)
    city.arrived(f"podnety@{DOMAIN}", 2)
    where = ["--database", url_of(station), "--files", str(station.settings.files)]
    assert cli.main(["mail", "fetch", "--once", *where]) == 0
    station.clock.at = datetime.now(UTC)
    work(station)
    assert sorted(states(station)) == [(State.ATTACHED, ""), (State.IGNORED, "automatic")]
    novak.pull()
    (answer,) = [one for one in novak.docs("message").values() if "by" not in one]
    assert (answer["text"], answer["party_id"]) == ("Opraveno, žárovka byla vadná.", body_party_id(tip_id, SERVICES))
    tip = novak.docs("tip")[tip_id]
    assert (tip["status"], tip.get("answer_due"), tip.get("waiting_body")) == ("in_progress", None, None)
    assert tip["heard_at"], "it is news"


def url_of(station: Station) -> str:
    """The database of a station, as a command is told it."""
    return station.server.database.url.render_as_string(hide_password=False)


def test_that_a_mail_to_nobody_comes_back_and_is_seen_as_failed(
    station: Station, novak: Device, city: MailCity
) -> None:
    relay = Relay("127.0.0.1", city.smtp, f"mp@{DOMAIN}", "MP", "tip.example.cz", Security.NONE)
    with station.server.database.write() as connection:
        use(connection, relay)
    tip_id = asked(station, novak, mail=f"nikdo@{DOMAIN}")
    work(station)
    back = f"o-{MailKey(station.settings.files).token(tip_id)}@tip.example.cz"
    city.arrived(back, 1)
    sealed = MailKey(station.settings.files).seal(PASSWORD)
    fetching.fetch_once(station.server, Mailbox("answers", "127.0.0.1", city.imap, back, sealed=sealed))
    work(station)
    assert [state for state, _ in states(station)] == [State.RETURNED]
    assert [delivery for delivery, _ in seen(station)] == [Delivery.FAILED]
    novak.pull()
    (sender,) = novak.docs("tip")[tip_id]["parties"]
    assert (sender.get("way", "none"), sender.get("returned")) == ("none", True), "seen before writing"


def test_that_a_mail_is_kept_then_moved_and_once_however_often_it_is_seen(
    station: Station, novak: Device, city: MailCity, box: Mailbox
) -> None:
    city.send(letter("Nesvítí."), box.user)
    city.arrived(box.user, 1)
    with city.box(box.user) as line:
        assert fetching.fetch_once(station.server, box) == 1
        line.folder.set("INBOX")
        assert line.uids("ALL", charset=None) == []
        line.folder.set(box.done)
        line.copy(line.uids("ALL", charset=None), "INBOX")  # as a mailbox that was made anew has it
    assert fetching.fetch_once(station.server, box) == 1
    work(station)
    assert [state for state, _ in states(station)] == [State.FILED]


def test_that_a_process_killed_before_the_mail_is_moved_finds_it_again(
    station: Station, novak: Device, city: MailCity, box: Mailbox
) -> None:
    city.send(letter("Nesvítí."), box.user)
    city.arrived(box.user, 1)
    url = url_of(station)
    where = ["--once", "--database", url, "--files", str(station.settings.files)]
    command = [sys.executable, "-m", "sync.server.cli", "mail", "fetch", *where]
    ended = subprocess.run(command, env={**os.environ, "OKRSKAR_CRASH_AT": "mail.kept"}, check=False)
    assert ended.returncode == 86
    said = subprocess.run(command, capture_output=True, check=True, text=True)
    assert said.stdout == "podnety: 1 mails\n"
    station.clock.at = datetime.now(UTC)
    work(station)
    assert [state for state, _ in states(station)] == [State.FILED]


def test_that_a_fetcher_waits_for_mail_outlives_its_server_and_ends_when_told(
    station: Station, novak: Device, city: MailCity, box: Mailbox
) -> None:
    url = url_of(station)
    command = [sys.executable, "-m", "sync.server.cli", "mail", "fetch", "--database", url]
    with subprocess.Popen([*command, "--files", str(station.settings.files)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"okrskar-server fetches mail from 1 mailboxes\n"
        for text in ("První", "Druhá"):
            city.send(letter(text), box.user)
            moved(city, box, text)
            city.restart_imap()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=HANG_SECONDS) == 0
    station.clock.at = datetime.now(UTC)
    work(station)
    assert [state for state, _ in states(station)] == [State.FILED] * 2


def moved(city: MailCity, box: Mailbox, text: str) -> None:
    """Wait until the fetcher has kept a mail: it is in the other folder then."""
    with city.box(box.user) as line:
        if not line.folder.exists(box.done):
            line.folder.create(box.done)
        line.folder.set(box.done)
        while not any(text in mail.text for mail in line.fetch(mark_seen=False)):
            line.idle.wait(timeout=5)


def test_that_a_wrong_password_and_a_server_of_another_name_are_said(
    station: Station, city: MailCity, box: Mailbox, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = msgspec.structs.replace(box, sealed=MailKey(station.settings.files).seal("jine"))
    with pytest.raises(fetching.FAULTS, match="AUTHENTICATIONFAILED"):
        fetching.fetch_once(station.server, wrong)
    with pytest.raises(OSError, match="certificate"):
        fetching.fetch_once(station.server, msgspec.structs.replace(box, host="localhost"))
