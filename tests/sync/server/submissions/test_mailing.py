"""What is no tip is answered by mail too; what its sender writes back goes to its reader, and is never a tip."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.messages.domain import Delivery
from app.tips.domain import TipNote
from sync.server.accounts.callers import Caller
from sync.server.ground.documents import parse
from sync.server.intake.seal import hash_of
from sync.server.jobs.domain import Nothing
from sync.server.mail.incoming import keeping
from sync.server.mail.incoming.domain import State
from sync.server.mail.relay import MailKey, hashed, use
from sync.server.mail.repository import keep_address
from sync.server.submissions import mailing, moving, repository, service
from sync.server.submissions.domain import MAIL
from sync.server.submissions.domain import State as Stand
from sync.server.submissions.moving import AskedBack, Back
from sync.server.submissions.repository import Record
from sync.server.submissions.service import Decided
from tests.sync.server import schema
from tests.sync.server.mail.incoming.test_deciding import come, mail, states, tips_of
from tests.sync.server.mail.incoming.test_nature import OURS, dsn
from tests.sync.server.mail.post import Post, open_post, plain, work
from tests.sync.server.residents.visitor import Visitor
from tests.sync.server.station import Station
from tests.sync.server.submissions.test_service import HERE, WORDS, caller, sent

ANSWER = "Prověřili jsme to, omlouváme se."
JANA = "jana@example.cz"


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """The mail server."""
    with open_post(tmp_path / "post") as one:
        yield one


@pytest.fixture
def boss(station: Station, post: Post) -> Caller:
    """Who reads complaints in a town that sends mail."""
    with station.server.database.write() as connection:
        use(connection, post.relay())
    return caller(station, "vedouci", Role.ADMIN)


def record_of(station: Station) -> Record:
    """The only one."""
    with station.server.database.write() as connection:
        (one,) = repository.ids(connection)
        found = repository.locked(connection, one)
        assert found is not None
        return found


def answered(station: Station, boss: Caller, text: str = ANSWER) -> list[tuple[Delivery | None, str]]:
    """It is answered and the jobs are done; what became of the mails."""
    one = record_of(station)
    assert isinstance(
        service.act(station.server, boss, one.id, one.version, service.answer(text, is_last=True)), Decided
    )
    work(station)
    return [(one.delivery, one.reason) for one in record_of(station).doc.answers]


def test_that_an_answer_goes_by_mail_and_what_comes_back_opens_it_again(
    station: Station, visitor: Visitor, boss: Caller, post: Post
) -> None:
    sent(station, visitor)
    assert answered(station, boss) == [(Delivery.SENT, "")]
    assert work(station) == 0
    ((envelope, letter),) = post.taken()
    number, back = record_of(station).number, str(letter["Reply-To"])
    assert envelope[1] == f"rcpt TO:<{JANA}>"
    assert (str(letter["Subject"]), ANSWER in plain(letter)) == (f"Podání {number}", True)
    assert WORDS not in plain(letter)
    assert record_of(station).state is Stand.DONE
    assert come(station, mail("Pryč.", "Auto-Submitted: auto-replied", to=back)) == (State.IGNORED, "automatic")
    assert record_of(station).state is Stand.DONE
    assert come(station, mail(f"Děkuji, ale nesouhlasím.\n\n> {ANSWER}", sender=JANA, to=back)) == (State.ATTACHED, "")
    again = record_of(station)
    assert ([one.text for one in again.doc.heard], again.state) == (["Děkuji, ale nesouhlasím."], Stand.OPEN)
    assert tips_of(station) == []
    assert station.all(sa.select(schema.message.c.id)) == []


def test_that_an_answer_that_comes_back_or_is_refused_is_seen(
    station: Station, visitor: Visitor, boss: Caller, post: Post
) -> None:
    sent(station, visitor)
    answered(station, boss)
    back = str(post.taken()[-1][1]["Reply-To"])
    raw = dsn("Action: failed", "Status: 5.1.1").replace(b"From: Mail", f"To: {back}\r\nFrom: Mail".encode())
    assert come(station, raw)[0] is State.RETURNED
    post.script("RCPT 550 5.1.1 nobody")
    assert answered(station, boss, "Ještě jednou.") == [(Delivery.FAILED, "5.1.1"), (Delivery.FAILED, "550 5.1.1")]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_that_nothing_leaves_at_night_nor_to_who_had_their_data_erased_or_left_no_address(
    station: Station, visitor: Visitor, boss: Caller, post: Post
) -> None:
    sent(station, visitor, email="")
    assert answered(station, boss) == [(None, "")]
    with station.server.database.write() as connection:
        repository.delete(connection, repository.ids(connection))
        use(connection, post.relay(quiet="0-23"))
    secret = sent(station, visitor)
    assert answered(station, boss) == [(Delivery.QUEUED, "")]
    with station.server.database.write() as connection:
        repository.forget_sender(connection, hash_of(secret), station.server.now())
    station.clock.forward(days=1)
    with station.server.database.write() as connection:
        use(connection, post.relay())
    work(station)
    assert [one.delivery for one in record_of(station).doc.answers] == [Delivery.CANCELLED]
    assert post.taken() == []


def test_that_an_answer_leaves_though_a_restored_backup_lost_the_one_before_it(
    station: Station, visitor: Visitor, boss: Caller, post: Post
) -> None:
    """What the relay took is noted outside the database: the other answer must not be taken for the one that left."""
    sent(station, visitor)
    one = record_of(station)
    backup = replace(one, doc=msgspec.structs.replace(one.doc, email=f" {JANA} "))
    answered(station, boss)
    with station.server.database.write() as connection:
        repository.write(connection, backup)
        connection.execute(sa.delete(schema.job).where(schema.job.c.kind == MAIL))
    station.clock.forward(seconds=60)
    answered(station, boss, "Po obnově.")
    assert ["Po obnově." in plain(letter) for _, letter in post.taken()] == [False, True]
    assert {envelope[1] for envelope, _ in post.taken()} == {f"rcpt TO:<{JANA}>"}


def test_that_a_bounce_is_of_the_answer_that_it_names_though_its_worker_died(
    station: Station, visitor: Visitor, boss: Caller, post: Post
) -> None:
    """Nothing wrote down that the first left, and what came back of it may come after the second left."""
    sent(station, visitor)
    answered(station, boss)
    answered(station, boss, "Ještě jednou.")
    first = post.taken()[0][1]
    one = record_of(station)
    died = msgspec.structs.replace(one.doc.answers[0], delivery=Delivery.QUEUED)
    with station.server.database.write() as connection:
        doc = msgspec.structs.replace(one.doc, answers=(died, *one.doc.answers[1:]))
        repository.write(connection, replace(one, doc=doc))
    raw = dsn("Action: failed", "Status: 5.1.1").replace(OURS.encode(), str(first["Message-ID"]).strip("<>").encode())
    come(station, raw.replace(b"From: Mail", f"To: {first['Reply-To']}\r\nFrom: Mail".encode()))
    come(station, raw.replace(b"From: Mail", f"To: {first['Reply-To']}\r\nX: 2\r\nFrom: Mail".encode()))
    assert [one.delivery for one in record_of(station).doc.answers] == [Delivery.FAILED, Delivery.SENT]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_that_what_its_sender_wrote_by_mail_is_never_a_tip_never_lost_and_never_without_end(
    station: Station, visitor: Visitor, boss: Caller, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(station, visitor)
    answered(station, boss)
    number, back = record_of(station).number, str(post.taken()[-1][1]["Reply-To"])
    assert come(station, mail("Tudy.", f"Subject: Re: Podání {number}")) == (State.CHECK, "suggested")
    keeping.keep(station.server, "box", mail("Půlka", to=back), cut=True)
    work(station)
    assert states(station)[-1] == (State.CHECK, "odd")
    assert tips_of(station) == []
    monkeypatch.setattr(mailing, "MOST_HEARD", 1)
    assert come(station, mail("Slyšeno.", to=back)) == (State.ATTACHED, "")
    assert come(station, mail("A zas.", to=back)) == (State.CHECK, "flood")
    one = record_of(station)
    assert isinstance(moving.make_tip(station.server, boss, one.id, AskedBack(one.version, "light", "omyl")), Back)
    notes = [parse(row.doc, TipNote).text for row in station.all(sa.select(schema.note.c.doc))]
    assert ["Odesílatel napsal: Slyšeno." in text for text in notes] == [True]
    kept = station.all(sa.select(schema.incoming.c.tip_id).where(schema.incoming.c.state == State.ATTACHED.value))
    assert kept == [(station.scalar(sa.select(schema.tip.c.id)),)]


def test_that_a_mail_to_a_submission_and_to_a_tip_is_read_where_fewer_do(
    station: Station, visitor: Visitor, boss: Caller, post: Post
) -> None:
    visitor.send(text="Lampa", where=HERE, email=JANA)
    work(station)
    tip_id = station.scalar(sa.select(schema.tip.c.id))
    sent(station, visitor)
    answered(station, boss)
    token = MailKey(station.settings.files).token(tip_id)
    with station.server.database.write() as connection:
        keep_address(connection, hashed(token), tip_id, tip_id)
    both = f"{post.taken()[-1][1]['Reply-To']}, o-{token}@tip.example.cz"
    assert come(station, mail("Jen vám.", sender=JANA, to=both)) == (State.ATTACHED, "")
    assert [one.text for one in record_of(station).doc.heard] == ["Jen vám."]
    assert station.all(sa.select(schema.message.c.id)) == []


@pytest.mark.parametrize("end", ["erased", "over"])
def test_that_the_mails_of_a_submission_go_with_its_sender_and_with_it(
    station: Station, visitor: Visitor, boss: Caller, post: Post, end: str
) -> None:
    secret = sent(station, visitor)
    answered(station, boss)
    assert come(station, mail("Nesouhlasím.", sender=JANA, to=str(post.taken()[-1][1]["Reply-To"])))[1] == ""
    with station.server.database.write() as connection:
        if end == "erased":
            repository.forget_sender(connection, hash_of(secret), station.server.now())
        else:
            repository.forget(connection, repository.ids(connection))
    keeping.forget(station.server, Nothing())
    assert states(station) == [(State.ERASED, "")]
    assert list((station.settings.files / "mail").iterdir()) == []
