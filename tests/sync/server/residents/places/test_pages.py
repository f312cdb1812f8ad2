"""A place is chosen on a map whose parts are links or buttons, without any script, and nothing typed is lost on it."""

import re
from html import unescape

import pytest
import sqlalchemy as sa

from app.basemap.search import House, Street
from app.districts.domain import Basemap
from app.safety.grid import cells_of, name_of
from sync.server.published import service
from tests.sync.server import schema
from tests.sync.server.residents.rating.raters import FOUR_TAPS, open_form, ratings
from tests.sync.server.residents.visitor import WRITTEN, Visitor, work
from tests.sync.server.station import IN_EAST, IN_WEST, WEST, Station

HERE = name_of(int(cells_of([IN_WEST.lat], [IN_WEST.lon], 9)[0]))
STREETS = (
    Street("Palackého", 13.05, 50.05, (House("12", IN_WEST.lon, IN_WEST.lat), House("2", IN_WEST.lon, IN_WEST.lat))),
    Street("Jinde", 13.15, 50.05, (House("1", IN_EAST.lon, IN_EAST.lat),)),
)
FULL = WRITTEN | {"where": "za školou", "text": "Tma & <b>ticho</b>", "name": "Jana", "email": "jana@example.cz"}


@pytest.fixture
def database_kind() -> str:
    """The pages read one table alone."""
    return "sqlite"


