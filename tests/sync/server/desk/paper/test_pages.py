"""Who enters what comes on paper prints it as well: an officer's card for a place, of what residents see of them."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from app.accounts.domain import Role
from app.basemap.search import House, Street
from app.districts.domain import Basemap
from app.identifiers import new_id
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipClose, TipFile
from sync.server.accounts import duties
from sync.server.accounts.duties import DutyKind
from sync.server.basemap import repository as basemaps
from sync.server.cards import repository as cards
from sync.server.cards.domain import Card, OfficeHour
from sync.server.paper import service as papers
from sync.server.paper.domain import Form, OfficerPaper
from sync.server.paper.typesetting import NotSet
from sync.server.published import service as published
from tests.sync.server.desk.browser import at_desk, text_of
from tests.sync.server.paper import reading
from tests.sync.server.paper.reading import HOSTILE
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, WEST, Station

ADDRESS = "https://okrsek.example.cz"
HOME = Street("Palackého", IN_WEST.lon, IN_WEST.lat, tuple(House(str(n), IN_WEST.lon, IN_WEST.lat) for n in range(8)))
FAR = Street("Nádražní", IN_EAST.lon, IN_EAST.lat, (House("1", IN_EAST.lon, IN_EAST.lat),))
LONG = Street("Dlouhá", IN_WEST.lon, IN_WEST.lat, (*HOME.houses[:1], *FAR.houses))
ODD = Street(HOSTILE[0], IN_WEST.lon, IN_WEST.lat, HOME.houses[:1])


def furnished(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    """An officer with a card in the west, streets, and two tips of which one was solved."""
    station.server.settings = replace(station.server.settings, address=ADDRESS)
    officer = station.officer("novak", WEST)
    with station.server.database.write() as connection:
        cards.put_card(
            connection, officer.officer_id, Card("+420 474 111 156", hours=(OfficeHour(1, 840, 960, "škola"),)),
            shows_name=True,
        )  # fmt: skip
    for place in (IN_WEST, IN_WEST):
        done = new_id()
        officer.do(done, TipFile("Nesvítí lampa u pana Nováka", "light", text="tajné", place=place))
        if place is IN_WEST:
            officer.do(done, TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.")))
    monkeypatch.setattr(station.server.addresses, "streets", lambda _sha: (HOME, FAR, LONG, ODD))
    station.clock.forward(days=14)
    with station.server.database.write() as connection:
        basemaps.replace(connection, Basemap("city", "0" * 64, 1, station.server.now()))
        published.make(connection, station.server)


def path(**fields: str) -> str:
    return f"/desk/paper/officer.pdf?{urlencode({'form': 'card', 'language': 'cs'} | fields)}"


def test_that_a_card_for_an_entrance_is_what_residents_see_and_nothing_that_nobody_released(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnished(station, monkeypatch)
    desk = at_desk(station, "dispecer", Role.DISPATCHER)
    assert "Palackého" in desk.get("/desk/paper").body.decode()
    answer = desk.get(path(street="palackeho", at="č. 12, vchod B"))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    said = reading.text_of(answer.raw)
    for one in ("Novak", "474 111 156", "po 14–16, škola", "Palackého, č. 12, vchod B", "Západ", "Osvětlení (2×)",
                "březen 2026", "okolí: Palackého", "okrsek.example.cz/straznik/d1"):  # fmt: skip
        assert one in said, one
    assert not any(secret in said for secret in ("pana Nováka", "tajné", "svítí", "50.05"))
    english = reading.text_of(desk.get(path(form="poster", district=WEST, language="en")).raw)
    assert "Your contact officer" in english
    assert "March 2026" in english


def test_that_the_code_leads_to_the_page_of_the_district(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    furnished(station, monkeypatch)
    with station.server.database.read() as connection:
        for form in Form:
            made = papers.officer_paper(connection, station.server, papers.Wanted(form, "cs", WEST))
            assert isinstance(made, OfficerPaper)
            assert set(reading.seen("officer", made, 0.4)) == {f"{ADDRESS}/straznik/{WEST}"}


def test_that_a_paper_names_who_holds_the_district_and_not_who_stands_in(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnished(station, monkeypatch)
    cover = station.person("zastup")
    now = station.server.now()
    with station.server.database.write() as connection:
        duties.grant(connection, cover, WEST, DutyKind.COVER, from_at=now)
        cards.put_card(connection, cover, Card("+420 111 111 111"), shows_name=True)
    desk = at_desk(station, "dispecer", Role.DISPATCHER)
    said = reading.text_of(desk.get(path(district=WEST)).raw)
    assert "Novak" in said
    assert "111 111 111" not in said


def test_that_what_can_not_be_printed_is_said_and_all_that_was_typed_stays(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnished(station, monkeypatch)
    desk = at_desk(station, "dispecer", Role.DISPATCHER)
    for fields, field in (
        ({"street": "Neznámá", "at": "vchod B"}, "street"),
        ({"street": "Dlouhá", "at": "vchod B"}, "district"),
        ({"at": "vchod B"}, "district"),
        ({"district": "neni", "at": "vchod B"}, "district"),
        ({"street": "Palackého", "at": "v" * 81}, "at"),
    ):
        refused = desk.get(path(**fields))
        shown = refused.body.decode()
        assert refused.status == 422, fields
        assert f'id="{field}-fault"' in shown, fields
        assert f'value="{fields["at"]}"' in shown, fields
    assert desk.get(path(street="Dlouhá", district=EAST)).status == 409, "nobody holds the east"
    assert desk.get(path(street="Dlouhá", district=WEST)).status == 200
    monkeypatch.setattr("sync.server.desk.paper.made.pages.typeset", _fails)
    late = desk.get(path(district=WEST, at="vchod B"))
    assert (late.status, 'value="vchod B"' in late.body.decode()) == (503, True)
    station.server.settings = replace(station.server.settings, address="")
    assert "nastaví to správce" in text_of(desk.get(path(district=WEST))).lower()


def _fails(*_: object) -> bytes:
    raise NotSet("x")


def test_that_a_hostile_street_is_printed_as_it_is_and_names_no_file(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnished(station, monkeypatch)
    desk = at_desk(station, "dispecer", Role.DISPATCHER)
    answer = desk.get(path(form="poster", street=ODD.name, at='"; rm -rf /'))
    assert answer.status == 200
    assert "".join(ODD.name.split()) in reading.letters_of(answer.raw)
    name = answer.headers["content-disposition"].partition("filename=")[2]
    assert name.strip("abcdefghijklmnopqrstuvwxyz0123456789-.") == ""


def test_that_only_who_works_with_paper_comes_to_this_room(station: Station) -> None:
    for role in (Role.OFFICER, Role.ANALYST):
        browser = at_desk(station, role.value, role)
        assert browser.get("/desk/paper").status == 403, role
        assert browser.get(path(district=WEST)).status == 403, role
        assert "/desk/paper" not in browser.get("/desk").body.decode()
