"""A mail becomes what it is, once: an answer to the secret address, a tip, a return, or a person has to place it."""

import os
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import id_of
from app.messages.domain import Delivery, Door
from app.outbox.domain import VerdictKind
from app.tips import operations as ops
from app.tips.domain import Channel
from sync.server import cli
from sync.server.erasure.service import Erased, erase
from sync.server.jobs import repository as jobs
from sync.server.jobs.domain import Nothing
from sync.server.mail.incoming import deciding, keeping, repository
from sync.server.mail.incoming.domain import DECIDE, BoxKind, Mailbox, State, Which
from sync.server.privacy.deadlines import Chosen, in_force
from sync.server.submissions.domain import SubmissionKind
from tests.sync.server import schema
from tests.sync.server.mail.incoming.corpus import BETWEEN, OURS
from tests.sync.server.mail.incoming.test_nature import dsn
from tests.sync.server.mail.post import Post, asked, plain, seen, stored, work
from tests.sync.server.messages.test_asking import sent_in
from tests.sync.server.station import Device, Station

ANNA, WE = "anna@example.cz", "mx.chomutov.example"
IN_LINE = f"Authentication-Results: {WE}; dkim=pass header.d=example.cz"


def mail(body: str = "U školky.", *headers: str, sender: str = ANNA, to: str = "podnety@chomutov.example") -> bytes:
    """A mail of a resident's."""
    own = [line for line in headers if line.startswith("Subject:")] or ["Subject: Dotaz"]
    rest = [line for line in headers if not line.startswith("Subject:")]
    head = [
        f"From: Anna <{sender}>",
        f"To: {to}",
        f"Message-ID: <{id_of(str((body, headers)))}@example.cz>",
        *own,
        *rest,
    ]
    return "\r\n".join([*head, "Content-Type: text/plain; charset=utf-8", "", body]).encode()


def come(station: Station, raw: bytes, *, box: BoxKind = BoxKind.CITY, officer: str = "") -> tuple[State, str]:
    """The mail is fetched and its job done; where it stands."""
    with station.server.database.write() as connection:
        named = Mailbox("box", "imap.example.cz", 993, "u", kind=box, officer_id=officer, authserv=WE, category="other")
        repository.put_box(connection, named)
    keeping.keep(station.server, "box", raw)
    work(station)
    return states(station)[-1]


def states(station: Station) -> list[tuple[State, str]]:
    """Where every mail stands."""
    query = sa.select(schema.incoming).order_by(schema.incoming.c.at, schema.incoming.c.id)
    return [(State(row.state), row.reason) for row in station.all(query)]


def tips_of(station: Station) -> list[dict[str, Any]]:
    """Every tip."""
    return [msgspec.json.decode(row.doc) for row in station.all(sa.select(schema.tip.c.doc))]


def heard(station: Station) -> list[str]:
    """What parties said."""
    return [one.text for one in stored(station) if one.by is None]


@pytest.fixture
def reply_to(station: Station, novak: Device, post: Post) -> str:
    """The secret address of Anna, whom the officer asked something."""
    asked(station, novak)
    work(station)
    return str(post.taken()[-1][1]["Reply-To"])


def test_that_an_answer_to_the_secret_address_is_the_partys_once(
    station: Station, novak: Device, reply_to: str
) -> None:
    answer = mail(f"U školky.\n\n{BETWEEN['Seznam']}\n\n{OURS}", to=reply_to)
    assert come(station, answer) == (State.ATTACHED, "")
    assert come(station, b"Delivered-To: x@y.cz\r\nReceived: again\r\n" + answer) == (State.ATTACHED, "")
    assert (heard(station), len(states(station))) == (["U školky."], 1)
    novak.pull()
    (tip,) = novak.docs("tip").values()
    assert tip["status"] == "in_progress"
    assert [one.door for one in stored(station) if one.by is None] == [Door.MAIL]


