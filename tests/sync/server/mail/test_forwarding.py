"""A tip goes to a body by mail, its answer comes back to the officer, who sent it is not told."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts.domain import RESIDENT
from app.calendar import prague
from app.districts.domain import Body
from app.identifiers import new_id
from app.messages.domain import Delivery, body_party_id
from app.outbox.domain import Code, VerdictKind
from app.tips import operations as ops
from app.tips.domain import Channel, Outcome, OutcomeKind, Status
from sync.server import cli
from sync.server.bodies.domain import KnownBody
from sync.server.bodies.service import save
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.feed.publish import publish
from sync.server.ground.moments import moment
from sync.server.mail.incoming import triage
from sync.server.mail.incoming.domain import State
from sync.server.tips.archive import archive_closed
from tests.sync.server import schema
from tests.sync.server.mail.incoming.test_deciding import come, mail
from tests.sync.server.mail.incoming.test_nature import dsn
from tests.sync.server.mail.post import Post, plain, seen, stored, work
from tests.sync.server.station import IN_WEST, Device, Station

SERVICES, WHERE = "0199f3a1-7c00-7000-8000-0000000000b1", "ts@chomutov.example"
ANNA = {"contact_name": "Anna Malá", "contact_phone": "777 123 456", "contact_email": "anna@example.cz"}


@pytest.fixture
def tip_id(station: Station, novak: Device) -> str:
    """A tip of Anna's in a city that knows its technical services."""
    body = KnownBody(Body(SERVICES, "Technické služby"), WHERE, 14)
    operation = ops.TipFile(title="Lampa", category="light", text="Nesvítí od pondělí.", place=IN_WEST, **ANNA)
    change = Change(Door(RESIDENT, Channel.WEB), new_id(), operation)
    with station.server.database.write() as connection:
        steps = save(connection, body)
        publish(connection, steps + steps_of(carry_out(connection, station.server, [change])), station.server.now())
    novak.pull()
    return change.target


def forward(**more: object) -> ops.TipForward:
    """What the officer sends, under the name that the body had once."""
    return ops.TipForward(Status.NEW, SERVICES, "Staré jméno", "Prosíme o opravu.", **more)  # type: ignore[arg-type]


def test_that_a_body_gets_the_tip_without_who_sent_it(station: Station, novak: Device, post: Post, tip_id: str) -> None:
    novak.do(tip_id, forward())
    work(station)
    ((envelope, sent),) = post.taken()
    told = plain(sent)
    assert envelope[1] == f"rcpt TO:<{WHERE}>"
    assert str(sent["Reply-To"]).startswith("o-")
    due = (prague(moment(station.server.now())) + timedelta(days=14)).date()
    for words in ("Prosíme o opravu.", "Text podnětu: Nesvítí od pondělí.", f"do {due.day}. {due.month}. {due.year}."):
        assert words in told
    assert not any(secret in told + str(sent.items()) for secret in ANNA.values())
    novak.pull()
    tip = novak.docs("tip")[tip_id]
    assert (tip["status"], tip["waiting_body"]) == ("waiting", "Technické služby")
    assert prague(moment(tip["answer_due"])).date() == due


def test_that_who_sent_it_is_named_where_the_officer_says_so(
    station: Station, novak: Device, post: Post, tip_id: str
) -> None:
    novak.do(tip_id, forward(contact=True))
    work(station)
    told = plain(post.taken()[-1][1])
    assert all(value in told for value in ANNA.values())


def test_that_the_answer_of_a_body_is_news_and_not_the_residents(
    station: Station, novak: Device, post: Post, tip_id: str
) -> None:
    novak.do(tip_id, forward())
    work(station)
    back = str(post.taken()[-1][1]["Reply-To"])
    assert come(station, mail("Opraveno dnes.", sender="dispecer@ts.example", to=back)) == (State.ATTACHED, "")
    novak.pull()
    tip = novak.docs("tip")[tip_id]
    assert (tip["status"], tip.get("waiting_body"), tip.get("answer_due")) == ("in_progress", None, None)
    assert tip["heard_at"]
    (answer,) = [one for one in stored(station) if one.by is None]
    assert (answer.party_id, answer.text) == (body_party_id(tip_id, SERVICES), "Opraveno dnes.")
    assert len(post.taken()) == 1, "nothing of it went to the resident"


