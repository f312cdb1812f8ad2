"""A dispatcher enters a call: it is filed once, nothing typed is lost, and nobody is shown what is not theirs."""

import re
from html import unescape

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.basemap.search import Found
from app.districts.domain import Basemap
from app.tips.domain import Channel, Contact, Tip
from app.tips.operations import TipFile
from app.values import Place
from sync.server.basemap import repository as basemaps
from sync.server.ground.documents import parse
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, WEST, HttpAnswer, Station

SCHOOL = Found("U školy 5", "address", IN_WEST.lon, IN_WEST.lat)
SAID = {
    "category": "1",
    "where": "u školy 5",
    "text": "Nesvítí lampa <b>tam</b> & tma.",
    "name": "Jana",
    "phone": "602 123 456",
}


@pytest.fixture
def station(station: Station, monkeypatch: pytest.MonkeyPatch) -> Station:
    """With an address on the map, and an officer in each district."""
    with station.server.database.write() as connection:
        basemaps.replace(connection, Basemap("city", "0" * 64, 1, station.server.now()))
    monkeypatch.setattr(station.server.addresses, "search", lambda _sha, text: (SCHOOL,) if "kol" in text else ())
    station.person("novak", Role.OFFICER, WEST)
    station.person("cerna", Role.OFFICER, EAST)
    return station


@pytest.fixture
def dispatcher(station: Station) -> Browser:
    return at_desk(station, "pevuska", Role.DISPATCHER)


def tips(station: Station) -> list[Tip]:
    return [parse(row.doc, Tip) for row in station.all(sa.select(schema.tip).order_by(schema.tip.c.number))]


def send(browser: Browser, fields: dict[str, str], do: str = "file") -> HttpAnswer:
    return browser.post("/desk/call", browser.form("/desk/call") | fields | {"do": do})


def test_that_a_call_is_filed_at_once_where_the_address_is_sure(station: Station, dispatcher: Browser) -> None:
    answer = send(dispatcher, SAID)
    assert answer.status == 303
    (tip,) = tips(station)
    assert (tip.channel, tip.category, tip.district_id) == (Channel.PHONE, "light", WEST)
    assert tip.place == Place(IN_WEST.lat, IN_WEST.lon, "U školy 5")
    assert tip.text == SAID["text"]
    contact = parse(station.scalar(sa.select(schema.contact.c.doc)), Contact)
    assert (contact.name, contact.phone) == ("Jana", "602 123 456")
    page = text_of(dispatcher.get(answer.headers["location"]))
    assert tip.number in page
    assert "Západ" in page
    assert "Novak" in page
    assert "Strážník volajícímu zavolá" in page
    told = [(row.action, row.target) for row in station.all(sa.select(schema.audit).order_by(schema.audit.c.id))]
    assert told[-2:] == [("tip.file", tip.id), ("tip.read", tip.id)]


def test_that_a_call_goes_to_the_device_of_the_officer(station: Station, dispatcher: Browser) -> None:
    send(dispatcher, SAID)
    row = station.all(sa.select(schema.feed.c.scope).where(schema.feed.c.kind == "tip"))
    assert {one.scope for one in row} == {WEST}


def test_that_a_double_click_files_once_and_something_else_is_asked_about(
    station: Station, dispatcher: Browser
) -> None:
    fields = dispatcher.form("/desk/call") | SAID | {"do": "file"}
    first, second = dispatcher.post("/desk/call", fields), dispatcher.post("/desk/call", fields)
    assert first.headers["location"] == second.headers["location"]
    (tip,) = tips(station)
    for changed in ({"text": "Něco docela jiného."}, {"phone": "777 888 999"}):
        other = dispatcher.post("/desk/call", fields | changed)
        assert other.status == 409
        assert f"zapsali podnět {tip.number}" in text_of(other)
    assert len(tips(station)) == 1
    seen = dispatcher.fields(other)
    assert "Není to některý z nich?" in text_of(other), "the first one lies there now"
    assert dispatcher.post("/desk/call", fields | changed | seen | {"do": "file"}).status == 303
    assert len(tips(station)) == 2


def test_that_an_address_that_is_not_sure_is_asked_and_words_alone_are_taken(
    station: Station, dispatcher: Browser
) -> None:
    unsure = send(dispatcher, SAID | {"where": "někde u školy"})
    assert unsure.status == 422
    assert "Vyberte, které místo to je" in text_of(unsure)
    kept = dispatcher.fields(unsure) | SAID | {"where": "někde u školy", "do": "file"}
    assert dispatcher.post("/desk/call", kept | {"spot": "words"}).status == 303
    (tip,) = tips(station)
    assert (tip.place, tip.district_id) == (None, "")
    assert tip.text.endswith("Místo: někde u školy")
    nowhere = send(dispatcher, SAID | {"where": "v lese"}, "find")
    assert "Taková adresa na mapě není" in text_of(nowhere)