def test_that_a_job_that_comes_back_changes_nothing(station: Station, reply_to: str) -> None:
    come(station, mail(to=reply_to))
    which = Which(station.scalar(sa.select(schema.incoming.c.id)))
    with station.server.database.write() as connection:
        jobs.hasten(connection, DECIDE, which, key=f"mail {which.id}", now=station.server.now())
    assert work(station) == 1
    assert heard(station) == ["U školky."]


def test_that_a_guessed_address_attaches_nothing(station: Station, reply_to: str) -> None:
    guessed = f"o-{'0' * 32}@{reply_to.partition('@')[2]}"
    hashed = station.scalar(sa.select(schema.reply_address.c.hash))
    for wrong in (guessed, f"o-{hashed[:32]}@tip.example.cz", f"x{reply_to}", reply_to[:20] + reply_to[21:]):
        come(station, mail(wrong, to=wrong))
    assert heard(station) == []
    assert len(tips_of(station)) == 3, "what is no reply address at all is a tip"


def test_that_a_mail_to_the_addresses_of_two_waits_for_a_person(
    station: Station, novak: Device, post: Post, reply_to: str
) -> None:
    asked(station, novak)
    work(station)
    both = f"{reply_to}, {post.taken()[-1][1]['Reply-To']}"
    assert come(station, mail("Komu?", to=both)) == (State.CHECK, "odd")
    to_both = dsn("Action: failed", "Status: 5.1.1").replace(b"From: Mail", f"To: {both}\r\nFrom: Mail".encode())
    assert come(station, to_both)[0] is State.CHECK
    assert heard(station) == []
    assert {one.delivery for one in stored(station)} == {Delivery.SENT}


def test_that_an_answer_about_a_tip_that_was_erased_begins_no_other(
    station: Station, novak: Device, post: Post, reply_to: str
) -> None:
    """Whose it was is not known any more, and its words may be about what was erased: a person looks."""
    assert isinstance(erase(station.server, ["2026-000001"], "test"), Erased)
    answer = mail("U školky.", "Subject: Re: Podnět 2026-000001", IN_LINE, to=reply_to)
    assert come(station, answer) == (State.CHECK, "gone")
    assert tips_of(station) == []
    assert len(post.taken()) == 2, "they are told that it came"


def test_that_a_number_suggests_and_attaches_only_what_is_theirs_beyond_doubt(station: Station, reply_to: str) -> None:
    number = "Subject: Re: Podnět 2026-000001"
    assert come(station, mail("První", number, IN_LINE)) == (State.CHECK, "suggested")
    come(station, mail("Tajná", to=reply_to))
    assert come(station, mail("Druhá", number)) == (State.CHECK, "suggested")
    assert come(station, mail("Cizí", number, IN_LINE, sender="eva@example.cz")) == (State.CHECK, "suggested")
    assert come(station, mail("Padělek", number, IN_LINE.replace(WE, "mx.evil.cz"))) == (State.CHECK, "suggested")
    assert come(station, mail("Třetí", number, IN_LINE)) == (State.ATTACHED, "")
    assert heard(station) == ["Tajná", "Třetí"]


def test_that_headers_that_match_suggest(station: Station, reply_to: str, post: Post) -> None:
    ours = str(post.taken()[-1][1]["Message-ID"])
    assert come(station, mail("Odpověď", f"In-Reply-To: {ours}")) == (State.CHECK, "suggested")
    assert station.scalar(sa.select(schema.incoming.c.party_id)) is not None
    assert heard(station) == []


def test_that_an_unknown_mail_is_a_tip_and_told_so_once_a_day(station: Station, novak: Device, post: Post) -> None:
    assert come(station, mail("Nesvítí lampa u kašny.", "Subject: Lampa", IN_LINE)) == (State.FILED, "")
    (tip,) = tips_of(station)
    assert (tip["title"], tip["channel"], tip["text"]) == ("Lampa", Channel.EMAIL.value, "Nesvítí lampa u kašny.")
    ((envelope, told),) = post.taken()
    assert [line.upper() for line in envelope[:2]] == ["MAIL FROM:<>", f"RCPT TO:<{ANNA.upper()}>"]
    assert tip["number"] in plain(told)
    assert not {"kašny", "Lampa"} & set((plain(told) + str(told["Subject"])).replace(".", " ").split())
    assert told["Auto-Submitted"] == "auto-replied"
    assert str(told["Reply-To"]).startswith("o-")
    come(station, mail("Ještě něco.", IN_LINE))
    assert len(post.taken()) == 1
    station.clock.forward(days=1)
    come(station, mail("A zítra.", IN_LINE))
    assert len(post.taken()) == 2


