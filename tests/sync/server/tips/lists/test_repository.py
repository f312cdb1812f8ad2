"""Open tips of some scopes: without a district, without a holder, late, near a place."""

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipClose, TipFile
from app.values import Place
from sync.server.accounts.duties import UNPLACED
from sync.server.tips.lists import repository as lists
from sync.server.tips.lists.repository import Amount
from tests.sync.server.station import EAST, IN_WEST, WEST, Station

ALL = {WEST, EAST, UNPLACED}


def filed(station: Station, place: Place | None, title: str = "Tma") -> str:
    tip_id = new_id()
    device = station.device(station.person(f"d{tip_id}", Role.DISPATCHER))
    device.do(tip_id, TipFile(title, "light", place=place))
    station.clock.forward(minutes=1)
    return tip_id


def test_that_open_tips_are_listed_and_counted_within_scopes(station: Station) -> None:
    first = station.server.now()
    ids = [filed(station, None), filed(station, None), filed(station, IN_WEST)]
    closed = filed(station, None)
    station.supervisor().do(closed, TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED)))
    with station.server.database.read() as connection:
        assert [one.id for one in lists.unplaced(connection, ALL, 10)] == ids[:2]
        assert [one.id for one in lists.unplaced(connection, ALL, 1)] == ids[:1]
        assert lists.amount_unplaced(connection, ALL) == Amount(2, first)
        assert lists.amount_unplaced(connection, {WEST}) == Amount(0, "")
        assert lists.amount_unheld(connection, ALL).count == 1, "nobody serves the district"
        assert lists.amount_unheld(connection, {EAST}).count == 0
        assert lists.amount_late(connection, ALL, first).count == 0
        assert lists.amount_late(connection, ALL, "2027-01-01T00:00:00.000000Z").count == 3


def test_that_near_is_by_metres_in_the_same_district_and_scope(station: Station) -> None:
    at = Place(50.05, 13.05)
    far = filed(station, Place(50.05, 13.0521))  # 150.2 m to the east
    near = filed(station, Place(50.05, 13.0520))  # 143 m
    nearest = filed(station, Place(50.0501, 13.05))
    filed(station, Place(50.05, 13.15))
    with station.server.database.read() as connection:
        found = lists.near(connection, ALL, WEST, at, within=149.0, limit=9)
        assert [one.tip.id for one in found] == [nearest, near]
        assert [round(one.metres) for one in found] == [11, 143]
        assert far not in {one.tip.id for one in found}
        assert len(lists.near(connection, ALL, WEST, at, within=149.0, limit=1)) == 1
        assert lists.near(connection, {EAST}, WEST, at, within=149.0, limit=9) == []
        assert lists.near(connection, ALL, EAST, at, within=149.0, limit=9) == []
