"""A tip without a district is placed by an address or given to one, and taken back while nobody is at work on it."""

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.basemap.search import Found
from app.districts.domain import Basemap
from app.identifiers import new_id
from app.tips.domain import Status, Tip, TipNote
from app.tips.operations import TipAccept, TipFile
from sync.server.basemap import repository as basemaps
from sync.server.ground.documents import parse
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.station import IN_WEST, NOWHERE, WEST, Device, HttpAnswer, Station

SCHOOL = Found("U školy 5", "address", IN_WEST.lon, IN_WEST.lat)
FAR = Found("U školy v lese", "address", NOWHERE.lon, NOWHERE.lat)


@pytest.fixture
def officer(station: Station, monkeypatch: pytest.MonkeyPatch) -> Device:
    with station.server.database.write() as connection:
        basemaps.replace(connection, Basemap("city", "0" * 64, 1, station.server.now()))
    monkeypatch.setattr(station.server.addresses, "search", lambda _sha, text: (SCHOOL, FAR) if "kol" in text else ())
    return station.officer("novak", WEST)


@pytest.fixture
def dispatcher(station: Station, officer: Device) -> Browser:
    return at_desk(station, "pevuska", Role.DISPATCHER)


def filed(station: Station, title: str = "Tma <u školy>") -> str:
    tip_id = new_id()
    device = station.device(station.person(f"d-{tip_id}", Role.DISPATCHER))
    device.do(tip_id, TipFile(title, "light", text=f"{title}\nMísto: u školy", contact_phone="602 123 456"))
    station.clock.forward(minutes=10)
    return tip_id


def tip_of(station: Station, tip_id: str) -> Tip:
    return parse(station.scalar(sa.select(schema.tip.c.doc).where(schema.tip.c.id == tip_id)), Tip)


def post(browser: Browser, tip_id: str, **fields: str) -> HttpAnswer:
    known = browser.form(f"/desk/unplaced/{tip_id}")
    return browser.post(f"/desk/unplaced/{tip_id}", known | fields)


def at(found: Found) -> str:
    return f"at:{found.lat:.6f},{found.lon:.6f}|{found.text}"


def test_that_they_are_listed_the_oldest_first_and_read_with_an_entry(station: Station, dispatcher: Browser) -> None:
    ids = [filed(station, "První"), filed(station, "Druhý")]
    page = text_of(dispatcher.get("/desk/unplaced"))
    assert page.index("První") < page.index("Druhý")
    assert "20 minut" in page
    assert "602 123 456" in text_of(dispatcher.get(f"/desk/unplaced/{ids[0]}"))
    assert "602 123 456" not in text_of(at_desk(station, "a", Role.ADMIN).get(f"/desk/unplaced/{ids[0]}"))
    told = [(row.action, row.target) for row in station.all(sa.select(schema.audit).order_by(schema.audit.c.id))]
    assert ("tip.list", "unplaced") in told
    assert ("tip.read", ids[0]) in told
    assert at_desk(station, "o", Role.OFFICER, WEST).get("/desk/unplaced").status == 403


def test_that_a_found_place_gives_it_to_its_district_and_goes_along(
    station: Station, officer: Device, dispatcher: Browser
) -> None:
    tip_id = filed(station)
    found = post(dispatcher, tip_id, do="find", where="u školy", district=WEST)
    assert f'<option value="{WEST}" selected>' in found.body.decode(), "the district that was chosen stays chosen"
    assert "U školy 5 · Západ" in text_of(found)
    assert "U školy v lese · v žádné lokalitě" in text_of(found)
    assert "Taková adresa na mapě není" in text_of(post(dispatcher, tip_id, do="find", where="jinde"))
    outside = post(dispatcher, tip_id, do=at(FAR))
    assert outside.status == 409
    assert "neleží v žádné lokalitě" in text_of(outside)
    placed = post(dispatcher, tip_id, do=at(SCHOOL))
    assert placed.status == 303
    tip = tip_of(station, tip_id)
    assert (tip.district_id, tip.holder_id) == (WEST, officer.officer_id)
    officer.pull()
    assert tip_id in officer.docs("tip")
    (note,) = [parse(row.doc, TipNote) for row in station.all(sa.select(schema.note.c.doc))]
    assert note.text == "Místo: U školy 5"
    assert note.place is not None
    told = text_of(dispatcher.get(placed.headers["location"]))
    assert "je teď v lokalitě Západ; má ho Novak" in told
    assert "Vzít zpět" in told


def test_that_it_is_taken_back_until_its_officer_takes_it_on(
    station: Station, officer: Device, dispatcher: Browser
) -> None:
    tip_id = filed(station)
    placed = post(dispatcher, tip_id, do="give", district=WEST)
    back = dispatcher.form(placed.headers["location"])
    officer.pull()
    assert dispatcher.post(f"/desk/unplaced/{tip_id}", back | {"do": "back"}).status == 303
    assert (tip_of(station, tip_id).district_id, tip_of(station, tip_id).holder_id) == ("", None)
    officer.pull()
    assert tip_id not in officer.docs("tip")
    again = post(dispatcher, tip_id, do="give", district=WEST)
    back = dispatcher.form(again.headers["location"])
    officer.do(tip_id, TipAccept(Status.NEW))
    refused = dispatcher.post(f"/desk/unplaced/{tip_id}", back | {"do": "back"})
    assert refused.status == 409
    assert tip_of(station, tip_id).district_id == WEST
    assert "Vzít zpět" not in text_of(dispatcher.get(again.headers["location"]))


def test_that_two_who_place_the_same_tip_do_not_overwrite_one_another(station: Station, dispatcher: Browser) -> None:
    tip_id = filed(station)
    seen = dispatcher.form(f"/desk/unplaced/{tip_id}")
    assert post(at_desk(station, "v", Role.SUPERVISOR), tip_id, do="give", district=WEST).status == 303
    late = dispatcher.post(f"/desk/unplaced/{tip_id}", seen | {"do": "give", "district": "d2"})
    assert late.status == 409
    assert "Někdo podnět mezitím změnil" in text_of(late)
    assert tip_of(station, tip_id).district_id == WEST
    for odd in ({"do": "at:x|y"}, {"do": "at:"}):
        assert post(dispatcher, tip_id, **odd).status == 404
    assert post(dispatcher, tip_id, do="give", district="nikde", version="x").status == 409
    assert dispatcher.get(f"/desk/unplaced/{new_id()}").status == 404
