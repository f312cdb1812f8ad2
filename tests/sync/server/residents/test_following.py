"""The holder of a secret link sees what became of their tip and nothing else; only buttons change anything."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.identifiers import new_id
from app.outbox.domain import VerdictKind
from app.tips.domain import Outcome, OutcomeKind, Status, WaitingOn
from app.tips.operations import TipAccept, TipAnswer, TipAsk, TipClose, TipNoteAdd, TipStart, TipWait
from sync.server.intake.limits import Allowed
from tests.sync.server import schema
from tests.sync.server.residents.visitor import Visitor, secret_in, work
from tests.sync.server.station import IN_WEST, WEST, Device, Station

HERE = f"{IN_WEST.lat:.4f}, {IN_WEST.lon:.4f}"


@pytest.fixture
def officer(station: Station) -> Device:
    return station.officer("novak", WEST)


def tip_id(station: Station) -> str:
    found: str = station.scalar(sa.select(schema.tip.c.id).order_by(schema.tip.c.number.desc()))
    return found


def test_that_it_is_there_at_once_and_says_each_status_in_words(
    station: Station, visitor: Visitor, officer: Device
) -> None:
    secret = visitor.send(where=HERE)
    fresh = visitor.get(f"/sledovat/{secret}?new=1")
    assert "Odesláno. Děkujeme." in fresh.body.decode()
    assert f"https://podnety.example.cz/sledovat/{secret}" in fresh.body.decode()
    assert "předává se strážníkovi" in fresh.body.decode()
    work(station)
    target = tip_id(station)

    def shown() -> str:
        return visitor.get(f"/sledovat/{secret}").body.decode()

    assert "ještě ho nečetl" in shown()
    officer.do(target, TipAccept(Status.NEW))
    assert "strážník se ho ujal" in shown()
    officer.do(target, TipStart(Status.ACCEPTED))
    assert "strážník ho řeší" in shown()
    officer.do(target, TipWait(Status.IN_PROGRESS, WaitingOn.OTHER_BODY, "Technické služby"))
    assert "čeká se na: Technické služby" in shown()
    officer.do(target, TipNoteAdd(new_id(), "vnitřní poznámka"))
    officer.do(target, TipClose(Status.WAITING, Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.\n<b>Hezký den</b>")))
    assert "uzavřeno: vyřešeno" in shown()
    assert "Lampa svítí." not in shown()
    station.clock.forward(seconds=599)
    assert "Lampa svítí." not in shown()
    station.clock.forward(seconds=2)
    work(station)
    assert "Lampa svítí.\n&lt;b&gt;Hezký den&lt;/b&gt;" in shown()
    assert "vnitřní poznámka" not in shown()
    assert "closed: solved" in visitor.get(f"/sledovat/{secret}?lang=en").body.decode()


def test_that_a_reply_that_is_held_longer_is_not_shown_sooner(
    station: Station, visitor: Visitor, officer: Device
) -> None:
    secret = visitor.send(where=HERE, contact_email="jana@example.cz")
    work(station)
    officer.do(tip_id(station), TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.")))
    held = sa.update(schema.message).values(delivery="held")
    with station.server.database.write() as connection:
        assert connection.execute(held).rowcount == 1
    station.clock.forward(seconds=3_600)
    assert "Lampa svítí." not in visitor.get(f"/sledovat/{secret}").body.decode()
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.message).values(delivery="sent"))
    assert "Lampa svítí." in visitor.get(f"/sledovat/{secret}").body.decode()


def test_that_a_link_shows_its_own_tip_alone(station: Station, visitor: Visitor, officer: Device) -> None:
    first = visitor.send(where=HERE, text="První věc")
    work(station)
    second = visitor.send(where=HERE, text="Druhá věc")
    work(station)
    officer.do(tip_id(station), TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Odpověď na druhou")))
    station.clock.forward(seconds=601)
    work(station)
    assert "Odpověď na druhou" in visitor.get(f"/sledovat/{second}").body.decode()
    assert "Odpověď na druhou" not in visitor.get(f"/sledovat/{first}").body.decode()
    for other in (first[:-1] + ("A" if first[-1] != "A" else "B"), "x" * 22, "%", "", "é" * 22, tip_id(station)):
        assert visitor.get(f"/sledovat/{other}").status == 404, other


def test_that_opening_changes_nothing_and_buttons_need_a_form_of_ours(station: Station, visitor: Visitor) -> None:
    secret = visitor.send(where=HERE)
    work(station)
    for path in ("", "/vymazat", "?new=1", "/netreba", "/nepsat"):
        visitor.get(f"/sledovat/{secret}{path}")
    for path in ("/netreba", "/nepsat", "/vymazat"):
        assert visitor.post(f"/sledovat/{secret}{path}", {"token": "0" * 64}).status == 403
        assert visitor.post(f"/sledovat/{secret}{path}", {}, **{"sec-fetch-site": "cross-site"}).status == 403
    work(station)
    assert len(station.all(sa.select(schema.intake))) == 1
    assert visitor.get(f"/sledovat/{secret}").status == 200


def test_that_no_longer_matters_is_told_the_officer_once(station: Station, visitor: Visitor, officer: Device) -> None:
    secret = visitor.send(where=HERE)
    work(station)
    visitor.get(f"/sledovat/{secret}")
    for _ in range(2):
        assert visitor.post(f"/sledovat/{secret}/netreba", {}).status == 303
    work(station)
    officer.pull()
    assert [note["text"] for note in officer.docs("note").values()] == [
        "Odesílatel napsal, že podnět už není třeba řešit."
    ]
    text = visitor.get(f"/sledovat/{secret}").body.decode()
    assert "Strážník to ví" in text
    assert "Už to není třeba řešit</button>" not in text


def test_that_nothing_is_written_to_who_wants_no_more_of_it(
    station: Station, visitor: Visitor, officer: Device
) -> None:
    secret = visitor.send(where=HERE, email="jana@example.cz")
    work(station)
    officer.pull()
    assert officer.do(tip_id(station), TipAnswer("Podívám se.")).verdict is VerdictKind.APPLIED
    page = visitor.get(f"/sledovat/{secret}").body.decode()
    assert "Už mi o tom nepište</button>" in page
    assert visitor.post(f"/sledovat/{secret}/nepsat", {}).status == 303
    page = visitor.get(f"/sledovat/{secret}").body.decode()
    assert "nikdo nic nepošle" in page
    assert "Už mi o tom nepište" not in page
    work(station)
    officer.pull()
    (tip,) = officer.docs("tip").values()
    assert (tip["parties"][0].get("way"), tip["parties"][0]["left"]) == (None, True)
    assert officer.do(tip["id"], TipAnswer("Ještě něco.")).verdict is VerdictKind.REJECTED
    officer.do(tip["id"], TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.")))
    station.clock.forward(seconds=601)
    work(station)
    assert "Lampa svítí." in visitor.get(f"/sledovat/{secret}").body.decode(), "what became of it is still seen"
    replies = [row for row in station.all(sa.select(schema.message.c.doc)) if "Lampa svítí." in row.doc]
    assert replies == [], "nobody is written to"


def test_that_who_left_before_a_person_looked_at_it_is_not_written_to(
    station: Station, visitor: Visitor, officer: Device
) -> None:
    from sync.server.feed.publish import publish
    from sync.server.intake.deciding import take

    visitor.write(where=HERE, homepage="x", email="jana@example.cz")
    secret = secret_in(visitor.post("/podnet/odeslat", {}))
    work(station)
    visitor.get(f"/sledovat/{secret}")
    assert visitor.post(f"/sledovat/{secret}/nepsat", {}).status == 303
    work(station)
    number = station.scalar(sa.select(schema.intake.c.number).where(schema.intake.c.kind == "tip"))
    with station.server.database.write() as connection:
        steps = take(connection, station.server, number)
        assert steps
        publish(connection, steps, station.server.now())
    officer.pull()
    assert [one["parties"][0].get("left") for one in officer.docs("tip").values()] == [True]


def test_that_no_longer_matters_is_kept_for_a_tip_that_a_person_still_looks_at(
    station: Station, visitor: Visitor, officer: Device
) -> None:
    from sync.server.feed.publish import publish
    from sync.server.intake.deciding import take

    visitor.write(where=HERE, homepage="x")
    secret = secret_in(visitor.post("/podnet/odeslat", {}))
    work(station)
    visitor.get(f"/sledovat/{secret}")
    visitor.post(f"/sledovat/{secret}/netreba", {})
    work(station)
    number = station.scalar(sa.select(schema.intake.c.number).where(schema.intake.c.state == "check"))
    with station.server.database.write() as connection:
        steps = take(connection, station.server, number)
        assert steps
        publish(connection, steps, station.server.now())
    officer.pull()
    assert len(officer.docs("tip")) == len(officer.docs("note")) == 1


def test_that_a_sender_is_forgotten_here_and_on_devices(station: Station, visitor: Visitor, officer: Device) -> None:
    marks = {"name": "Kvido Mrkvička", "phone": "+420 602 999 888", "email": "kvido@example.cz"}
    secret = visitor.send(where=HERE, **marks)
    work(station)
    officer.pull()
    assert [one["name"] for one in officer.docs("contact").values()] == ["Kvido Mrkvička"]
    visitor.get(f"/sledovat/{secret}/vymazat")
    assert visitor.post(f"/sledovat/{secret}/vymazat", {}).headers["location"] == "/vymazano"
    assert visitor.get("/vymazano").status == 200
    assert visitor.get(f"/sledovat/{secret}").status == 404, "at once"
    work(station)
    officer.pull()
    assert list(officer.docs("contact").values()) == [{"tip_id": tip_id(station)}]
    assert "nechal vymazat" in next(iter(officer.docs("note").values()))["text"]
    assert officer.do(tip_id(station), TipAsk(Status.NEW, "Kde přesně?")).verdict is VerdictKind.REJECTED
    for table in schema.metadata.sorted_tables:
        rows = str(station.all(sa.select(table)))
        assert not any(mark in rows for mark in marks.values()), table.name
    assert station.all(sa.select(schema.tip_link)) == []


def test_that_what_no_officer_has_yet_is_erased_with_its_text(station: Station, visitor: Visitor) -> None:
    visitor.write(text="Velmi osobní věc", homepage="x")
    secret = secret_in(visitor.post("/podnet/odeslat", {}))
    work(station)
    assert "Velmi osobní věc" in str(station.all(sa.select(schema.intake)))
    visitor.get(f"/sledovat/{secret}/vymazat")
    visitor.post(f"/sledovat/{secret}/vymazat", {})
    work(station)
    for table in schema.metadata.sorted_tables:
        assert "Velmi osobní věc" not in str(station.all(sa.select(table))), table.name


def test_that_who_erases_is_counted_all_the_same_and_what_is_sent_again_is_asked_about(
    station: Station, visitor: Visitor
) -> None:
    visitor.app.state.server.settings = replace(visitor.app.state.server.settings, intake=Allowed(address_hour=2))
    for number in range(2):
        secret = visitor.send(text=f"podnět {number}")
        sent = dict(visitor.hidden)
        work(station)
        visitor.get(f"/sledovat/{secret}/vymazat")
        visitor.post(f"/sledovat/{secret}/vymazat", {})
        work(station)
        again = visitor.post("/podnet/odeslat", sent)
        assert again.status == 409, "a tab that was restored does not bring back what was erased"
        assert f"podnět {number}" in again.body.decode()
        assert f"podnět {number}" not in str(station.all(sa.select(schema.intake)))
    assert visitor.post("/podnet/odeslat", {}).status == 429
    kept = station.all(sa.select(schema.intake.c.link, schema.intake.c.doc, schema.intake.c.digest))
    assert [tuple(row) for row in kept] == [("", "{}", "")] * 2


def test_that_the_link_ends_a_year_after_the_tip_was_closed(
    station: Station, visitor: Visitor, officer: Device
) -> None:
    from sync.server.jobs.worker import Worker
    from sync.server.kinds import KINDS

    secret = visitor.send(where=HERE)
    work(station)
    officer.do(tip_id(station), TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED)))
    Worker(station.server, KINDS).plan()
    station.clock.forward(days=364)
    work(station)
    assert visitor.get(f"/sledovat/{secret}").status == 200
    station.clock.forward(days=2)
    work(station)
    assert visitor.get(f"/sledovat/{secret}").status == 404
