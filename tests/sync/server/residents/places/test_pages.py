"""A place is chosen on a map whose parts are links, without any script."""

import re
from html import unescape

import pytest

from app.basemap.search import House, Street
from app.districts.domain import Basemap
from app.safety.grid import cells_of, name_of
from sync.server.published import service
from tests.sync.server.residents.rating.raters import FOUR_TAPS, ratings
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import IN_EAST, IN_WEST, WEST, Station

HERE = name_of(int(cells_of([IN_WEST.lat], [IN_WEST.lon], 9)[0]))
STREETS = (
    Street("Palackého", 13.05, 50.05, (House("12", IN_WEST.lon, IN_WEST.lat), House("2", IN_WEST.lon, IN_WEST.lat))),
    Street("Jinde", 13.15, 50.05, (House("1", IN_EAST.lon, IN_EAST.lat),)),
)


@pytest.fixture
def database_kind() -> str:
    """The pages read one table alone."""
    return "sqlite"


@pytest.fixture
def mapped(station: Station, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """A visitor of a town that has its public documents and a basemap."""
    monkeypatch.setattr("sync.server.residents.places.pages.offered", lambda _: Basemap("city", "0" * 64, 1, ""))
    monkeypatch.setattr("sync.server.published.service.offered", lambda _: Basemap("city", "0" * 64, 1, ""))
    for server in (station.server, visitor.app.state.server):
        monkeypatch.setattr(server.addresses, "streets", lambda _sha: STREETS)
    station.server.database.durably(lambda connection: service.make(connection, station.server))
    return visitor


def links(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', page)]


def test_that_three_links_lead_from_the_town_to_a_house_and_the_rating_lies_there(
    station: Station, mapped: Visitor
) -> None:
    town = mapped.get("/hodnotit/mapa").body.decode()
    part = next(one for one in links(town) if f"district={WEST}" in one)
    hexagons = mapped.get(f"/hodnotit/mapa{part}").body.decode()
    near = next(one for one in links(hexagons) if f"hexagon={HERE}" in one)
    assert "Okolí: Palackého" in hexagons
    houses = mapped.get(f"/hodnotit/mapa{near}").body.decode()
    assert re.findall(r">(Palackého \d+)</a>", houses) == ["Palackého 2", "Palackého 12"]
    assert "Jinde" not in houses
    assert houses.count("<circle class") == 2
    mapped.get(next(one for one in links(houses) if "spot=" in one and "12" in one))
    station.clock.forward(seconds=8)
    assert mapped.post("/hodnotit/odeslat", FOUR_TAPS).status == 303
    work(station)
    (row,) = ratings(station)
    assert (round(row.lat, 5), round(row.lon, 5)) == (IN_WEST.lat, IN_WEST.lon)


def test_that_a_hexagon_without_houses_has_its_middle(mapped: Visitor) -> None:
    town = mapped.get(f"/hodnotit/mapa?district={WEST}").body.decode()
    cells = [one.partition("=")[2] for one in links(town) if "hexagon=" in one]
    bare = mapped.get(f"/hodnotit/mapa?hexagon={next(one for one in cells if one != HERE)}").body.decode()
    middle = next(one for one in links(bare) if "spot=" in one)
    assert mapped.get(middle).status == 200
    assert "Střed šestiúhelníku" in bare


def test_that_every_link_of_the_picture_stands_below_it_as_words_and_is_met_once_by_keyboard(mapped: Visitor) -> None:
    for page in ("/hodnotit/mapa", f"/hodnotit/mapa?hexagon={HERE}"):
        text = mapped.get(page).body.decode()
        drawn = re.findall(r'<a href="([^"]+)" tabindex="-1" aria-hidden="true">', text)
        assert drawn
        assert all(text.count(f'href="{one}"') == 2 for one in drawn)


def test_that_a_town_without_documents_says_so(visitor: Visitor) -> None:
    assert "není z čeho" in visitor.get("/hodnotit/mapa").body.decode()
    assert visitor.get("/hodnotit/mapa?hexagon=zzz&district=d1").status == 200
