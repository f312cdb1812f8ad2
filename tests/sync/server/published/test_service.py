"""The public documents, made of a real server's rows."""

import pytest
import sqlalchemy as sa

from app.basemap.search import House, Street
from app.districts.domain import Basemap
from app.identifiers import new_id
from app.patrols.operations import PatrolNoteAdd
from app.safety.grid import cells_of, name_of
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipClose, TipFile, TipReopen
from app.values import Place
from sync.server.basemap import repository as basemaps
from sync.server.ground.documents import parse
from sync.server.published import repository, service
from sync.server.published.domain import (
    DISTRICT,
    RELEASE,
    TOWN,
    WORK,
    ClosedIn,
    DistrictWork,
    HexWork,
    OpenTips,
    Town,
)
from sync.server.published.service import Published
from sync.server.published.tables import public_document
from sync.server.ratings.tables import rating_release
from tests.sync.server.station import IN_WEST, NOWHERE, WEST, Device, Station

HERE = name_of(int(cells_of([IN_WEST.lat], [IN_WEST.lon], 9)[0]))
EIGHT = Street("Palackého", 13.05, 50.05, tuple(House(str(n), IN_WEST.lon, IN_WEST.lat) for n in range(8)))


def make(station: Station) -> Published:
    return station.server.database.durably(lambda connection: service.make(connection, station.server))


def work(station: Station) -> HexWork | None:
    doc = station.scalar(sa.select(public_document.c.doc).where(public_document.c.name == WORK + HERE))
    return None if doc is None else parse(doc, HexWork)


def solved(officer: Device, place: Place) -> str:
    tip = new_id()
    officer.do(tip, TipFile("Nesvítí lampa u pana Nováka", "light", text="tajné", place=place))
    officer.do(tip, TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.")))
    return tip


def test_that_work_in_a_hexagon_is_told_and_no_word_of_it(station: Station) -> None:
    officer = station.officer("novak", WEST)
    tip = solved(officer, IN_WEST)
    officer.do(new_id(), PatrolNoteAdd(WEST, "u lampy", place=IN_WEST))
    make(station)
    told = work(station)
    assert told is not None
    assert [(one.month, one.category, one.outcome, one.count) for one in told.closed] == [
        ("2026-03", "light", "solved", 1)
    ]
    assert told.weeks == (), "no map says how many live there"
    documents = str(station.all(sa.select(public_document)))
    assert not any(secret in documents for secret in ("Nováka", "tajné", "svítí", "u lampy", officer.officer_id, tip))
    station.supervisor().do(tip, TipReopen("nesvítí"))
    assert make(station).gone == 1
    assert work(station) is None


def test_that_a_visit_is_told_late_where_enough_people_live(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = station.officer("novak", WEST)
    officer.do(new_id(), PatrolNoteAdd(WEST, "klid", place=IN_WEST))
    monkeypatch.setattr(station.server.addresses, "streets", lambda _sha: (EIGHT,))
    basemap = Basemap("city", "0" * 64, 1, station.server.now())
    with station.server.database.write() as connection:
        basemaps.replace(connection, basemap)
    make(station)
    assert work(station) is None
    station.clock.forward(days=14)
    make(station)
    assert work(station) == HexWork(("2026-03-02",))


def test_that_a_district_is_told_its_open_tips_by_category_and_the_month_of_the_oldest(station: Station) -> None:
    officer = station.officer("novak", WEST)
    officer.do(new_id(), TipFile("Nesvítí", "light", text="tajné", place=IN_WEST))
    officer.do(new_id(), TipFile("Nepořádek", "light", text="u domu 7"))
    solved(officer, IN_WEST)
    solved(officer, NOWHERE)
    make(station)
    with station.server.database.read() as connection:
        west, east = (
            parse(repository.document(connection, DISTRICT + one) or "", DistrictWork) for one in ("d1", "d2")
        )
    assert east == DistrictWork()
    assert west.open == (OpenTips("light", 1),)
    assert west.oldest == "2026-03"
    assert west.closed == (ClosedIn(HERE, "2026-03", "light", "solved", 1),)
    assert not any(secret in str(west) for secret in ("tajné", "domu 7", officer.officer_id))


def test_that_what_lies_outside_the_town_is_told_of_no_hexagon(station: Station) -> None:
    officer = station.officer("novak", WEST)
    solved(officer, NOWHERE)
    make(station)
    with station.server.database.read() as connection:
        assert repository.names(connection, WORK) == []


def test_that_only_what_changed_is_written_and_a_release_stays_as_it_was(station: Station) -> None:
    values = {"month": "2026-02", "made_at": station.server.now(), "lines": '{"month":"2026-02"}', "basis": "geheim"}
    with station.server.database.write() as connection:
        connection.execute(sa.insert(rating_release).values(values))
    assert make(station) == Published(6, 6, 0)
    assert make(station) == Published(6, 0, 0)
    with station.server.database.write() as connection:
        connection.execute(sa.delete(rating_release))
    assert make(station) == Published(6, 0, 0)
    with station.server.database.read() as connection:
        assert repository.document(connection, RELEASE + "2026-02") == values["lines"]
        town = parse(repository.document(connection, TOWN) or "", Town)
    assert [one.name for one in town.districts] == ["Západ", "Východ"]
    assert "geheim" not in str(station.all(sa.select(public_document)))
