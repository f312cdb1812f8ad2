"""Addresses of calendars: made at the desk and by command, asked by a program, revoked."""

from functools import partial

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from app.accounts.domain import Role
from app.duty.domain import AbsenceKind, Span
from sync.server.accounts import people
from sync.server.calendars import service as calendars
from sync.server.calendars.repository import revoke
from sync.server.duty import service
from sync.server.settings import Settings
from tests.sync.server import schema
from tests.sync.server.commands.conftest import Run, command
from tests.sync.server.desk.browser import at_desk, text_of
from tests.sync.server.station import EAST, WEST, Station

__all__ = ["command"]
DAYS = Span("2026-03-09T23:00:00.000Z", "2026-03-12T23:00:00.000Z")


def given(station: Station, officer: str = "", district: str = "", language: str = "cs") -> str:
    with station.server.database.write() as connection:
        found = calendars.give(connection, station.server, calendars.Whose(officer, district, language), "test")
    assert isinstance(found, calendars.Given)
    return found.path


def titles(station: Station, path: str) -> list[str]:
    answer = station.http("GET", path)
    assert answer.status == 200
    return [str(one["summary"]) for one in Calendar.from_ical(answer.body).walk("VEVENT")]


def test_that_an_absence_is_in_each_calendar_it_touches_without_its_reason(station: Station) -> None:
    novak, cerna = station.person("novak", Role.OFFICER, WEST), station.person("cerna", Role.OFFICER, EAST)
    paths = [given(station, novak), given(station, cerna), given(station, district=WEST, language="en")]
    before = station.http("GET", paths[0])
    with station.server.database.write() as connection:
        new = service.new_absence(novak, DAYS, cerna)
        service.enter_absence(connection, station.server, new, AbsenceKind.SICK, "test")
    mine, other, district = (titles(station, path) for path in paths)
    assert mine == ["Západ", "Nepřítomnost", "Západ"]
    assert "Zástup: Západ" in other
    assert district == ["Nobody", "Novak", "Cerna (cover)", "Novak"], "before the district was given to anybody, too"
    after = station.http("GET", paths[0])
    assert after.headers["etag"] != before.headers["etag"]
    assert b"sick" not in after.body.lower()
    assert after.headers["cache-control"] == "private, no-cache"
    again = station.http("GET", paths[0], if_none_match=after.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    keys = [[str(one["uid"]) for one in Calendar.from_ical(station.http("GET", p).body).walk("VEVENT")] for p in paths]
    assert all(len(set(one)) == len(one) for one in keys)


def test_that_a_secret_is_kept_by_its_hash_and_a_revoked_one_is_none(
    station: Station, caplog: pytest.LogCaptureFixture
) -> None:
    novak = station.person("novak", Role.OFFICER, WEST)
    path = given(station, novak)
    secret = path.removeprefix("/calendars/").removesuffix(".ics")
    assert len(secret) == 22
    row = station.all(sa.select(schema.duty_calendar))[0]
    assert secret not in repr(row)
    assert station.http("GET", path).status == 200
    assert station.http("GET", path.replace(secret, row.hash)).status == 404
    with station.server.database.write() as connection:
        assert revoke(connection, row.id, station.server.now())
        assert not revoke(connection, row.id, station.server.now())
    assert station.http("GET", path).status == 404
    told = caplog.text + repr(station.all(sa.select(schema.audit)))
    assert secret not in told


def test_that_who_left_has_no_calendar_and_no_more_than_ten_answer(station: Station) -> None:
    novak = station.person("novak", Role.OFFICER, WEST)
    path, *_ = [given(station, novak) for _ in range(calendars.MOST)]
    with station.server.database.write() as connection:
        whose = calendars.Whose(novak, "", "cs")
        assert calendars.give(connection, station.server, whose, "test") is calendars.Refusal.MANY
        for odd in (calendars.Whose("", "", "cs"), calendars.Whose(novak, WEST, "cs"), calendars.Whose("x", "", "cs")):
            assert calendars.give(connection, station.server, odd, "test") is calendars.Refusal.NOBODY
        people.deactivate(connection, novak, station.server.now())
    assert station.http("GET", path).status == 404


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_that_who_leads_gives_out_and_revokes_at_the_desk(station: Station) -> None:
    novak = station.person("novak", Role.OFFICER, WEST)
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    empty = boss.get("/desk/duty/calendars")
    assert "Zatím žádná adresa není" in text_of(empty)
    made = boss.post("/desk/duty/calendars", {"whose": f"officer {novak}"})
    address = text_of(made).partition("Nová adresa ")[2].split()[0]
    assert "Novak" in titles(station, given(station, district=WEST))
    assert station.http("GET", address[address.index("/calendars/") :]).status == 200
    shown = boss.get("/desk/duty/calendars")
    assert address not in text_of(shown), "it is shown once"
    assert "vytvořena 2. 3. 2026" in text_of(shown)
    assert boss.post("/desk/duty/calendars", {"whose": "officer nic"}).status == 422
    for row in station.all(sa.select(schema.duty_calendar)):
        ends = [boss.post("/desk/duty/calendars/revoke", {"calendar": row.id}) for _ in range(2)]
        assert ["over" in one.headers["location"] for one in ends] == [False, True]
        assert "Už to skončilo dřív" in text_of(boss.get(ends[1].headers["location"]))
    assert station.http("GET", address[address.index("/calendars/") :]).status == 404
    assert boss.post("/desk/duty/calendars/revoke", {"calendar": "nic"}).status == 404
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action))]
    assert (actions.count("calendar.add"), actions.count("calendar.revoke")) == (1, 2)
    assert at_desk(station, "strazny", Role.OFFICER).get("/desk/duty/calendars").status == 403


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_that_commands_do_the_same(station: Station, command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.server.settings.Settings", partial(Settings, clock=station.clock))
    station.person("novak", Role.OFFICER, WEST)
    code, said = command("calendars", "add", "--officer", "novak")
    assert code == 0
    path = said.split()[-1]
    assert station.http("GET", path).status == 200
    code, listed = command("calendars", "list")
    assert (code, path.split("/")[-1] in listed, "Novak" in listed) == (0, False, True)
    assert command("calendars", "add", "--district", "nic")[0] == 2
    assert command("calendars", "revoke", listed.split()[0])[0] == 0
    assert command("calendars", "revoke", listed.split()[0])[0] == 2
    assert station.http("GET", path).status == 404
