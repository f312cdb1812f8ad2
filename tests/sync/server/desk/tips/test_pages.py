"""A tip is found at the desk by what is known of it, by who may read it, and gets its number in another system."""

from html import unescape

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips.domain import Tip
from app.tips.operations import TipFile
from app.values import Place
from sync.server.ground.documents import parse
from sync.server.submissions import repository as submissions
from sync.server.submissions.domain import State, Submission, SubmissionKind
from sync.server.submissions.repository import Record
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.station import EAST, IN_WEST, WEST, Device, Station

DARK = Place(IN_WEST.lat, IN_WEST.lon, address="Školní 3")


@pytest.fixture
def officer(station: Station) -> Device:
    return station.officer("novak", WEST)


def filed(station: Station, title: str = "Tma v průchodu") -> str:
    tip_id = new_id()
    device = station.device(station.person(f"d-{tip_id}", Role.DISPATCHER))
    device.do(tip_id, TipFile(title, "light", text=f"{title}\nBojím se tudy.", place=DARK, contact_phone="602 123 456"))
    return tip_id


def found(browser: Browser, words: str) -> bool:
    return "Tma v průchodu" in text_of(browser.get(f"/desk/tips?q={words}"))


def tip(station: Station, tip_id: str) -> Tip:
    return parse(str(station.scalar(sa.select(schema.tip.c.doc).where(schema.tip.c.id == tip_id))), Tip)


def test_that_a_tip_is_found_by_its_numbers_words_and_address_by_who_may_read_it(
    station: Station, officer: Device
) -> None:
    tip_id = filed(station)
    dispatcher = at_desk(station, "pevuska", Role.DISPATCHER)
    path = f"/desk/tips/{tip_id}"
    assert not found(dispatcher, "mp-77")
    dispatcher.get(path)
    done = dispatcher.post(path, {"was": "", "event_number": " MP-77/2026 "})
    assert (done.status, done.headers["location"]) == (303, f"{path}?saved=1")
    assert tip(station, tip_id).event_number == "MP-77/2026"
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    own, other = at_desk(station, "strazny", Role.OFFICER, WEST), at_desk(station, "cizi", Role.OFFICER, EAST)
    for words in ("MP-77/2026", "mp 77", tip(station, tip_id).number, "pruchod", "Skolni+3", "tudy"):
        assert all(found(one, words) for one in (dispatcher, boss, own)), words
        assert not found(other, words), words
    assert not found(dispatcher, "602123456"), "who sent it is nobody's key to it"
    assert not found(dispatcher, "mp-78")
    assert other.get(path).status == 404
    assert other.post(path, {"was": "", "event_number": "x"}).status == 404
    assert tip(station, tip_id).event_number == "MP-77/2026"
    officer.pull()
    assert "MP-77/2026" in repr(officer.rows), "the device of its officer has it"
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action))]
    assert actions.count("tip.edit") == 1
    assert actions.count("tip.denied") >= 1


def test_that_a_complaint_is_never_found(station: Station) -> None:
    now = station.server.now()
    complaint = Record(
        new_id(), "2026-C00001", SubmissionKind.COMPLAINT, State.OPEN, now, now, Submission(text="Strážník nás odbyl.")
    )
    with station.server.database.write() as connection:
        submissions.add(connection, complaint, [])
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    for words in ("2026-C00001", "odbyl"):
        said = text_of(boss.get(f"/desk/tips?q={words}"))
        assert "nic nenašlo" in said
        assert "odbyl." not in said


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_that_another_system_gets_what_it_needs_and_never_who_sent_it(station: Station, officer: Device) -> None:
    tip_id = filed(station, "Tma <u školy>")
    path = f"/desk/tips/{tip_id}"
    dispatcher = at_desk(station, "pevuska", Role.DISPATCHER)
    dispatcher.get(path)
    dispatcher.post(path, {"was": "", "event_number": "77"})
    answer = dispatcher.get(path)
    block = unescape(answer.body.decode().partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0])
    number = tip(station, tip_id).number
    came = "Přišel: 2. 3. 2026 09:00, telefon"
    assert block.strip().splitlines()[:3] == [f"Podnět: {number}", "Událost: 77", came]
    for said in ("Místo: Školní 3 (", "Lokalita: Západ, Novak", "Název: Tma <u školy>", "Bojím se tudy."):
        assert said in block, block
    assert "602" not in block
    assert "\n\n" not in block.strip()
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert b"clipboard" in dispatcher.get("/desk/copy.js").body


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_that_a_number_that_can_not_be_stays_in_the_form_and_of_two_both_are_kept(
    station: Station, officer: Device
) -> None:
    tip_id = filed(station)
    path = f"/desk/tips/{tip_id}"
    dispatcher = at_desk(station, "pevuska", Role.DISPATCHER)
    dispatcher.get(path)
    long = dispatcher.post(path, {"was": "", "event_number": "7" * 61})
    assert (long.status, "moc dlouhé" in text_of(long), "7" * 61 in long.body.decode()) == (422, True, True)
    dispatcher.post(path, {"was": "", "event_number": "77"})
    dispatcher.post(path, {"was": "", "event_number": "78"})
    stands = tip(station, tip_id)
    assert stands.event_number == "78"
    assert [(one.field, one.stands, one.other) for one in stands.conflicts] == [("event_number", "78", "77")]
    assert dispatcher.post("/desk/tips/nic", {"was": "", "event_number": "7"}).status == 404
    assert at_desk(station, "analytik", Role.ANALYST).get("/desk/tips").status == 403


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_that_more_than_fifty_are_read_on_pages_each_once(station: Station, officer: Device) -> None:
    device = station.device(station.person("pise", Role.DISPATCHER))
    for number in range(53):
        device.do(new_id(), TipFile(f"Lampa {number:02}", "light", place=DARK))
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    first = boss.get("/desk/tips?q=lampa")
    body = first.body.decode()
    older = unescape(body.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0])
    second = text_of(boss.get(older))
    shown = text_of(first) + second
    assert [shown.count(f"Lampa {number:02}") for number in range(53)] == [1] * 53
    assert "Starší" not in second
