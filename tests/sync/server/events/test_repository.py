"""Which events a district's pages and news tell, and in which order."""

from datetime import timedelta

from app.identifiers import new_id
from sync.server.events import repository
from sync.server.events.domain import Event, EventKind, said
from sync.server.ground.moments import instant
from tests.sync.server.station import EAST, WEST, Station


def test_that_a_district_hears_of_its_own_events_and_the_citys_until_they_are_over(station: Station) -> None:
    now = station.clock()

    def event(title: str, hours: int, district_id: str = WEST, *, cancelled: bool = False) -> Event:
        begins, announced = now + timedelta(hours=hours), instant(now - timedelta(days=2, hours=hours))
        return Event(
            new_id(), EventKind.PREVENTION, title, "škola", instant(begins), instant(begins + timedelta(hours=2)),
            announced, announced, district_id, cancelled=cancelled,
        )  # fmt: skip

    over, runs, later = event("over", -3), event("runs", -1), event("later", 5, cancelled=True)
    city, east = event("city", 3, repository.CITY), event("east", 4, EAST)
    with station.server.database.write() as connection:
        for one in (later, over, runs, city, east):
            repository.put(connection, one)
        repository.put(connection, later)
        coming = repository.coming(connection, WEST, instant(now), 10)
        assert coming == [runs, city, later], "who wanted to come hears that it is cancelled"
        assert repository.coming(connection, WEST, instant(now), 1) == [runs]
        since = instant(now - timedelta(days=2, hours=4))
        assert repository.announced(connection, EAST, since, 10) == [city]
        assert repository.announced(connection, WEST, since, 10) == [over, runs, city]
        assert repository.every(connection, instant(now)) == [runs, city, east, later]
        assert repository.drop(connection, runs.id)
        assert not repository.drop(connection, runs.id)
        assert repository.find(connection, runs.id) is None
        assert repository.find(connection, east.id) == east


def test_that_each_reads_an_event_in_their_language_as_far_as_it_was_written() -> None:
    moment = "2026-03-01T10:00:00.000Z"
    event = Event(
        new_id(),
        EventKind.PREVENTION,
        "Zámky",
        "škola",
        moment,
        moment,
        moment,
        moment,
        text="Poradíme.",
        title_en="Locks",
    )
    english, czech = said(event, "en"), said(event, "cs")
    assert (english.title, english.title_language, english.text, english.text_language) == (
        "Locks",
        "en",
        "Poradíme.",
        "cs",
    )
    assert (czech.title, czech.title_language) == ("Zámky", "cs")