def test_that_whatever_is_refused_nothing_typed_is_lost(station: Station, dispatcher: Browser) -> None:
    odd = 'U "školy" <5> & dál'
    fields = SAID | {"name": odd, "text": "První\r\ndruhý <i>"}
    answers = [
        send(dispatcher, fields | {"category": ""}), send(dispatcher, fields | {"phone": "zítra"}),
        send(dispatcher, fields, "find"), send(dispatcher, fields | {"where": "školy"}),
    ]  # fmt: skip
    fine = dispatcher.form("/desk/call")
    dispatcher.token = "0" * 64
    answers.append(dispatcher.post("/desk/call", fine | fields | {"do": "file"}))
    assert [one.status for one in answers] == [422, 422, 200, 422, 403]
    for answer in answers:
        page = unescape(answer.body.decode())
        assert f'value="{odd}"' in page
        assert "První\ndruhý <i></textarea>" in page
    assert tips(station) == []
    assert dispatcher.post("/desk/call", dispatcher.fields(answers[-1]) | fields | {"do": "file"}).status == 303


def test_that_what_was_typed_outlives_the_session(station: Station, dispatcher: Browser) -> None:
    fields = dispatcher.form("/desk/call") | SAID | {"do": "file"}
    station.clock.forward(minutes=31)
    late = dispatcher.post("/desk/call", fields)
    assert late.status == 403
    assert "Už nejste přihlášeni" in text_of(late)
    assert SAID["text"] in unescape(late.body.decode())
    assert "Co čeká" not in text_of(late), "no way to other pages"
    assert tips(station) == []
    assert dispatcher.sign_in("pevuska").status == 303
    dispatcher.token = "0" * 64
    stale = dispatcher.post("/desk/call", fields)
    assert stale.status == 403
    assert dispatcher.post("/desk/call", dispatcher.fields(stale) | SAID | {"do": "file"}).status == 303
    assert len(tips(station)) == 1


def test_that_nothing_is_shown_that_another_site_wrote_into_the_form(station: Station, dispatcher: Browser) -> None:
    dispatcher.cookies.clear()
    for site in ("cross-site", "same-site"):
        answer = dispatcher.post("/desk/call", SAID | {"do": "file"}, sec_fetch_site=site)
        assert (answer.status, answer.headers["location"]) == (303, "/desk/sign-in")
    assert tips(station) == []


def test_that_a_full_disk_loses_nothing_typed(
    station: Station, dispatcher: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sa.exc.OperationalError("INSERT", {}, Exception("database or disk is full"))

    fields = dispatcher.form("/desk/call") | SAID
    for writes in ("sync.server.audit.service.record", "sync.server.accounts.page_sessions.repository.see_session"):
        station.clock.forward(minutes=2)
        with monkeypatch.context() as patched:
            patched.setattr("sync.server.desk.calls.service.publish", full)
            patched.setattr(writes, full)
            answer = dispatcher.post("/desk/call", fields | {"do": "file"})
        assert answer.status == 503
        assert "Teď se to nepodařilo zapsat" in text_of(answer)
        assert SAID["text"] in unescape(answer.body.decode())
        assert tips(station) == []
    assert dispatcher.post("/desk/call", dispatcher.fields(answer) | SAID | {"do": "file"}).status == 303


def test_that_open_tips_near_are_shown_first_and_a_call_can_belong_to_one(
    station: Station, dispatcher: Browser
) -> None:
    send(dispatcher, SAID)
    (tip,) = tips(station)
    shown = send(dispatcher, SAID | {"name": "", "phone": ""})
    assert shown.status == 200
    assert tip.number in text_of(shown)
    button = re.search(r'value="(join-[^"]+)"', shown.body.decode())
    assert button is not None
    fields = dispatcher.fields(shown) | SAID | {"do": button[1]}
    with_contact = dispatcher.post("/desk/call", fields)
    assert with_contact.status == 409
    assert "neumí uchovat, kdo volal" in text_of(with_contact)
    for _ in range(2):
        joined = dispatcher.post("/desk/call", fields | {"name": "", "phone": ""})
        assert joined.headers["location"] == f"/desk/call/{tip.id}?joined=1"
    assert "Poznámka je u podnětu" in text_of(dispatcher.get(joined.headers["location"]))
    (note,) = station.all(sa.select(schema.note.c.doc))
    assert "Nesvítí lampa" in note.doc
    assert len(tips(station)) == 1


def test_that_nobody_is_shown_or_joins_a_tip_of_another_district(station: Station) -> None:
    supervisor = station.supervisor()
    tip_id = "00000000-0000-7000-8000-00000000000a"
    supervisor.do(tip_id, TipFile("Cizí", "light", place=IN_EAST))
    officer = at_desk(station, "dudek", Role.OFFICER, WEST)
    near = send(officer, SAID | {"where": f"{IN_EAST.lat:.5f}, {IN_EAST.lon:.5f}"}, "find")
    assert "Cizí" not in text_of(near)
    answer = send(officer, SAID | {"name": "", "phone": ""}, f"join-{tip_id}")
    assert answer.status == 409
    assert station.all(sa.select(schema.note)) == []
    assert officer.get(f"/desk/call/{tip_id}").status == 404
    analyst = at_desk(station, "sova", Role.ANALYST)
    assert analyst.get("/desk/call").status == 403
