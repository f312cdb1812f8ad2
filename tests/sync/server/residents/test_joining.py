"""Tips near a place are told before one is sent, and who has the same trouble joins as a party of their own."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.identifiers import new_id
from app.messages.domain import Satisfaction
from app.outbox.domain import VerdictKind
from app.tips.domain import Outcome, OutcomeKind, Status, Tip
from app.tips.operations import TipAnswer, TipAsk, TipClose
from app.values import Place
from sync.server.erasure.service import Erased, ErasedAgain, erase, erase_again
from sync.server.intake.limits import Allowed
from sync.server.intake.near import tips_near
from sync.server.jobs.domain import Nothing
from sync.server.mail.incoming import keeping
from sync.server.mail.incoming.domain import State
from sync.server.mail.relay import MailKey, hashed
from sync.server.mail.repository import keep_address
from tests.sync.server import schema
from tests.sync.server.backups import back_up, restore
from tests.sync.server.filed import IncomingTip, file_many
from tests.sync.server.mail.incoming.test_deciding import come, mail, states
from tests.sync.server.residents.visitor import Visitor, secret_in, work
from tests.sync.server.station import IN_WEST, WEST, Device, Station

HERE = f"{IN_WEST.lat}00, {IN_WEST.lon}00"
FIRST = {"where": HERE, "text": "Tajná slova první", "name": "Jana Malá", "email": "jana@example.cz"}
SECOND = {"where": "50.0505, 13.0502", "text": "Bojím se tam taky", "name": "Karel", "email": "karel@example.cz"}
REPLY = Outcome(OutcomeKind.SOLVED, reply="Lampa zase svítí.")


@pytest.fixture
def officer(station: Station) -> Device:
    return station.officer("novak", WEST)


@pytest.fixture
def other(visitor: Visitor, station: Station) -> Visitor:
    """Somebody at another browser."""
    return Visitor(visitor.app, station, "198.51.100.7")


def sent(station: Station, visitor: Visitor, **fields: str) -> str:
    secret = visitor.send(**(FIRST | fields))
    work(station)
    return secret


def offered(page: bytes) -> list[str]:
    """What the buttons say that join."""
    return [unescape(one) for one in re.findall(r'name="join" value="([^"]*)"', page.decode())]


def joined(station: Station, other: Visitor, **fields: str) -> str:
    (join,) = offered(other.write(**(SECOND | fields)).body)
    answer = other.post("/podnet/odeslat", {"join": join})
    assert answer.status == 303
    work(station)
    return secret_in(answer)


def seen(visitor: Visitor, secret: str) -> str:
    answer = visitor.get(f"/sledovat/{secret}")
    assert answer.status == 200
    return answer.body.decode()


def said(visitor: Visitor, secret: str, text: str) -> None:
    visitor.get(f"/sledovat/{secret}/odpovedet")
    assert visitor.post(f"/sledovat/{secret}/odpovedet", {"text": text}).status == 303


def only_tip(station: Station) -> str:
    return str(station.scalar(sa.select(schema.tip.c.id)))


def test_that_each_party_sees_its_own_messages_and_both_get_the_answer(
    station: Station, visitor: Visitor, other: Visitor, officer: Device
) -> None:
    first = sent(station, visitor)
    page = other.write(**SECOND).body.decode()
    section = page[page.index('id="near"') : page.index('id="draft"')]
    assert "Osvětlení" in section
    assert "březen 2026" in section
    assert "do 300 m odtud" in section
    assert not any(one in page for one in ("Tajná", "Jana", "jana@", only_tip(station), "50.0500", "13.0500"))
    second = joined(station, other)
    officer.pull()
    (tip,) = officer.docs("tip").values()
    assert (tip["joined"], len(tip["parties"]), tip.get("status", "new")) == (1, 2, "new")
    assert [one["text"] for one in officer.docs("message").values()] == ["Bojím se tam taky\nMísto: 50.0505, 13.0502"]
    sender, party = (one["id"] for one in tip["parties"])
    for who, text in ((sender, "Jen pro Janu"), (party, "Jen pro Karla")):
        assert officer.do(tip["id"], TipAnswer(text, who)).verdict is VerdictKind.APPLIED
    said(visitor, first, "Slova Jany")
    said(other, second, "Slova Karla")
    work(station)
    own = {first: ("Slova Jany", "Jen pro Janu"), second: ("Slova Karla", "Jen pro Karla", "Bojím se tam taky")}
    for secret, others in ((first, own[second]), (second, own[first])):
        text = seen(visitor, secret)
        assert all(one in text for one in own[secret])
        assert not any(one in text for one in (*others, "Jana", "karel@"))
    assert "13.0500" not in seen(other, second), "the place is the sender's word"
    assert "Přidali jste se" in seen(other, second)
    officer.pull()
    assert officer.do(tip["id"], TipClose(Status.NEW, REPLY)).verdict is VerdictKind.APPLIED
    station.clock.forward(seconds=601)
    work(station)
    assert all(REPLY.reply in seen(visitor, one) for one in (first, second))


def test_that_leaving_erasing_and_judging_are_of_one_party_alone(
    station: Station, visitor: Visitor, other: Visitor, officer: Device
) -> None:
    first = sent(station, visitor)
    second = joined(station, other)
    other.get(f"/sledovat/{second}")
    assert other.post(f"/sledovat/{second}/netreba", {}).status == 303
    work(station)
    assert "Strážník to ví" in seen(other, second)
    assert "Strážník to ví" not in seen(visitor, first)
    officer.pull()
    officer.do(only_tip(station), TipClose(Status.NEW, REPLY))
    station.clock.forward(seconds=601)
    work(station)
    other.get(f"/sledovat/{second}/hodnoceni")
    assert other.post(f"/sledovat/{second}/hodnoceni", {"said": Satisfaction.SOLVED.value}).status == 303
    work(station)
    assert "Říct, jestli" not in seen(other, second)
    assert visitor.get(f"/sledovat/{first}/hodnoceni").status == 200, "the other is still asked"
    other.get(f"/sledovat/{second}/vymazat")
    assert other.post(f"/sledovat/{second}/vymazat", {}).status == 303
    work(station)
    officer.pull()
    (tip,) = officer.docs("tip").values()
    assert [(one.get("way"), one.get("satisfaction")) for one in tip["parties"]] == [("mail", None), (None, "solved")]
    assert other.get(f"/sledovat/{second}").status == 404
    assert seen(visitor, first)
    assert [one["email"] for one in officer.docs("contact").values()] == ["jana@example.cz"]
    assert any("se k podnětu přidal, nechal vymazat" in note["text"] for note in officer.docs("note").values())


@pytest.mark.parametrize("end", ["closed", "erased"])
def test_that_who_joins_what_has_ended_meanwhile_has_a_tip_of_their_own_with_every_word(
    station: Station, visitor: Visitor, other: Visitor, officer: Device, end: str
) -> None:
    sent(station, visitor)
    (join,) = offered(other.write(**SECOND).body)
    answer = other.post("/podnet/odeslat", {"join": join})
    if end == "closed":
        officer.pull()
        officer.do(only_tip(station), TipClose(Status.NEW, REPLY))
    else:
        number = str(station.scalar(sa.select(schema.tip.c.number)))
        assert isinstance(erase(station.server, [number], "admin"), Erased)
    work(station)
    own = next(row for row in station.all(sa.select(schema.tip)) if SECOND["text"] in row.doc)
    assert (own.status, own.district_id) == ("new", WEST)
    contacts = str(station.all(sa.select(schema.contact).where(schema.contact.c.tip_id == own.id)))
    assert "karel@example.cz" in contacts, "nothing that was typed is lost"
    text = seen(other, secret_in(answer))
    assert "Přidali jste se" not in text
    assert "Lampa" not in text


def test_that_one_browser_joins_once_and_what_it_says_later_is_of_the_same_party(
    station: Station, visitor: Visitor, other: Visitor, officer: Device
) -> None:
    sent(station, visitor)
    first, second = joined(station, other), joined(station, other, text="Ještě něco")
    officer.pull()
    (tip,) = officer.docs("tip").values()
    assert (tip["joined"], len(tip["parties"])) == (1, 2)
    assert "Bojím se" in seen(other, first)
    assert "Ještě něco" in seen(other, first)
    assert "Ještě něco" in seen(other, second)
    assert "Bojím se" not in seen(other, second), "another hand may be on the same browser"
    third = Visitor(visitor.app, station, "203.0.113.9")
    joined(station, third, text="A já")
    officer.pull()
    assert next(iter(officer.docs("tip").values()))["joined"] == 2
    assert len({one.split("rater")[0] for one in (other.cookies["__Host-rater"], third.cookies["__Host-rater"])}) == 2


def test_that_a_join_counts_as_a_tip_and_a_name_of_another_form_joins_nothing(
    station: Station, visitor: Visitor, other: Visitor
) -> None:
    sent(station, visitor)
    (foreign,) = offered(other.write(**SECOND).body)
    other.write(**SECOND)
    for odd in (foreign, "x", only_tip(station)):
        refused = other.post("/podnet/odeslat", {"join": odd})
        assert (refused.status, "se už přidat nejde" in refused.body.decode()) == (409, True)
        assert SECOND["text"] in refused.body.decode()
    assert other.post("/podnet/odeslat", {"beside": "", "join": offered(refused.body)[0]}).status == 409
    assert work(station) == 0, "nobody who meant to join is made to send a tip of their own"
    assert other.post("/podnet/odeslat", {}).status == 303
    for _ in range(2):
        other.write(**SECOND)
        assert other.post("/podnet/odeslat", {}).status == 303
    work(station)
    visitor.app.state.server.settings = replace(visitor.app.state.server.settings, intake=Allowed(address_hour=3))
    (join, *_) = offered(other.write(**SECOND).body)
    assert other.post("/podnet/odeslat", {"join": join}).status == 429


def test_that_what_is_told_near_is_near_akin_and_open_or_lately_closed(
    station: Station, visitor: Visitor, other: Visitor, officer: Device
) -> None:
    sent(station, visitor)
    assert "do 300 m odtud" in other.write(where="50.0510, 13.0500").body.decode()
    assert not offered(other.write(where="50.0530, 13.0500").body), "far away"
    assert not offered(other.write(where="u lípy").body), "no place, so nothing is near"
    officer.pull()
    officer.do(only_tip(station), TipClose(Status.NEW, REPLY))
    page = other.write(where=HERE).body
    assert "uzavřeno: vyřešeno" in page.decode()
    assert "Lampa" not in page.decode()
    assert not offered(page), "nobody joins what is closed"
    station.clock.forward(days=61)
    assert "uzavřeno" not in other.write(where=HERE).body.decode()


@pytest.mark.usefixtures("visitor")
def test_that_no_number_of_questions_tells_a_place_nearer_than_a_square_of_100_metres(station: Station) -> None:
    """Two tips of one square are told alike from everywhere, whatever way anybody asks."""
    made = [
        Tip(new_id(), "", "Lampa", "light", station.server.now(), place=Place(*point))
        for point in ((50.04960, 13.04940), (50.05040, 13.05060))
    ]
    with station.server.database.write() as connection:
        file_many(station.server, connection, [IncomingTip(one) for one in made])
        asked = [Place(50.0465 + north / 4_000, 13.0445 + east / 2_500) for north in range(28) for east in range(28)]
        answers = [tips_near(connection, one, "light", station.clock()) for one in asked]
    told = [[[one.metres for one in near if one.id == tip.id] for near in answers] for tip in made]
    assert told[0] == told[1]
    assert {len(near) for near in told[0]} == {0, 1}
    assert {one for near in told[0] for one in near} == {150, 300}


def test_that_nobody_goes_on_as_who_was_forgotten_and_no_link_of_theirs_shows_anything(
    station: Station, visitor: Visitor, other: Visitor, officer: Device
) -> None:
    sent(station, visitor)
    first, second = joined(station, other), joined(station, other, text="Ještě něco")
    other.get(f"/sledovat/{second}/vymazat")
    assert other.post(f"/sledovat/{second}/vymazat", {}).status == 303
    work(station)
    assert [other.get(f"/sledovat/{one}").status for one in (first, second)] == [404, 404]
    third = joined(station, other, text="Kdosi jiný")
    page = seen(other, third)
    assert "Kdosi jiný" in page
    assert not any(words in page for words in ("Bojím se", "Ještě něco"))
    officer.pull()
    (tip,) = officer.docs("tip").values()
    assert [one.get("way") for one in tip["parties"]] == ["mail", None, "page"]


def test_that_who_was_forgotten_is_not_shown_again_by_a_restored_backup(
    station: Station, visitor: Visitor, other: Visitor, officer: Device, tmp_path: Path
) -> None:
    """Whether the backup knows their tip already, or only what they sent."""
    filed = sent(station, visitor)
    unfiled = other.send(where="u lípy", text="Neodeslaná slova", name="Karel Tichý")
    back_up(station.settings.database, tmp_path / "backup")
    work(station)
    for secret in (filed, unfiled):
        visitor.get(f"/sledovat/{secret}")
        assert visitor.post(f"/sledovat/{secret}/vymazat", {}).status == 303
    work(station)
    visitor.app.state.server.close()
    station.server.close()
    restore(station.settings.database, tmp_path / "backup")
    again = erase_again(station.server)
    assert (again.senders, again.links) == (1, 2 - 1), "the link of the filed one goes with its party"
    assert [visitor.get(f"/sledovat/{one}").status for one in (filed, unfiled)] == [404, 404]
    work(station)
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.tip)) == 1
    every = "\n".join(str(row) for table in schema.metadata.tables.values() for row in station.all(sa.select(table)))
    assert "Karel Tichý" not in every
    assert "jana@example.cz" not in every
    assert erase_again(station.server) == ErasedAgain()


@pytest.mark.parametrize(
    ("sender_erases", "left"),
    [(True, [State.ERASED, State.ERASED, State.CHECK]), (False, [State.ATTACHED, State.ERASED, State.ERASED])],
)
def test_that_mails_go_with_whoever_erases_and_what_waits_of_others_does_not(
    station: Station, visitor: Visitor, other: Visitor, *, sender_erases: bool, left: list[State]
) -> None:
    """What others wrote may quote who sent the tip: it goes with theirs once it was decided."""
    first = sent(station, visitor)
    second = joined(station, other)
    tip_id, number = station.all(sa.select(schema.tip.c.id, schema.tip.c.number))[0]
    joiner = station.scalar(sa.select(schema.party.c.id).where(schema.party.c.id != tip_id))
    key = MailKey(station.settings.files)
    with station.server.database.write() as connection:
        for party_id in (tip_id, joiner):
            keep_address(connection, hashed(key.token(party_id)), tip_id, party_id)
    come(station, mail("Od Jany", sender=FIRST["email"], to=f"o-{key.token(tip_id)}@tip.example.cz"))
    come(station, mail("Od Karla", sender=SECOND["email"], to=f"o-{key.token(joiner)}@tip.example.cz"))
    come(station, mail("Karel čeká", f"Subject: Re: {number}", sender=SECOND["email"]))
    with station.server.database.write() as connection:
        waits = schema.incoming.c.state == State.CHECK.value
        connection.execute(sa.update(schema.incoming).where(waits).values(party_id=joiner))
    assert [state for state, _ in states(station)] == [State.ATTACHED, State.ATTACHED, State.CHECK]
    who, secret = (visitor, first) if sender_erases else (other, second)
    who.get(f"/sledovat/{secret}/vymazat")
    assert who.post(f"/sledovat/{secret}/vymazat", {}).status == 303
    work(station)
    keeping.forget(station.server, Nothing())
    assert [state for state, _ in states(station)] == left
    assert len(list((station.settings.files / "mail").iterdir())) == 3 - left.count(State.ERASED)


def test_that_each_party_is_told_whose_turn_it_is(
    station: Station, visitor: Visitor, other: Visitor, officer: Device
) -> None:
    first = sent(station, visitor)
    second = joined(station, other)
    officer.pull()
    (tip,) = officer.docs("tip").values()
    sender, party = (one["id"] for one in tip["parties"])
    station.clock.forward(minutes=1)
    assert officer.do(tip["id"], TipAsk(Status.NEW, "Která lampa?", sender)).verdict is VerdictKind.APPLIED
    turn, on_way = "strážník čeká na vaši odpověď", "odpověď je na cestě"
    assert turn in seen(visitor, first)
    assert not any(words in seen(other, second) for words in (turn, on_way, "Která lampa"))
    station.clock.forward(minutes=1)
    said(visitor, first, "Ta druhá")
    assert on_way in seen(visitor, first)
    work(station)
    officer.pull()
    station.clock.forward(minutes=1)
    assert officer.do(tip["id"], TipAsk(Status.IN_PROGRESS, "A u vás?", party)).verdict is VerdictKind.APPLIED
    assert turn in seen(other, second)
    assert not any(words in seen(visitor, first) for words in (turn, on_way, "A u vás"))


def test_that_who_sent_it_is_not_told_to_answer_what_another_was_asked(
    station: Station, visitor: Visitor, other: Visitor, officer: Device
) -> None:
    first, second = sent(station, visitor), joined(station, other)
    officer.pull()
    (tip,) = officer.docs("tip").values()
    party = tip["parties"][1]["id"]
    station.clock.forward(minutes=1)
    assert officer.do(tip["id"], TipAsk(Status.NEW, "A u vás?", party)).verdict is VerdictKind.APPLIED
    turn = "strážník čeká na vaši odpověď"
    assert turn in seen(other, second)
    assert turn not in seen(visitor, first)
