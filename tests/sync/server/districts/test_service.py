"""Districts are replaced as a whole; tips and duties follow."""

import sqlalchemy as sa

from app.districts.domain import Category, District, ReplyTemplate
from app.identifiers import new_id
from app.tips import operations as ops
from sync.server.accounts import duties, people
from sync.server.accounts.duties import DutyKind
from sync.server.districts.service import DistrictService, Replaced
from sync.server.feed.publish import publish
from tests.sync.server import schema
from tests.sync.server.station import DISTRICTS, EAST, IN_EAST, IN_WEST, NOWHERE, WEST, Station, box


def replace(station: Station, *districts: District) -> Replaced:
    with station.server.database.write() as connection:
        done = DistrictService(station.server).replace_all(connection, districts)
        publish(connection, done.steps, station.server.now())
    return done


def test_that_districts_are_told_with_who_holds_them(station: Station) -> None:
    novak = station.officer("novak", WEST)
    cerna = station.person("cerna")
    now = station.server.now()
    with station.server.database.write() as connection:
        duties.grant(connection, cerna, WEST, DutyKind.BACKUP, from_at=now)
        publish(connection, people.row_steps(connection, now, cerna), now)
    novak.pull()
    west = novak.docs("district")[WEST]
    assert (west["primary_id"], west["backup_id"]) == (novak.officer_id, cerna)
    assert novak.docs("officer")[cerna]["districts"] == [WEST]


def test_that_the_same_districts_again_change_nothing(station: Station) -> None:
    done = replace(station, *DISTRICTS)
    assert (done.added, done.changed, done.removed, done.tips_moved) == (0, 0, 0, 0)


def test_that_tips_of_a_removed_district_are_placed_anew(station: Station) -> None:
    novak, cerna, boss = station.officer("novak", WEST), station.officer("cerna", EAST), station.supervisor()
    tip_id, unplaced = new_id(), new_id()
    boss.do(tip_id, ops.TipFile(title="Lampa", category="light", place=IN_WEST, contact_name="Anna"))
    boss.do(unplaced, ops.TipFile(title="Daleko", category="light", place=NOWHERE))
    novak.pull()
    whole = District(EAST, "Vše", box(13.0, 50.0, 13.2, 50.1))
    done = replace(station, whole, District("far", "Daleko", box(14.9, 50.9, 15.1, 51.1)))
    assert (done.added, done.changed, done.removed, done.tips_moved) == (1, 1, 1, 2)
    for device in (novak, cerna, boss):
        device.pull()
    assert novak.docs("tip") == novak.docs("contact") == {}
    assert WEST not in novak.scopes
    assert set(novak.docs("district")) == {EAST, "far"}
    assert cerna.docs("tip")[tip_id]["holder_id"] == cerna.officer_id
    assert cerna.docs("contact")
    assert boss.docs("tip")[unplaced]["district_id"] == "far"
    assert station.scalar(sa.select(schema.duty.c.to_at).where(schema.duty.c.district_id == WEST)) is not None


def test_that_a_new_border_holds_for_the_next_tip(station: Station) -> None:
    boss = station.supervisor()
    west, east = DISTRICTS
    replace(station, west, District(EAST, east.name, box(13.1, 50.0, 13.3, 50.1)))
    tip_id = new_id()
    boss.do(tip_id, ops.TipFile(title="Lampa", category="light", place=IN_EAST))
    boss.pull()
    assert boss.docs("tip")[tip_id]["district_id"] == EAST


def test_that_a_changed_category_sets_the_next_deadline(station: Station) -> None:
    boss = station.supervisor()
    service = DistrictService(station.server)
    template = ReplyTemplate(new_id(), "solved", "Opraveno", "Děkujeme, lampa svítí.")
    with station.server.database.write() as connection:
        steps = service.add_categories(connection, [Category("light", "Osvětlení", working_days=1)])
        steps += service.add_templates(connection, [template])
        publish(connection, steps, station.server.now())
    tip_id = new_id()
    boss.do(tip_id, ops.TipFile(title="Lampa", category="light", place=IN_WEST))
    boss.pull()
    assert boss.docs("tip")[tip_id]["deadline"] == "2026-03-03T22:59:59.000Z"
    assert boss.docs("category")["light"]["working_days"] == 1
    assert boss.docs("template")[template.id]["title"] == "Opraveno"