def test_that_what_comes_by_a_mailbox_of_complaints_is_one_and_never_a_tip(station: Station, novak: Device) -> None:
    station.person("spravce", Role.ADMIN)
    come(station, mail("Nic.", "List-Id: <x>"))
    with station.server.database.write() as connection:
        named = Mailbox("stiznosti", "imap.example.cz", 993, "u", submission=SubmissionKind.COMPLAINT)
        repository.put_box(connection, named)
    raw = mail("Strážník křičel.", "Subject: Stížnost")
    assert keeping.keep(station.server, "stiznosti", raw)
    work(station)
    assert states(station)[-1] == (State.SUBMITTED, "")
    (row,) = station.all(sa.select(schema.submission))
    assert row.kind == "complaint"
    assert "Strážník křičel." in row.doc
    assert tips_of(station) == []
    assert "křičel" not in str(station.all(sa.select(schema.feed.c.doc)))


def test_that_an_officers_mailbox_gives_them_the_tip(station: Station, novak: Device) -> None:
    other = station.officer("dvorak", "d2")
    assert come(station, mail("Prosím.", IN_LINE), box=BoxKind.OFFICER, officer=other.officer_id) == (State.FILED, "")
    (tip,) = tips_of(station)
    assert tip["holder_id"] == other.officer_id


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (mail("x", "Auto-Submitted: auto-replied"), (State.IGNORED, "automatic")),
        (mail("x", "List-Id: <x>", IN_LINE), (State.CHECK, "many")),
        (mail("x", f"Authentication-Results: {WE}; dmarc=fail header.from=example.cz"), (State.CHECK, "forged")),
        (mail("", "Subject: ", IN_LINE), (State.CHECK, "empty")),
        (b"\xff\x00 nic", (State.CHECK, "no_sender")),
        (dsn("Action: delayed", "Status: 4.4.1"), (State.IGNORED, "delayed")),
        (dsn("Action: failed", "Status: 5.1.1"), (State.IGNORED, "bounce")),
    ],
)
def test_that_what_is_no_tip_is_none_and_is_not_answered(
    station: Station, novak: Device, post: Post, raw: bytes, expected: tuple[State, str]
) -> None:
    assert come(station, raw) == expected
    assert (station.all(sa.select(schema.tip.c.id)), post.taken()) == ([], [])


def test_that_who_writes_for_a_body_waits_for_a_person(station: Station, novak: Device) -> None:
    assert come(station, mail("Hotovo.", IN_LINE), box=BoxKind.BODY) == (State.CHECK, "body")


def test_that_nobody_is_answered_whose_name_may_only_have_been_used(
    station: Station, novak: Device, post: Post
) -> None:
    assert come(station, mail("Lampa")) == (State.FILED, "")
    assert post.taken() == []


def test_that_very_many_mails_of_one_address_wait_for_a_person(station: Station, novak: Device) -> None:
    found = [come(station, mail(f"Podnět {number}", IN_LINE)) for number in range(deciding.TIPS_OF_ADDRESS + 1)]
    assert found == [(State.FILED, "")] * deciding.TIPS_OF_ADDRESS + [(State.CHECK, "flood")]


def test_that_what_answers_by_itself_to_the_secret_address_is_no_answer(
    station: Station, novak: Device, reply_to: str
) -> None:
    assert come(station, mail("Jsem pryč.", "Subject: Automatická odpověď: x", to=reply_to)) == (
        State.IGNORED,
        "automatic",
    )
    assert heard(station) == []
    novak.pull()
    assert [tip["status"] for tip in novak.docs("tip").values()] == ["waiting"]