def test_that_a_mail_of_a_body_that_a_person_places_is_the_bodys(station: Station, novak: Device, tip_id: str) -> None:
    novak.do(tip_id, forward())
    number = f"Subject: Podnět {novak.docs('tip')[tip_id]['number']}"
    assert come(station, mail("Už se dělá.", number, sender=WHERE)) == (State.CHECK, "suggested")
    assert come(station, mail("Hotovo.", number, sender="novak@jinde.example")) == (State.CHECK, "suggested")
    ours, other = station.all(sa.select(schema.incoming.c.id, schema.incoming.c.party_id).order_by("at", "id"))
    assert (ours.party_id, other.party_id) == (body_party_id(tip_id, SERVICES), tip_id)
    with station.server.database.write() as connection:
        for mail_id, body_id in ((ours.id, ""), (other.id, SERVICES)):
            ready = triage.ready(station.server, mail_id)
            steps = triage.give(connection, station.server, mail_id, ready, number.rsplit(" ", 1)[1], body_id=body_id)
            assert steps is not None
            publish(connection, steps, station.server.now())
    assert {one.party_id for one in stored(station) if one.by is None} == {body_party_id(tip_id, SERVICES)}


def test_that_a_mail_that_comes_back_from_a_body_is_seen(
    station: Station, novak: Device, post: Post, tip_id: str
) -> None:
    novak.do(tip_id, forward())
    work(station)
    sent = post.taken()[-1][1]
    to = f"To: {sent['Reply-To']}\r\nFrom: Mail".encode()
    come(station, dsn("Action: failed", "Status: 5.1.1").replace(b"From: Mail", to))
    assert seen(station) == [(Delivery.FAILED, "5.1.1")]


def test_that_another_address_of_a_body_takes_the_mark_of_the_old_one_away(
    station: Station, novak: Device, post: Post, tip_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    post.script("RCPT 550 5.1.1 nobody")
    novak.do(tip_id, forward())
    work(station)
    novak.pull()
    tip = novak.docs("tip")[tip_id]
    body = next(one for one in tip["parties"] if one.get("kind") == "body")
    assert (body.get("way", "none"), body["returned"], tip["status"]) == ("none", True, "in_progress")
    url = station.server.database.url.render_as_string(hide_password=False)
    where = ["--database", url, "--files", str(station.settings.files)]
    for change in (["--days", "3"], ["--email", "nova@ts.example"]):
        assert "returned" in str(novak.docs("tip")[tip_id]["parties"])
        assert cli.main(["body", "change", "Technické služby", *change, *where]) == 0
        novak.pull()
    assert "returned" not in str(novak.docs("tip")[tip_id]["parties"])


def test_that_a_body_that_ended_gets_nothing_new(station: Station, novak: Device, tip_id: str) -> None:
    ended = KnownBody(Body(SERVICES, "Technické služby"), WHERE, 14, station.server.now())
    with station.server.database.write() as connection:
        publish(connection, save(connection, ended), station.server.now())
    verdict = novak.do(tip_id, forward())
    assert (verdict.verdict, verdict.code) == (VerdictKind.REJECTED, Code.INVALID)
    assert stored(station) == []


def test_that_what_waits_to_leave_does_not_go_to_a_body_that_ended_meanwhile(
    station: Station, novak: Device, post: Post, tip_id: str
) -> None:
    novak.do(tip_id, forward(contact=True))
    ended = KnownBody(Body(SERVICES, "Technické služby"), WHERE, 14, station.server.now())
    with station.server.database.write() as connection:
        publish(connection, save(connection, ended), station.server.now())
    work(station)
    assert (post.taken(), seen(station)) == ([], [(Delivery.FAILED, "address")])
    novak.pull()
    assert [one["delivery"] for one in novak.docs("message").values()] == ["failed"]


def test_that_what_a_body_says_long_after_the_closing_is_seen_and_leaves_in_its_time(
    station: Station, novak: Device, post: Post, tip_id: str
) -> None:
    novak.do(tip_id, forward())
    work(station)
    back = str(post.taken()[-1][1]["Reply-To"])
    novak.do(tip_id, ops.TipClose(Status.WAITING, Outcome(OutcomeKind.SOLVED)))
    station.clock.forward(days=100)
    assert archive_closed(station.server) == 1
    come(station, mail("Opraveno až teď.", sender="dispecer@ts.example", to=back))
    novak.pull()
    tip = novak.docs("tip")[tip_id]
    assert (tip["status"], bool(tip["heard_at"])) == ("closed", True)
    assert "Opraveno až teď." in {one["text"] for one in novak.docs("message").values()}
    assert archive_closed(station.server) == 0
    station.clock.forward(days=100)
    assert archive_closed(station.server) == 1
    novak.pull()
    assert novak.docs("tip") == {}
