"""An absence becomes covers that begin and end by themselves; the tips follow; what was so stays known."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.duty.domain import AbsenceKind, Gap, Refusal, Span, Trouble
from sync.server.accounts import duties, people
from sync.server.accounts.duties import DutyKind
from sync.server.duty import repository, service
from sync.server.duty.service import Planned
from sync.server.ground.moments import instant
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from tests.sync.server import schema
from tests.sync.server.residents.visitor import Visitor
from tests.sync.server.station import EAST, WEST, Device, Station

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def later(station: Station, hours: float) -> str:
    return instant(station.clock() + timedelta(hours=hours))


def away(
    station: Station, officer_id: str, start: float, end: float, cover: str = "", *, saved: bool = True
) -> tuple[str, Planned | Refusal]:
    """The absence's id and what followed of it."""
    new = service.new_absence(officer_id, Span(later(station, start), later(station, end)), cover)
    with station.server.database.write() as connection:
        if saved:
            return new.id, service.enter_absence(connection, station.server, new, AbsenceKind.LEAVE, "x")
        return new.id, service.try_absence(connection, station.server, new)


def backups(station: Station, *officer_ids: str, district: str = WEST) -> None:
    with station.server.database.write() as connection:
        service.set_backups(connection, station.server, district, officer_ids)


def first(station: Station, district: str = WEST, at: datetime | None = None) -> str | None:
    with station.server.database.read() as connection:
        return duties.roster(connection, instant(at or station.clock())).on_duty(district)


def work(station: Station) -> None:
    Worker(station.server, KINDS).run_due()


def covers(station: Station) -> list[tuple[str, str, str, str]]:
    duty = schema.duty.c
    query = sa.select(duty.officer_id, duty.district_id, duty.from_at, duty.to_at).where(duty.kind == "cover")
    return [tuple(row) for row in station.all(query.order_by(duty.from_at))]


@pytest.fixture
def team(station: Station) -> tuple[Device, Device, Device]:
    """Who holds the west, and its two standing backups, none of whom serves it on their devices else."""
    holder = station.officer("novak", WEST)
    second, third = station.officer("cerna", EAST), station.officer("dolezal")
    return holder, second, third


def test_that_a_cover_begins_and_ends_by_itself_and_the_tips_follow(
    station: Station, team: tuple[Device, Device, Device]
) -> None:
    holder, _, third = team
    start, end = later(station, 2), later(station, 10)
    _, planned = away(station, holder.officer_id, 2, 10, third.officer_id)
    assert isinstance(planned, Planned)
    assert planned.gaps == ()
    assert covers(station) == [(third.officer_id, WEST, start, end)]
    third.pull()
    assert WEST not in third.scopes
    station.clock.forward(hours=2)
    work(station)
    third.pull()
    assert WEST in third.scopes
    assert first(station) == third.officer_id
    station.clock.forward(hours=8)
    work(station)
    third.pull()
    assert WEST not in third.scopes
    assert first(station) == holder.officer_id
    officers = third.docs("officer")
    assert "districts" not in officers[third.officer_id]
    assert officers[holder.officer_id]["districts"] == [WEST]


def test_that_who_stands_in_is_told_to_residents_from_that_minute_and_until_when(
    station: Station, team: tuple[Device, Device, Device], visitor: Visitor
) -> None:
    holder, second, third = team
    with station.server.database.write() as connection:
        for device, badge in zip(team, ("111", "222", "333"), strict=True):
            connection.execute(
                sa.update(schema.account).where(schema.account.c.id == device.officer_id).values(badge=badge)
            )
    backups(station, second.officer_id, third.officer_id)
    away(station, holder.officer_id, 1, 5)
    away(station, second.officer_id, 3, 20)

    def shown() -> str:
        return visitor.get(f"/straznik/{WEST}").body.decode()

    station.clock.forward(minutes=59)
    assert "zastupuje do" not in shown()
    station.clock.forward(minutes=1)
    page = shown()
    assert page.index("zastupuje do") < page.index("222")
    assert page.index("222") < page.index("111"), "who is away is named as the one that comes back"
    station.clock.forward(hours=2)
    assert shown().index("333") < shown().index("111")
    station.clock.forward(hours=2)
    assert "zastupuje do" not in shown()
    away(station, holder.officer_id, 1, 2)
    away(station, third.officer_id, 1, 2)
    station.clock.forward(hours=1)
    page = shown()
    assert "nemá určeného strážníka" in page, "all are away: it is said"
    assert first(station) is None


def test_that_tips_of_who_covered_go_to_who_holds_the_district_again(
    station: Station, team: tuple[Device, Device, Device], visitor: Visitor
) -> None:
    holder, _, third = team
    away(station, holder.officer_id, 0, 4, third.officer_id)
    visitor.send(where="50.0500, 13.0500", text="Nesvítí")
    work(station)
    tip = schema.tip.c
    assert station.scalar(sa.select(tip.holder_id)) == third.officer_id
    station.clock.forward(hours=4)
    work(station)
    assert station.scalar(sa.select(tip.holder_id)) == holder.officer_id
    holder.pull()
    assert [doc["holder_id"] for doc in holder.docs("tip").values()] == [holder.officer_id]