@pytest.fixture
def mapped(station: Station, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """A visitor of a town that has its public documents and a basemap."""
    for module in ("residents.places.pages", "published.service"):
        monkeypatch.setattr(f"sync.server.{module}.offered", lambda _: Basemap("city", "0" * 64, 1, ""))
    for server in (station.server, visitor.app.state.server):
        monkeypatch.setattr(server.addresses, "streets", lambda _sha: STREETS)
        monkeypatch.setattr(server.addresses, "search", lambda _sha, _text: ())
    station.server.database.durably(lambda connection: service.make(connection, station.server))
    return visitor


def links(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', page)]


def buttons(page: str) -> dict[str, str]:
    """What each button of the form says, by its words."""
    found = re.findall(r'<button[^>]* name="do" value="([^"]*)"[^>]*>([^<]*)</button>', page)
    return {unescape(words): unescape(value) for value, words in found}


def test_that_three_links_lead_from_the_town_to_a_place_and_the_rating_lies_there(
    station: Station, mapped: Visitor
) -> None:
    town = mapped.get("/hodnotit/mapa").body.decode()
    part = next(one for one in links(town) if f"district={WEST}" in one)
    hexagons = mapped.get(part).body.decode()
    near = next(one for one in links(hexagons) if f"hexagon={HERE}" in one)
    assert ">Palackého</a>" in hexagons
    pieces = mapped.get(near).body.decode()
    assert re.search(r">Palackého \d+, \d+ m \w+</a>", pieces)
    assert "Jinde" not in pieces
    house = re.search(r'<a href="([^"]+)">Palackého 12</a>', pieces)
    assert house is not None
    mapped.get(unescape(house[1]))
    station.clock.forward(seconds=8)
    assert mapped.post("/hodnotit/odeslat", FOUR_TAPS).status == 303, "three answers and the button"
    work(station)
    (row,) = ratings(station)
    assert (round(row.lat, 3), round(row.lon, 3)) == (IN_WEST.lat, IN_WEST.lon)


def test_that_the_form_of_a_tip_goes_through_the_map_with_all_that_was_typed(station: Station, mapped: Visitor) -> None:
    mapped.get("/podnet/popis?category=light")
    page = mapped.post("/podnet/popis", FULL | {"do": "map-"}).body.decode()
    for wanted in (f"map-d:{WEST}", f"map-h:{HERE}", ""):
        assert all(mapped.hidden[name] == FULL[name] for name in ("where", "text", "name", "email"))
        known = buttons(page)
        assert not wanted or wanted in known.values()
        page = mapped.post("/podnet/popis", {"do": wanted or known["Palackého 12"]}).body.decode()
    assert "Vybráno na mapě: Palackého 12" in page
    assert "Tma &amp; &lt;b&gt;ticho&lt;/b&gt;" in page
    spot = unescape(re.findall(r'type="checkbox" name="spot" value="([^"]*)" checked', page)[0])
    station.clock.forward(seconds=30)
    preview = mapped.post("/podnet/popis", FULL | {"do": "preview", "spot": spot}).body.decode()
    assert "přesně na mapě" in preview
    assert mapped.post("/podnet/odeslat", {}).status == 303
    work(station)
    (tip,) = station.all(sa.select(schema.tip))
    assert (round(tip.lat, 3), round(tip.lon, 3), tip.district_id) == (IN_WEST.lat, IN_WEST.lon, WEST)
    assert "Místo: za školou" in tip.doc, "the sender's own words are not lost for a point"
    assert '"address":"Palackého 12"' in tip.doc


def test_that_the_way_back_from_the_map_keeps_the_place_as_it_was(mapped: Visitor) -> None:
    mapped.get("/podnet/popis?category=light")
    page = mapped.post("/podnet/popis", FULL | {"do": f"map-h:{HERE}"}).body.decode()
    back = mapped.post("/podnet/popis", {"do": buttons(page)["Zpět k formuláři, místo nechat"]}).body.decode()
    assert 'value="za školou"' in back
    assert "Vybráno na mapě" not in back
    for odd in ("pick-", "pick-nikde|", "map-h:zzz", "map-d:nic", "pick-" + "9" * 500):
        assert "ticho" in mapped.post("/podnet/popis", FULL | {"do": odd}).body.decode(), odd


def test_that_a_rating_moves_to_another_place_with_its_answers(station: Station, mapped: Visitor) -> None:
    open_form(mapped, IN_EAST)
    chosen = FOUR_TAPS | {"tag_lighting": "1", "remark": "U <dveří>"}
    page = mapped.post("/hodnotit/odeslat", chosen | {"do": f"map-h:{HERE}"}).body.decode()
    moved = mapped.post("/hodnotit/odeslat", {"do": buttons(page)["Palackého 12"]})
    text = moved.body.decode()
    assert "<b>Palackého 12</b>" in text
    assert "U &lt;dveří&gt;" in text
    for name in ("night", "rather_unsafe", "daily"):
        assert f'value="{name}" checked' in text
    assert 'name="tag_lighting" value="1" checked' in text
    assert ratings(station) == []


def test_that_every_part_of_the_picture_stands_below_it_as_words_and_is_met_once_by_keyboard(mapped: Visitor) -> None:
    for page in ("/hodnotit/mapa", f"/hodnotit/mapa?district={WEST}", f"/hodnotit/mapa?hexagon={HERE}"):
        text = mapped.get(page).body.decode()
        drawn = re.findall(r'<a href="([^"]+)" tabindex="-1">', text)
        assert drawn
        assert 'class="map pick"' in text.partition('aria-hidden="true"')[0], "who hears it is read the list alone"
        assert all(text.count(f'href="{one}"') == 2 for one in drawn)
    mapped.get("/podnet/popis?category=light")
    text = mapped.post("/podnet/popis", FULL | {"do": f"map-h:{HERE}"}).body.decode()
    drawn = re.findall(r'<a href="#(\w+)" tabindex="-1">', text)
    assert len(drawn) == 49
    assert all(text.count(f'<button class="quiet" id="{one}" name="do" value="pick-') == 1 for one in drawn)


def test_that_a_place_outside_all_districts_is_told_and_sent_all_the_same(station: Station, mapped: Visitor) -> None:
    text = mapped.write(where="48.0000, 15.0000").body.decode()
    assert "neleží v žádné lokalitě" in text
    assert mapped.post("/podnet/odeslat", {}).status == 303
    work(station)
    assert [row.district_id for row in station.all(sa.select(schema.tip))] == [""]
    assert "neleží" not in mapped.write(where=f"{IN_WEST.lat}00, {IN_WEST.lon}00").body.decode()


def test_that_a_town_without_documents_says_so(visitor: Visitor) -> None:
    assert "není z čeho" in visitor.get("/hodnotit/mapa").body.decode()
    assert visitor.get("/hodnotit/mapa?hexagon=zzz&district=d1").status == 200
