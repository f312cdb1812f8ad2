"""A remark waits for a person, is read by the officers of its district alone once released, and goes in its time."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.values import Place
from sync.server.accounts.callers import Caller
from sync.server.jobs.domain import Nothing
from sync.server.kinds import KINDS
from sync.server.remarks import repository, service
from sync.server.remarks.domain import Remark, State, Trouble
from tests.sync.server import schema
from tests.sync.server.ratings.given import coming, hand_over
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, WEST, Station

WORDS = "Za školou se večer pije."


@pytest.fixture
def moderator(station: Station) -> Caller:
    return Caller(station.person("kralova", Role.MODERATOR), "", Role.MODERATOR, None)


def said(station: Station, text: str = WORDS, place: Place = IN_WEST) -> str:
    """A rating with a remark; its id."""
    (one,) = hand_over(station, coming(place=place, remark=text))
    return one.id  # type: ignore[union-attr]


def reading(station: Station, login: str, *held: str) -> list[str]:
    officer = station.person(login, Role.OFFICER, *held)
    found = service.released(station.server, Caller(officer, "", Role.OFFICER, None), 10)
    return [one.text for one in found]


def waiting(station: Station) -> list[Remark]:
    with station.server.database.read() as connection:
        return repository.waiting(connection, 10)


def test_that_a_rating_without_words_waits_for_nobody(station: Station) -> None:
    hand_over(station, coming())
    one = said(station)
    assert [(found.id, found.text) for found in waiting(station)] == [(one, WORDS)]
    with station.server.database.read() as connection:
        assert repository.amount(connection) == (1, station.server.now())


def test_that_only_officers_of_the_district_read_what_was_released(station: Station, moderator: Caller) -> None:
    west = said(station)
    said(station, "To čeká.")
    assert reading(station, "prvni", WEST) == []
    assert service.decide(station.server, moderator, west, State.RELEASED, "") is None
    assert reading(station, "druhy", WEST) == [WORDS]
    assert reading(station, "treti", EAST) == []
    east = said(station, "Na východě.", IN_EAST)
    assert service.decide(station.server, moderator, east, State.WITHHELD, "") is None
    assert reading(station, "ctvrty", WEST, EAST) == [WORDS]


def test_that_a_decision_is_taken_back_and_two_do_not_decide_at_once(station: Station, moderator: Caller) -> None:
    one = said(station)
    assert service.decide(station.server, moderator, one, State.RELEASED, "") is None
    at = station.server.now()
    assert service.decide(station.server, moderator, one, State.WITHHELD, "") is Trouble.MEANWHILE
    assert service.decide(station.server, moderator, one, State.RELEASED, at) is Trouble.ALREADY
    assert service.decide(station.server, moderator, one, State.WAITING, at) is None
    assert reading(station, "prvni", WEST) == []
    assert [found.id for found in waiting(station)] == [one]
    assert service.decide(station.server, moderator, "nothing", State.RELEASED, "") is Trouble.GONE


def test_that_its_words_go_as_long_after_it_was_given_however_late_it_came(station: Station) -> None:
    hand_over(station, coming(remark=WORDS, at=station.clock() - timedelta(days=364)))
    assert [one.text for one in waiting(station)] == [WORDS]
    service.forget(station.server)
    assert [one.text for one in waiting(station)] == [WORDS]
    station.clock.forward(days=1, seconds=1)
    service.forget(station.server)
    assert station.all(sa.select(schema.rating.c.remark)) == [("",)]


def test_that_its_words_go_in_their_time_and_the_rating_stays(station: Station, moderator: Caller) -> None:
    one = said(station)
    service.decide(station.server, moderator, one, State.RELEASED, "")
    (kind,) = [kind for kind in KINDS if kind.name == "forget_remarks"]
    assert kind.before is not None
    for days in (364, 1, 1):
        station.clock.forward(days=days)
        kind.before(station.server, Nothing())
    young = said(station, "Mladá.")
    station.clock.forward(days=1)
    kind.before(station.server, Nothing())
    assert station.all(sa.select(schema.rating.c.id, schema.rating.c.remark)) == [(one, ""), (young, "Mladá.")]
    assert station.all(sa.select(schema.rating_remark.c.rating_id)) == [(young,)]
    asked = " ".join(map(str, station.all(sa.select(schema.audit))))
    assert "remark.decide" in asked
    assert WORDS not in asked