def test_that_a_returned_mail_is_seen_as_failed(station: Station, novak: Device, post: Post, reply_to: str) -> None:
    ours = str(post.taken()[-1][1]["Message-ID"]).strip("<>").encode()
    raw = dsn("Action: failed", "Status: 5.1.1").replace(b"0123456789abcdef0123456789abcdef@tip.example.cz", ours)
    assert come(station, raw)[0] is State.RETURNED
    assert seen(station) == [(Delivery.FAILED, "5.1.1")]
    novak.pull()
    assert [(one["delivery"], one["reason"]) for one in novak.docs("message").values()] == [("failed", "5.1.1")]
    assert come(station, b"X: again\r\n" + raw)[0] is State.RETURNED


def way(novak: Device) -> tuple[str, bool, str]:
    """How the device would answer who sent the tip, whether mail came back from there, and the tip's status."""
    novak.pull()
    (tip,) = novak.docs("tip").values()
    return tip["parties"][0].get("way", "none"), tip["parties"][0].get("returned", False), tip.get("status", "new")


def test_that_a_bounce_marks_the_address_until_mail_comes_from_it(
    station: Station, novak: Device, reply_to: str
) -> None:
    assert way(novak) == ("mail", False, "waiting")
    raw = dsn("Action: failed", "Status: 5.1.1").replace(b"From: Mail", f"To: {reply_to}\r\nFrom: Mail".encode())
    come(station, raw)
    assert way(novak) == ("none", True, "in_progress"), "it waits no more on who can not answer"
    tip_id = next(iter(novak.docs("tip")))
    assert novak.do(tip_id, ops.TipAnswer("Haló?")).verdict is VerdictKind.REJECTED
    come(station, mail("Automat.", "Auto-Submitted: auto-replied", to=reply_to))
    come(station, mail("Odjinud.", sender="eva@example.cz", to=reply_to))
    assert way(novak)[:2] == ("none", True), "nothing of it came from the address"
    come(station, mail("Už mi pošta chodí.", to=reply_to))
    assert way(novak)[:2] == ("mail", False)
    assert novak.do(tip_id, ops.TipAnswer("Díky.")).verdict is VerdictKind.APPLIED
    come(station, b"X: once more\r\n" + raw)
    assert way(novak)[:2] == ("mail", False), "what came back is told once"


@pytest.mark.parametrize("code", ["5.2.2", "5.7.1", "4.4.7", "5.1.8"])
def test_that_a_full_mailbox_or_a_refusal_of_ours_says_nothing_of_the_address(
    station: Station, novak: Device, reply_to: str, code: str
) -> None:
    raw = dsn("Action: failed", f"Status: {code}").replace(b"From: Mail", f"To: {reply_to}\r\nFrom: Mail".encode())
    come(station, raw)
    assert seen(station) == [(Delivery.FAILED, code)]
    assert way(novak) == ("mail", False, "waiting")


def test_that_a_caller_whose_mail_came_back_is_called(station: Station, novak: Device, post: Post) -> None:
    post.script("RCPT 550 5.1.1 nobody")
    tip_id = sent_in(station, contact_email=ANNA, contact_phone="777 123 456")
    novak.do(tip_id, ops.TipAnswer("Podívám se."))
    work(station)
    assert way(novak)[:2] == ("call", True)
    novak.do(tip_id, ops.TipAnswer("Podívám se."))
    assert work(station) == 0


def test_that_a_return_to_the_secret_address_needs_no_copy_of_our_mail(station: Station, reply_to: str) -> None:
    raw = dsn("Action: failed", "Status: 5.1.1").replace(b"From: Mail", f"To: {reply_to}\r\nFrom: Mail".encode())
    assert come(station, raw)[0] is State.RETURNED
    assert seen(station) == [(Delivery.FAILED, "5.1.1")]


