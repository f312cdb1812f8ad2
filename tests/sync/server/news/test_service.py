"""Who gets news by mail: what is taken down of a topic, when it is asked for, when it is over."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.basemap.search import House, Street
from app.districts.domain import Basemap
from sync.server.basemap import repository as basemaps
from sync.server.ground.moments import instant
from sync.server.intake.domain import SentNews
from sync.server.intake.seal import hash_of
from sync.server.jobs.domain import Nothing
from sync.server.mail.relay import MailKey
from sync.server.news import repository, service
from sync.server.news.domain import CONFIRM, DIGEST, MOST_TOPICS, Topic
from sync.server.published.service import cells_of_street
from tests.sync.server import schema
from tests.sync.server.station import IN_EAST, IN_WEST, START, WEST, Station

STREETS = (
    Street("Palackého", IN_WEST.lon, IN_WEST.lat, (House("1", IN_EAST.lon, IN_EAST.lat),)),
    Street("Nová", IN_WEST.lon, IN_WEST.lat),
)


@pytest.fixture
def database_kind() -> str:
    """What is asked of the database is the same on both."""
    return "sqlite"


def subscribe(station: Station, email: str = "a@example.cz", district: str = WEST, street: str = "") -> None:
    with station.server.database.write() as connection:
        service.subscribe(connection, station.server, SentNews(email, district, street), "cs")


def topics(station: Station) -> list[tuple[str, str]]:
    found = station.all(sa.select(schema.news_topic).order_by(schema.news_topic.c.asked_at))
    return [(row.district_id, row.street) for row in found]


def jobs(station: Station, kind: str) -> list[str]:
    found = station.all(sa.select(schema.job).where(schema.job.c.kind == kind).order_by(schema.job.c.due))
    return [row.due for row in found]


def test_that_nothing_is_taken_down_that_is_no_address_no_district_or_no_street(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(station.server.addresses, "streets", lambda _sha: STREETS)
    subscribe(station, street="Palackého")
    assert topics(station) == [], "no map, no street"
    with station.server.database.write() as connection:
        basemaps.replace(connection, Basemap("city", "0" * 64, 1, station.server.now()))
    for wrong in (("a@b", WEST, ""), ("a@example.cz\nBcc: b@example.cz", WEST, ""), ("a@example.cz", "d9", ""),
                  ("a@example.cz", WEST, "Koupit levně na https://zlo.example")):  # fmt: skip
        subscribe(station, *wrong)
    assert topics(station) == []
    subscribe(station, street="Palackého")
    assert topics(station) == [(WEST, "Palackého")]
    with station.server.database.read() as connection:
        both = (
            cells_of_street(connection, station.server, "Palackého"),
            cells_of_street(connection, station.server, "Nová"),
        )
    assert [len(cells) for cells in both] == [1, 1]
    assert both[0].isdisjoint(both[1]), "where its houses are; where its name stands if it has none"


def test_that_topics_of_one_address_are_asked_a_day_apart_and_there_are_not_many(station: Station) -> None:
    for email in ("Anna@example.cz", "anna@EXAMPLE.cz", "eva@example.cz"):
        subscribe(station, email)
    subscribe(station, "anna@example.cz", "d2")
    day = timedelta(days=1)
    assert jobs(station, CONFIRM) == [instant(START), instant(START), instant(START + day)], "capitals are no other"
    with station.server.database.write() as connection:
        known = repository.reader_of(connection, MailKey(station.settings.files).address("eva@example.cz"))
        assert known is not None
        for number in range(MOST_TOPICS - 1):
            one = Topic(f"t{number}", known.id, f"x{number}", "", station.server.now(), "")
            repository.add_topic(connection, one, hash_of(str(number)))
    before = len(topics(station))
    subscribe(station, "eva@example.cz", "d2")
    assert len(topics(station)) == before


def test_that_a_topic_can_be_confirmed_for_three_days_and_no_longer() -> None:
    asked = Topic("t", "r", WEST, "", instant(START), "")
    assert not service.is_over(asked, START + timedelta(days=3, seconds=-1))
    assert service.is_over(asked, START + timedelta(days=3))
    assert not service.is_over(Topic("t", "r", WEST, "", instant(START), instant(START)), START + timedelta(days=99))


@pytest.mark.parametrize(
    ("hours", "planned"),
    [(0, 0), (24 * 7 + 9, 0), (24 * 8 + 0.5, 1), (24 * 8 - 2, 0), (24 * 8 + 10, 0), (24 * 13 + 2, 1)],
)
def test_that_an_edition_is_planned_once_by_day_from_tuesday_on_for_who_confirmed(
    station: Station, hours: float, planned: int
) -> None:
    subscribe(station)
    with station.server.database.write() as connection:
        service.confirm(connection, station.server, str(station.scalar(sa.select(schema.news_topic.c.confirm))))
    subscribe(station, "eva@example.cz")
    station.clock.forward(hours=hours)
    with station.server.database.write() as connection:
        service.plan(connection, station.server, Nothing())
        service.plan(connection, station.server, Nothing())
    assert len(jobs(station, DIGEST)) == planned


def test_that_an_edition_is_that_of_its_week() -> None:
    days = [date(2026, 3, day) for day in (1, 2, 8, 9)]
    assert [service.edition_of(day) for day in days] == ["2026-02-23", "2026-03-02", "2026-03-02", "2026-03-09"]