@ON_SQLITE
def test_that_taking_an_absence_back_ends_its_cover_and_keeps_what_was(
    station: Station, team: tuple[Device, Device, Device]
) -> None:
    holder, second, third = team
    backups(station, second.officer_id)
    running, _ = away(station, holder.officer_id, 0, 48)
    coming, _ = away(station, holder.officer_id, 72, 96)
    began = station.clock()
    station.clock.forward(hours=5)
    ended = station.server.now()
    with station.server.database.write() as connection:
        assert service.take_back(connection, station.server, running)
        assert service.take_back(connection, station.server, coming)
        assert not service.take_back(connection, station.server, running)
    assert covers(station) == [(second.officer_id, WEST, instant(began), ended)]
    assert first(station) == holder.officer_id
    assert first(station, at=began + timedelta(hours=1)) == second.officer_id, "history stays"
    assert third.officer_id not in {row[0] for row in covers(station)}


@ON_SQLITE
def test_that_a_change_of_backups_changes_who_is_to_come_and_ends_who_runs(
    station: Station, team: tuple[Device, Device, Device]
) -> None:
    holder, second, third = team
    backups(station, second.officer_id, third.officer_id)
    away(station, holder.officer_id, 0, 48)
    assert first(station) == second.officer_id
    station.clock.forward(hours=1)
    changed = station.server.now()
    backups(station, third.officer_id, second.officer_id)
    assert first(station) == third.officer_id
    rows = covers(station)
    assert [(row[0], row[3] == changed) for row in rows] == [(second.officer_id, True), (third.officer_id, False)]
    backups(station, third.officer_id)
    assert covers(station) == rows, "a cover that goes on is not begun anew"


@ON_SQLITE
def test_that_somebody_who_leaves_the_service_is_covered_for_by_the_next(
    station: Station, team: tuple[Device, Device, Device]
) -> None:
    holder, second, third = team
    backups(station, second.officer_id, third.officer_id)
    away(station, holder.officer_id, 24, 48)
    with station.server.database.write() as connection:
        connection.execute(
            sa.update(schema.account).where(schema.account.c.id == second.officer_id).values(active=False)
        )
    station.server.database.durably(lambda c: service.KINDS[1].work(c, station.server, None))  # type: ignore[misc]
    assert [row[0] for row in covers(station)] == [third.officer_id]


@ON_SQLITE
def test_that_who_was_chosen_and_left_the_service_stands_in_for_nobody(
    station: Station, team: tuple[Device, Device, Device]
) -> None:
    holder, second, third = team
    backups(station, third.officer_id)
    away(station, holder.officer_id, 24, 48, second.officer_id)
    swap = service.new_swap(holder.officer_id, second.officer_id, Span(later(station, 60), later(station, 70)))
    with station.server.database.write() as connection:
        assert isinstance(service.enter_swap(connection, station.server, swap, "x"), Planned)
    assert {row[0] for row in covers(station)} == {holder.officer_id, second.officer_id}
    with station.server.database.write() as connection:
        people.deactivate(connection, second.officer_id, station.server.now())
        service.settle(connection, station.server)
    assert [row for row in covers(station) if row[2] < row[3]] == [
        (third.officer_id, WEST, later(station, 24), later(station, 48))
    ]
    assert all(row[2] <= row[3] for row in covers(station)), "what never began has no time behind it"


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_that_covers_are_reckoned_by_one_at_a_time(station: Station) -> None:
    with station.server.database.write() as first, station.server.database.write() as second:
        repository.alone(first)
        second.execute(sa.text("SET LOCAL lock_timeout = '10ms'"))
        with pytest.raises(sa.exc.OperationalError, match="lock timeout"):
            service.settle(second, station.server)
        second.rollback()


@ON_SQLITE
def test_that_what_nobody_would_hold_is_said_before_it_is_entered(
    station: Station, team: tuple[Device, Device, Device]
) -> None:
    holder, second, _ = team
    start, end = later(station, 24), later(station, 48)
    _, planned = away(station, holder.officer_id, 24, 48, saved=False)
    assert isinstance(planned, Planned)
    assert planned.gaps == (Gap(WEST, Span(start, end), Trouble.AWAY, (holder.officer_id,)),)
    assert covers(station) == []
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.absence)) == 0
    away(station, holder.officer_id, 24, 48)
    assert away(station, holder.officer_id, 30, 60)[1] is Refusal.OVERLAPS
    assert away(station, second.officer_id, 30, 60, holder.officer_id)[1] is Refusal.AWAY


@ON_SQLITE
def test_that_two_officers_change_for_a_while(station: Station, team: tuple[Device, Device, Device]) -> None:
    holder, second, _ = team
    new = service.new_swap(holder.officer_id, second.officer_id, Span(later(station, 1), later(station, 3)))
    with station.server.database.write() as connection:
        planned = service.enter_swap(connection, station.server, new, "x")
        assert isinstance(planned, Planned)
        assert {(one.officer_id, one.district_id) for one in planned.covers} == {
            (second.officer_id, WEST), (holder.officer_id, EAST),
        }  # fmt: skip
    station.clock.forward(hours=2)
    assert (first(station), first(station, EAST)) == (second.officer_id, holder.officer_id)
    station.clock.forward(hours=1)
    assert (first(station), first(station, EAST)) == (holder.officer_id, second.officer_id)


@ON_SQLITE
def test_that_an_officer_who_is_away_is_given_no_new_tips_even_before_a_cover_is_planned(station: Station) -> None:
    holder, other = station.person("novak", Role.OFFICER, WEST), station.person("cerna")
    away(station, holder, 0, 5)
    assert first(station) is None
    with station.server.database.write() as connection:
        duties.grant(connection, other, WEST, DutyKind.BACKUP, from_at=station.server.now())
    assert first(station) == other