def test_that_nobody_makes_a_mail_of_ours_look_lost_by_the_number_of_a_tip(
    station: Station, novak: Device, reply_to: str
) -> None:
    sent = seen(station)
    raw = dsn("Action: failed", "Status: 5.1.1").replace(b"Subject: ", b"Subject: 2026-000001 ")
    assert come(station, raw) == (State.CHECK, "suggested")
    assert seen(station) == sent == [(Delivery.SENT, "")]


def test_that_a_fault_of_a_reader_costs_no_mail(
    station: Station, novak: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(_raw: bytes) -> None:
        raise RecursionError

    with monkeypatch.context() as broken:
        broken.setattr(deciding, "read", fault)
        assert come(station, mail("Lampa")) == (State.CHECK, "unreadable")
    with station.server.database.read() as connection:
        assert len(repository.open_ones(connection, 10, repository.Seen(""))) == 1


def test_that_a_mail_whose_process_ended_before_its_row_is_taken_up_again(
    station: Station, novak: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(_name: str) -> None:
        raise RuntimeError

    with monkeypatch.context() as ending:
        ending.setattr(keeping, "crash_point", end)
        with pytest.raises(RuntimeError):
            keeping.keep(station.server, "box", mail("Lampa"))
    assert states(station) == []
    (path,) = (station.settings.files / "mail").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    os.utime(path, (0, 0))
    keeping.forget(station.server, Nothing())
    work(station)
    assert states(station) == [(State.FILED, "")]
    assert not keeping.keep(station.server, "box", mail("Lampa"))


def test_that_the_bytes_go_at_their_time_and_what_waits_stays(station: Station, novak: Device) -> None:
    come(station, mail("Lampa"))
    come(station, mail("Leták", "List-Id: <x>"))
    station.clock.forward(days=in_force(Chosen())["mails"] + 1)
    for path in (station.settings.files / "mail").iterdir():
        os.utime(path, (0, 0))
    keeping.forget(station.server, Nothing())
    assert len(list((station.settings.files / "mail").iterdir())) == 1
    assert not keeping.keep(station.server, "box", mail("Lampa"))
    with station.server.database.read() as connection:
        assert [one.reason for one in repository.open_ones(connection, 10, repository.Seen(""))] == ["many"]


def test_that_an_erasure_takes_the_mails_of_the_tip(station: Station, novak: Device) -> None:
    come(station, mail("Lampa u Zvlastnijmeno"))
    (row,) = station.all(sa.select(schema.tip.c.number))
    assert isinstance(erase(station.server, [row.number], "test"), Erased)
    assert list((station.settings.files / "mail").iterdir()) == []
    assert station.all(sa.select(schema.incoming.c.raw, schema.incoming.c.sender, schema.incoming.c.tip_id)) == [
        ("", "", None)
    ]


def test_that_a_person_places_what_waits(station: Station, reply_to: str, capsys: pytest.CaptureFixture[str]) -> None:
    for body in ("Ke 1", "Nový", "Reklama"):
        come(station, mail(body, "Subject: Re: 2026-000001"))
    given, new, nothing = (
        row.id for row in station.all(sa.select(schema.incoming.c.id).order_by(schema.incoming.c.id))
    )
    url = station.server.database.url.render_as_string(hide_password=False)
    where = ["--database", url, "--files", str(station.settings.files)]
    assert cli.main(["mail", "triage", *where, "--text"]) == 0
    shown = capsys.readouterr().out
    assert all(words in shown for words in ("Ke 1", "Reklama", "2026-000001", ANNA))
    assert cli.main(["mail", "give", given, "2026-000001", *where]) == 0
    assert cli.main(["mail", "file", new, *where]) == 0
    assert cli.main(["mail", "refuse", nothing, *where]) == 0
    assert [state for state, _ in states(station)] == [State.ATTACHED, State.FILED, State.REFUSED]
    assert cli.main(["mail", "give", given, "2026-000001", *where]) == 2
    assert cli.main(["mail", "refuse", nothing, *where]) == 2
    assert heard(station) == ["Ke 1"]
