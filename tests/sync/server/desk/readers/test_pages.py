"""Who leads sees who read a tip of their districts; who asks is seen as well."""

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips.operations import TipFile
from tests.sync.server import schema
from tests.sync.server.desk.browser import at_desk, text_of
from tests.sync.server.station import EAST, IN_WEST, WEST, Station

READERS = "/desk/readers"


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


def test_that_a_supervisor_sees_who_read_a_tip_and_others_do_not(station: Station) -> None:
    novak = station.signed_in(station.person("novak", Role.OFFICER, WEST))
    cerna = station.signed_in(station.person("cerna", Role.OFFICER, EAST))
    dispatcher = station.device(station.person("dispecink", Role.DISPATCHER))
    tip_id, other = new_id(), new_id()
    for one, title in ((tip_id, "Lampa"), (other, "Jiný")):
        dispatcher.do(one, TipFile(title=title, category="light", place=IN_WEST, contact_name="Tajná Anna"))
    pulled = {"protocol": 1, "cursors": {}, "incarnation": "", "limit": 500}
    assert novak.http("POST", "/api/v1/pull", pulled).status == 200
    assert novak.http("GET", f"/api/v1/tips/{tip_id}/story").status == 200
    assert cerna.http("GET", f"/api/v1/tips/{tip_id}/story").status == 404
    assert novak.http("GET", f"/api/v1/tips/{other}/story").status == 200

    leader = at_desk(station, "vedouci", Role.SUPERVISOR)
    page = text_of(leader.get(f"{READERS}?number=2026-000001"))
    assert "Lampa" in page
    assert page.count("přečetl(a) si ho") == 1
    assert "Novak" in page.partition("chtěl(a)")[2].partition("přečetl(a) si ho")[0]
    assert "Cerna" in page.partition("chtěl(a) si ho přečíst, ale nesměl(a)")[0]
    assert page.partition("Do čích zařízení")[2].count("Novak") == 1
    assert "Cerna" not in page.partition("Do čích zařízení")[2]
    assert "Tajná Anna" not in page
    assert "ptal(a) se, kdo ho četl" in text_of(leader.get(f"{READERS}?number=2026-000001"))
    asked = schema.audit.c
    rows = station.all(sa.select(asked.actor).where(asked.action == "tip.readers", asked.target == tip_id))
    assert len(rows) == 2
    assert "Takový podnět ve vašich lokalitách není." in text_of(leader.get(f"{READERS}?number=2026-000009"))
    for login, role in (("o", Role.OFFICER), ("d", Role.DISPATCHER), ("a", Role.ANALYST)):
        assert at_desk(station, login, role).get(f"{READERS}?number=2026-000001").status == 403
