"""Mails that may belong to what is no tip: seen while they wait by who may read that; a link for who wrote by mail."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from sync.server.accounts.callers import Caller
from sync.server.desk.mails import service as desk
from sync.server.desk.mails.service import Aside
from sync.server.jobs.domain import Nothing
from sync.server.mail.incoming import keeping, repository, triage
from sync.server.mail.incoming.domain import Mailbox, State
from sync.server.mail.incoming.repository import put_box
from sync.server.submissions import mailing, moving
from sync.server.submissions import repository as submissions
from sync.server.submissions.domain import State as Stand
from sync.server.submissions.domain import SubmissionKind
from sync.server.submissions.moving import AskedBack, Back
from sync.server.submissions.service import reader_of
from tests.sync.server import schema
from tests.sync.server.mail.incoming.test_deciding import IN_LINE, WE, come, mail, states, tips_of
from tests.sync.server.mail.post import Post, plain, work
from tests.sync.server.residents.visitor import Visitor
from tests.sync.server.residents.visitor import work as decide
from tests.sync.server.station import Station
from tests.sync.server.submissions.test_mailing import JANA, answered, boss, post, record_of
from tests.sync.server.submissions.test_service import caller, sent

__all__ = ["boss", "post"]


@pytest.fixture
def database_kind() -> str:
    """What is asked of the database is the same on both, but for the one test that says so."""
    return "sqlite"


def waiting(station: Station, who: Caller) -> list[str]:
    """The reasons of the mails that somebody sees."""
    found = [one.kept.reason for one in desk.waiting(station.server, who, 10)]
    with station.server.database.read() as connection:
        seen = submissions.mails_seen(connection, reader_of(who), triage.stuck(station.server))
        assert repository.amount_waiting(connection, seen)[0] == len(found)
    return found


@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
def test_that_a_mail_of_a_complaint_is_seen_and_placed_by_its_readers_alone(
    station: Station, visitor: Visitor, boss: Caller, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(station, visitor)
    answered(station, boss)
    number, back = record_of(station).number, str(post.taken()[-1][1]["Reply-To"])
    dispatcher = caller(station, "dispecer", Role.DISPATCHER)
    keeping.keep(station.server, "box", mail("Právě teď", to=back))
    assert waiting(station, dispatcher) == [], "not before its job has said whose it is either"
    work(station)
    come(station, mail("Tudy.", f"Subject: Re: Podání {number}"))
    keeping.keep(station.server, "box", mail("Půlka", to=back), cut=True)
    work(station)
    monkeypatch.setattr(mailing, "MOST_HEARD", 1)
    come(station, mail("A zas.", to=back))
    assert waiting(station, boss) == ["suggested", "odd", "flood"]
    assert waiting(station, dispatcher) == []
    kept = [row.id for row in station.all(sa.select(schema.incoming).order_by(schema.incoming.c.at))][1:]
    for mail_id in kept:
        assert desk.read(station.server, dispatcher, mail_id) is None
        assert desk.raw(station.server, dispatcher, mail_id) is None
        assert not desk.put_aside(station.server, dispatcher, mail_id, Aside.JUNK)
        for who in (dispatcher, boss):
            assert not desk.make_tip(station.server, who, mail_id)
            assert not desk.make_submission(station.server, who, mail_id, SubmissionKind.OFFENCE, "")
        assert not desk.let_pass(station.server, dispatcher, mail_id)
        assert not desk.apart(station.server, dispatcher, mail_id)
    assert desk.let_pass(station.server, boss, kept[2])
    assert [one.text for one in record_of(station).doc.heard] == ["Právě teď", "A zas."]
    assert desk.apart(station.server, boss, kept[0])
    assert waiting(station, dispatcher) == ["apart"]
    assert desk.make_tip(station.server, dispatcher, kept[0])
    assert [one["text"] for one in tips_of(station)] == ["Tudy."]


def test_that_what_comes_by_the_mailbox_of_complaints_waits_for_their_readers(station: Station, boss: Caller) -> None:
    with station.server.database.write() as connection:
        put_box(connection, Mailbox("stiznosti", "imap.example.cz", 993, "u", submission=SubmissionKind.COMPLAINT))
    keeping.keep(station.server, "stiznosti", mail("Křičel.", "List-Id: <x>"))
    work(station)
    assert waiting(station, boss) == ["many"]
    assert waiting(station, caller(station, "dispecer", Role.DISPATCHER)) == []


def test_that_an_answer_by_its_headers_alone_waits_for_a_reader_and_never_becomes_a_tip(
    station: Station, visitor: Visitor, boss: Caller, post: Post
) -> None:
    sent(station, visitor)
    answered(station, boss)
    letter = post.taken()[-1][1]
    to_us = f"In-Reply-To: {letter['Message-ID']}"
    assert come(station, mail("Odpovídám.", to_us, IN_LINE, sender=JANA)) == (State.CHECK, "suggested")
    assert come(station, mail("Jsem ona.", sender=JANA, to=str(letter["Reply-To"])))[0] is State.ATTACHED
    assert come(station, mail("Cizí.", to_us, IN_LINE)) == (State.CHECK, "suggested")
    assert come(station, mail("Bez důkazu.", to_us, sender=JANA)) == (State.CHECK, "suggested")
    references = f"References: <x@y.cz> {letter['Message-ID']}"
    assert come(station, mail("Už mě znáte.", references, IN_LINE, sender=JANA)) == (State.ATTACHED, "")
    assert come(station, mail("Pryč.", to_us, "Auto-Submitted: auto-replied")) == (State.IGNORED, "automatic")
    assert [one.text for one in record_of(station).doc.heard] == ["Jsem ona.", "Už mě znáte."]
    assert record_of(station).state is Stand.OPEN
    assert tips_of(station) == []


def test_that_what_came_by_mail_is_followed_and_erased_by_a_link_of_its_own(
    station: Station, visitor: Visitor, boss: Caller, post: Post
) -> None:
    station.server.settings = replace(station.server.settings, address="https://podnety.example.cz")
    with station.server.database.write() as connection:
        named = Mailbox("stiznosti", "i.example.cz", 993, "u", submission=SubmissionKind.COMPLAINT, authserv=WE)
        put_box(connection, named)
    keeping.keep(station.server, "stiznosti", mail("Zelený křičel.", "Subject: Stížnost", IN_LINE, sender=JANA))
    work(station)
    work(station)
    ((envelope, receipt),) = post.taken()
    number, text = record_of(station).number, plain(receipt)
    assert envelope[1] == f"rcpt TO:<{JANA}>"
    assert number in text
    assert "křičel" not in str(receipt), "none of its words go back"
    found = re.search(r"https://podnety\.example\.cz(/sledovat/[\w-]{22})\n", text)
    assert found is not None
    path = found[1]
    assert path.removeprefix("/sledovat/") not in str(station.all(sa.select(schema.submission_link)))
    assert number in visitor.get(path).body.decode()
    assert come(station, mail("Dodatek.", sender=JANA, to=str(receipt["Reply-To"]))) == (State.ATTACHED, "")
    answered(station, boss)
    assert path in plain(post.taken()[-1][1]), "the answer says it again, whoever lost the first"
    visitor.get(path + "/vymazat")
    assert visitor.post(path + "/vymazat", {}).status == 303
    decide(station)
    assert visitor.get(path).status == 404
    assert (record_of(station).doc.email, record_of(station).doc.name) == ("", "")
    keeping.forget(station.server, Nothing())
    assert {state for state, _ in states(station)} == {State.ERASED}


def test_that_a_mail_that_a_person_makes_a_submission_has_its_link_too(
    station: Station, boss: Caller, post: Post
) -> None:
    station.server.settings = replace(station.server.settings, address="https://podnety.example.cz")
    come(station, mail("Křičel.", "List-Id: <x>", IN_LINE, sender=JANA))
    mail_id = station.scalar(sa.select(schema.incoming.c.id))
    assert desk.make_submission(station.server, boss, mail_id, SubmissionKind.COMPLAINT, "")
    work(station)
    assert ["/sledovat/" in plain(letter) for _, letter in post.taken()] == [True]


def test_that_what_waits_goes_with_the_tip_that_it_was_and_with_its_sender(
    station: Station, visitor: Visitor, boss: Caller
) -> None:
    sent(station, visitor)
    one = record_of(station)
    come(station, mail("Tudy.", f"Subject: Re: Podání {one.number}"))
    assert isinstance(moving.make_tip(station.server, boss, one.id, AskedBack(one.version, "light", "omyl")), Back)
    row = station.all(sa.select(schema.incoming))[0]
    assert (row.tip_id, row.submission_id) == (station.scalar(sa.select(schema.tip.c.id)), None)
    assert waiting(station, caller(station, "dispecer", Role.DISPATCHER)) == ["suggested"]
    sent(station, visitor)
    with station.server.database.write() as connection:
        (again,) = submissions.ids(connection)
        found = submissions.locked(connection, again)
    assert found is not None
    come(station, mail("A sem.", f"Subject: Re: {found.number}"))
    with station.server.database.write() as connection:
        submissions.forget(connection, [again])
    assert states(station)[-1] == (State.ERASED, "suggested")
    erased = station.scalar(sa.select(schema.incoming.c.id).where(schema.incoming.c.state == State.ERASED.value))
    assert desk.raw(station.server, boss, erased) is None, "nor its bytes, though their job has not come to them"
