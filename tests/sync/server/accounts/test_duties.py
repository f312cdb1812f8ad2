"""Who gets a new tip, and who sees what: by the calendar of duties at one moment."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts.domain import CITY, TEAM, Role, personal_scope
from app.identifiers import new_id
from app.tips.domain import Channel, Tip
from sync.server.accounts import duties, people
from sync.server.accounts.duties import UNPLACED, DutyKind, Roster
from sync.server.accounts.refused import AccountRefused
from sync.server.feed.publish import ERASED
from sync.server.ground.moments import instant
from tests.sync.server import schema
from tests.sync.server.station import EAST, START, WEST, Station


def at(days: float) -> str:
    return instant(START + timedelta(days=days))


def on(station: Station, officer_id: str, kind: DutyKind, begin: float = -10, end: float | None = None) -> None:
    """A duty in the west."""
    with station.server.database.write() as connection:
        duties.grant(connection, officer_id, WEST, kind, from_at=at(begin), to_at=None if end is None else at(end))


def roster(station: Station, days: float = 0) -> Roster:
    with station.server.database.read() as connection:
        return duties.roster(connection, at(days))


@pytest.fixture
def primary(station: Station) -> str:
    officer_id = station.person("novak")
    on(station, officer_id, DutyKind.PRIMARY)
    return officer_id


def test_that_a_cover_goes_before_the_primary_and_a_backup_after(station: Station, primary: str) -> None:
    backup, cover = station.person("backup"), station.person("cover")
    on(station, backup, DutyKind.BACKUP, begin=-20)
    assert roster(station).on_duty(WEST) == primary
    on(station, cover, DutyKind.COVER, begin=-1)
    assert roster(station).on_duty(WEST) == cover
    assert [duty.officer_id for duty in roster(station).by_district[WEST]] == [cover, primary, backup]


def test_that_of_two_of_a_kind_the_one_who_began_earlier_goes_first(station: Station, primary: str) -> None:
    elder = station.person("elder")
    on(station, elder, DutyKind.PRIMARY, begin=-30)
    assert roster(station).on_duty(WEST) == elder


@pytest.mark.parametrize(("days", "holds"), [(-1.001, False), (-1, True), (0.999, True), (1, False), (2, False)])
def test_that_a_duty_runs_from_its_beginning_until_just_before_its_end(
    station: Station, days: float, holds: bool
) -> None:
    officer_id = station.person("novak")
    on(station, officer_id, DutyKind.PRIMARY, begin=-1, end=1)
    found = roster(station, days)
    assert found.on_duty(WEST) == (officer_id if holds else None)
    assert found.serves(officer_id, WEST) is holds
    with station.server.database.read() as connection:
        scopes = duties.scopes_of(connection, officer_id, Role.OFFICER, at(days))
    assert (WEST in scopes) is holds


def test_that_an_account_out_of_use_is_on_no_duty(station: Station, primary: str) -> None:
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).values(active=False))
    assert roster(station).on_duty(WEST) is None


def test_that_nobody_is_on_duty_where_nobody_serves(station: Station, primary: str) -> None:
    found = roster(station)
    assert found.on_duty(EAST) is None
    assert found.districts_of(primary) == (WEST,)


def tip(district_id: str, holder_id: str | None) -> Tip:
    return Tip(new_id(), "", "Lampa", "light", district_id=district_id, holder_id=holder_id, created_at=at(0),
               channel=Channel.WEB, changed_at=at(0))  # fmt: skip


def test_that_a_tip_is_its_districts_unless_its_holder_is_from_outside(station: Station, primary: str) -> None:
    outside = station.person("cerna")
    found = roster(station)
    assert found.scope_of(tip(WEST, primary)) == WEST
    assert found.scope_of(tip(WEST, None)) == WEST
    assert found.scope_of(tip(WEST, outside)) == personal_scope(outside)
    assert found.scope_of(tip("", None)) == UNPLACED
    assert found.scope_of(tip("", primary)) == personal_scope(primary)


@pytest.mark.parametrize(
    ("role", "more"),
    [
        (Role.OFFICER, {"own"}),
        (Role.DISPATCHER, {UNPLACED, WEST, EAST}),
        (Role.SUPERVISOR, {TEAM, UNPLACED, WEST, EAST, "own", "others"}),
        (Role.ADMIN, {TEAM, UNPLACED, WEST, EAST, "own", "others"}),
        (Role.ANALYST, {TEAM}),
    ],
)
def test_that_each_role_has_its_scopes(station: Station, role: Role, more: set[str]) -> None:
    other, officer_id = station.person("other"), station.person("one", role)
    with station.server.database.write() as connection:
        connection.execute(sa.insert(schema.scope).values(id=personal_scope(other), head=1, purged=0))
    names = {"own": personal_scope(officer_id), "others": personal_scope(other)}
    with station.server.database.read() as connection:
        found = duties.scopes_of(connection, officer_id, role, at(0))
    assert found == {CITY, ERASED} | {names.get(one, one) for one in more}


def test_that_ending_a_duty_ends_the_running_ones_of_that_officer_there(station: Station, primary: str) -> None:
    cover = station.person("cover")
    on(station, cover, DutyKind.COVER)
    on(station, primary, DutyKind.COVER, begin=5)
    with station.server.database.write() as connection:
        assert duties.withdraw(connection, primary, WEST, at(0)) == 1
        assert duties.withdraw(connection, primary, WEST, at(0)) == 0
        assert duties.withdraw(connection, cover, EAST, at(0)) == 0
    assert roster(station).on_duty(WEST) == cover
    assert [duty.officer_id for duty in roster(station, 6).by_district[WEST]] == [cover, primary]


def test_that_an_account_out_of_use_loses_duties_to_come_devices_and_sessions(station: Station, primary: str) -> None:
    on(station, primary, DutyKind.COVER, begin=5)
    device = station.signed_in(primary)
    with station.server.database.write() as connection:
        assert people.deactivate(connection, primary, at(0)) == 1
    ends = [row.to_at for row in station.all(sa.select(schema.duty.c.to_at))]
    assert ends == [at(0), at(5)], "what never began has no time behind it"
    assert device.http("POST", "/api/v1/pull", {"protocol": 1}).code == "revoked"


@pytest.mark.parametrize(
    ("district", "end", "said"), [("d9", None, "no district"), (WEST, -11, "ends after it begins")]
)
def test_that_a_duty_that_can_not_be_is_refused(station: Station, district: str, end: float | None, said: str) -> None:
    officer_id = station.person("novak")
    until = None if end is None else at(end)
    with station.server.database.write() as connection, pytest.raises(AccountRefused, match=said):
        duties.grant(connection, officer_id, district, DutyKind.PRIMARY, from_at=at(-10), to_at=until)
