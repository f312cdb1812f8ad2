"""Tips placed anew when borders move: which they are, where they go, who has them then, and how many at once."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.domain import personal_scope
from app.districts.domain import District
from app.districts.geometry import DistrictIndex
from app.identifiers import new_id
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status
from app.values import Place
from sync.server.accounts import duties
from sync.server.accounts.duties import DutyKind
from sync.server.districts.moves import SLICE, Displaced, displaced, move, slices
from sync.server.feed.publish import publish
from tests.sync.server import schema
from tests.sync.server.station import DISTRICTS, EAST, IN_EAST, IN_WEST, NOWHERE, WEST, Device, Station, box

ALL_EAST = DistrictIndex([District(EAST, "Vše", box(13.0, 50.0, 13.2, 50.1))])


@pytest.fixture
def boss(station: Station) -> Device:
    return station.supervisor()


def filed(boss: Device, place: Place | None) -> str:
    tip_id = new_id()
    boss.do(tip_id, ops.TipFile(title="Lampa", category="light", place=place))
    return tip_id


def found(station: Station, index: DistrictIndex) -> list[Displaced]:
    with station.server.database.read() as connection:
        return displaced(connection, index)


def moved(station: Station, *wanted: Displaced) -> None:
    with station.server.database.write() as connection:
        publish(connection, move(connection, wanted, station.server.now()), station.server.now())


def stored(station: Station, tip_id: str) -> Any:
    column = schema.tip.c
    (row,) = station.all(sa.select(column.district_id, column.scope, column.holder_id).where(column.id == tip_id))
    return tuple(row)


def test_that_tips_are_displaced_where_the_new_borders_put_them_elsewhere(station: Station, boss: Device) -> None:
    west, east, outside = (filed(boss, place) for place in (IN_WEST, IN_EAST, NOWHERE))
    assert found(station, DistrictIndex(DISTRICTS)) == []
    assert found(station, ALL_EAST) == [Displaced(west, WEST, EAST)]
    far = District("far", "Daleko", box(14.9, 50.9, 15.1, 51.1))
    assert found(station, DistrictIndex([far])) == sorted(
        [Displaced(west, WEST, ""), Displaced(east, EAST, ""), Displaced(outside, "", "far")],
        key=lambda one: one.tip_id,
    )


def test_that_a_tip_without_a_place_only_leaves_what_is_gone(station: Station, boss: Device) -> None:
    tip_id = filed(boss, None)
    boss.do(tip_id, ops.TipAssign(district_id=WEST), base=1)
    filed(boss, None)
    assert found(station, DistrictIndex(DISTRICTS)) == []
    assert found(station, ALL_EAST) == [Displaced(tip_id, WEST, "")]


def test_that_who_serves_the_new_district_keeps_it_and_who_does_not_hands_it_over(
    station: Station, boss: Device
) -> None:
    novak, cerna, both = station.officer("novak", WEST), station.officer("cerna", EAST), station.officer("oba")
    now = station.server.now()
    with station.server.database.write() as connection:
        duties.grant(connection, both.officer_id, EAST, DutyKind.BACKUP, from_at=now)
    his, hers = filed(boss, IN_WEST), filed(boss, IN_WEST)
    boss.do(hers, ops.TipAssign(holder_id=both.officer_id), base=1)
    novak.pull()
    assert set(novak.docs("tip")) == {his}
    moved(station, Displaced(his, WEST, EAST), Displaced(hers, WEST, EAST))
    assert stored(station, his) == (EAST, EAST, cerna.officer_id)
    assert stored(station, hers) == (EAST, EAST, both.officer_id)
    for device in (novak, cerna):
        device.pull()
    assert (set(novak.docs("tip")), set(cerna.docs("tip"))) == (set(), {his, hers})
    assert cerna.docs("tip")[his]["version"] == 2


def test_that_a_tip_stays_with_its_holder_where_nobody_serves_the_new_district(station: Station, boss: Device) -> None:
    novak = station.officer("novak", WEST)
    tip_id = filed(boss, IN_WEST)
    moved(station, Displaced(tip_id, WEST, EAST))
    assert stored(station, tip_id) == (EAST, personal_scope(novak.officer_id), novak.officer_id)
    novak.pull()
    assert novak.docs("tip")[tip_id]["district_id"] == EAST


def test_that_who_closed_a_tip_stays_its_holder(station: Station, boss: Device) -> None:
    novak, _ = station.officer("novak", WEST), station.officer("cerna", EAST)
    tip_id = filed(boss, IN_WEST)
    novak.do(tip_id, ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED)))
    moved(station, Displaced(tip_id, WEST, EAST))
    assert stored(station, tip_id)[::2] == (EAST, novak.officer_id)


def test_that_an_archived_tip_moves_and_comes_to_no_device(station: Station, boss: Device) -> None:
    cerna = station.officer("cerna", EAST)
    tip_id = filed(boss, IN_WEST)
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.tip).values(archived=True))
        assert move(connection, [Displaced(tip_id, WEST, EAST)], station.server.now()) == []
    assert stored(station, tip_id)[0] == EAST
    assert station.scalar(sa.select(schema.tip.c.archived)) is True
    cerna.pull()
    assert cerna.docs("tip") == {}


def test_that_a_tip_erased_meanwhile_is_passed_over(station: Station, boss: Device) -> None:
    tip_id = filed(boss, IN_WEST)
    moved(station, Displaced(new_id(), WEST, EAST), Displaced(tip_id, WEST, EAST))
    assert stored(station, tip_id)[0] == EAST


@pytest.mark.parametrize("count", [0, 1, SLICE, SLICE + 1, 2 * SLICE + 3])
def test_that_slices_are_bounded_and_leave_nothing_out(count: int) -> None:
    all_of_them = [Displaced(str(number), WEST, EAST) for number in range(count)]
    parts = list(slices(all_of_them))
    assert [one for part in parts for one in part] == all_of_them
    assert all(0 < len(part) <= SLICE for part in parts)
    assert len(parts) == -(-count // SLICE)
