"""The standing backups of a district are seen, tried by what would follow, then written."""

import sqlalchemy as sa

from app.accounts.domain import Role
from app.duty.domain import AbsenceKind, Span
from sync.server.duty import repository, service
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.station import EAST, WEST, Station

PATH = "/desk/duty/backups"
TOMORROW = Span("2026-03-02T23:00:00.000Z", "2026-03-04T23:00:00.000Z")


def names(station: Station) -> list[str]:
    with station.server.database.read() as connection:
        known = repository.calendar(connection, station.server.now(), planned=False)
    held = sorted((one for one in known.duties if one.kind == "backup"), key=lambda one: one.span)
    return [one.officer_id for one in held if one.district_id == WEST]


def boss(station: Station) -> Browser:
    return at_desk(station, "vedouci", Role.SUPERVISOR)


def test_that_what_would_follow_is_seen_before_backups_are_written(station: Station) -> None:
    novak = station.person("novak", Role.OFFICER, WEST)
    cerna, dolezal = station.person("cerna", Role.OFFICER, EAST), station.person("dolezal", Role.OFFICER)
    desk = boss(station)
    assert "Západ Novak ! nikdo: nepřítomnost" in text_of(desk.get(PATH))
    form = {"district": WEST, "first": cerna, "second": dolezal, "third": ""}
    tried = desk.post(PATH, form)
    assert (tried.status, names(station)) == (200, [])
    assert "Každá lokalita bude mít svého strážníka" in text_of(tried)
    changed = desk.post(PATH, form | {"second": ""} | {"seen": desk.fields(tried)["seen"]})
    assert names(station) == [], "what was changed after it was tried is tried again"
    assert desk.post(PATH, form | desk.fields(desk.post(PATH, form))).status == 303
    assert names(station) == [cerna, dolezal]
    assert "Cerna, Dolezal Změnit" in text_of(desk.get(PATH))
    assert f'<option value="{cerna}" selected>' in desk.get(f"{PATH}?district={WEST}").body.decode()
    with station.server.database.write() as connection:
        planned = service.enter_absence(
            connection, station.server, service.new_absence(novak, TOMORROW), AbsenceKind.LEAVE, "test"
        )
    assert isinstance(planned, service.Planned)
    desk.get(PATH)
    nobody = form | {"first": "", "second": ""}
    warned = desk.post(PATH, nobody)
    assert "V době 3. 3. 2026 – 4. 3. 2026 by lokalita Západ neměla nikoho" in text_of(warned)
    assert "Přesto zapsat" in text_of(warned)
    assert names(station) == [cerna, dolezal]
    assert changed.status == 200
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action))]
    assert actions.count("duty.backups") == 1


def test_that_what_can_not_be_is_said_and_nothing_is_written(station: Station) -> None:
    novak, cerna = station.person("novak", Role.OFFICER, WEST), station.person("cerna", Role.OFFICER, EAST)
    desk = boss(station)
    desk.get(PATH)
    for odd, said in (
        ({"first": cerna, "second": cerna}, "uveden dvakrát"),
        ({"first": novak}, "nezastupuje sám sebe"),
        ({"first": "nikdo takový"}, "kteří slouží"),
        ({"district": "nic"}, "kteří slouží"),
    ):
        answer = desk.post(PATH, {"district": WEST, "first": "", "second": "", "third": ""} | odd)
        assert (answer.status, said in text_of(answer)) == (422, True), odd
    assert names(station) == []
    assert at_desk(station, "pult", Role.DISPATCHER).get(PATH).status == 403


def test_that_a_city_without_districts_is_told_what_to_do(bare_station: Station) -> None:
    assert "Nahraje je správce" in text_of(boss(bare_station).get(PATH))
