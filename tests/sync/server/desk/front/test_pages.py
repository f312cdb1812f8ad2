"""The first page says what waits for a person of this role, and no more."""

import pytest

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips.operations import TipFile
from tests.sync.server.desk.browser import at_desk, text_of
from tests.sync.server.station import IN_EAST, IN_WEST, WEST, Station


@pytest.fixture
def busy(station: Station) -> Station:
    """One tip in no district, one that nobody holds, one after its deadline."""
    station.person("novak", Role.OFFICER, WEST)
    device = station.device(station.person("pevuska", Role.DISPATCHER))
    for place in (None, IN_EAST, IN_WEST):
        device.do(new_id(), TipFile("Tma", "light", place=place))
    station.clock.forward(hours=3)
    return station


def test_that_each_role_sees_what_waits_for_it(busy: Station) -> None:
    dispatcher = text_of(at_desk(busy, "d", Role.DISPATCHER).get("/desk"))
    assert "Podněty bez lokality V terénu je zatím nikdo nemá. 1 3 hodiny" in dispatcher
    assert "které nikdo nemá" not in dispatcher
    supervisor = text_of(at_desk(busy, "s", Role.SUPERVISOR).get("/desk"))
    assert "Podněty z lokality, které nikdo nemá" in supervisor
    officer = text_of(at_desk(busy, "o", Role.OFFICER, WEST).get("/desk/"))
    assert "Podněty bez lokality" not in officer
    assert "Podněty řešíte v aplikaci" in officer
    assert "Zapsat telefonát" in officer
    analyst = text_of(at_desk(busy, "a", Role.ANALYST).get("/desk"))
    assert "Zapsat telefonát" not in analyst
    assert "Vaše role tu nic nerozhoduje" in analyst


def test_that_what_is_late_is_counted_within_ones_districts(busy: Station) -> None:
    busy.clock.forward(days=30)
    assert "Podněty po lhůtě Kdo je má, vidí je v aplikaci pod Dnes; všechny jsou pod Tým. 1 30 dní" in text_of(
        at_desk(busy, "o", Role.OFFICER, WEST).get("/desk")
    )
    assert "Podněty po lhůtě Kdo je má, vidí je v aplikaci pod Dnes; všechny jsou pod Tým. 3 30 dní" in text_of(
        at_desk(busy, "s", Role.SUPERVISOR).get("/desk")
    )


def test_that_an_empty_desk_says_what_to_do(station: Station) -> None:
    page = text_of(at_desk(station, "d", Role.DISPATCHER).get("/desk"))
    assert "Nic na vás nečeká. Co přijde telefonem" in page
