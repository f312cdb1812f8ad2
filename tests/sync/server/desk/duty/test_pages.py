"""Who leads sees who holds what, tries an absence before entering it, takes it back, and asks who had a tip."""

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.duty.domain import Refusal
from app.identifiers import new_id
from app.tips.operations import TipFile
from sync.server.accounts import duties
from sync.server.duty import service
from tests.sync.server import schema
from tests.sync.server.desk.browser import at_desk, text_of
from tests.sync.server.station import EAST, IN_WEST, WEST, Station

LEAVE = {"kind": "leave", "first": "2026-03-04", "last": "2026-03-06", "first_hour": "", "last_hour": "", "cover": ""}


def absences(station: Station) -> int:
    return int(station.scalar(sa.select(sa.func.count()).select_from(schema.absence)))


def test_that_an_absence_is_shown_with_what_follows_before_it_is_entered(station: Station) -> None:
    novak, cerna = station.person("novak", Role.OFFICER, WEST), station.person("cerna", Role.OFFICER, EAST)
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    boss.get("/desk/duty/absence")
    tried = boss.post("/desk/duty/absence", LEAVE | {"officer": novak})
    assert "V době 4. 3. 2026 – 6. 3. 2026 by lokalita Západ neměla nikoho (chybí: Novak" in text_of(tried)
    assert "Přesto zapsat nepřítomnost" in text_of(tried)
    assert absences(station) == 0
    seen = boss.fields(tried)
    changed = boss.post("/desk/duty/absence", LEAVE | seen | {"officer": novak, "cover": cerna})
    assert "Cerna zastoupí: Západ, 4. 3. 2026 – 6. 3. 2026" in text_of(changed)
    assert absences(station) == 0, "what was changed after it was tried is tried again"
    done = boss.post("/desk/duty/absence", LEAVE | boss.fields(changed) | {"officer": novak, "cover": cerna})
    assert (done.status, done.headers["location"]) == (303, "/desk/duty")
    board = text_of(boss.get("/desk/duty"))
    for said in ("⇄ Cerna zastupuje", "☼ dovolená", "Novak : ☼ dovolená, 4. 3. 2026 – 6. 3. 2026. Zastupuje: Cerna"):
        assert said in board, board
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action))]
    assert actions.count("duty.absence") == 1
    taken = boss.post("/desk/duty/take-back", {"entry": station.scalar(sa.select(schema.absence.c.id))})
    assert taken.status == 303
    assert "Nikdo nechybí" in text_of(boss.get("/desk/duty"))
    again = boss.post("/desk/duty/take-back", {"entry": station.scalar(sa.select(schema.absence.c.id))})
    assert "Už to skončilo dřív" in text_of(boss.get(again.headers["location"]))
    assert boss.post("/desk/duty/take-back", {"entry": "nic"}).status == 404


def test_that_what_can_not_be_entered_is_said_and_what_was_typed_stays(station: Station) -> None:
    novak = station.person("novak", Role.OFFICER, WEST)
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    boss.get("/desk/duty/absence")
    for odd, said in (
        ({"officer": ""}, "Vyberte, o koho jde"),
        ({"officer": novak, "first": "zítra"}, "vyplňte oba dny"),
        ({"officer": novak, "last": "2026-03-01"}, "To už skončilo"),
        ({"officer": novak, "last": "2026-03-03"}, "Konec je před začátkem"),
        ({"officer": novak, "cover": novak}, "Nikdo nemůže zastupovat sám sebe"),
    ):
        answer = boss.post("/desk/duty/absence", LEAVE | odd)
        assert (answer.status, said in text_of(answer)) == (422, True), odd
        assert f'value="{(LEAVE | odd)["last"]}"' in answer.body.decode()
    assert absences(station) == 0


def test_that_only_the_first_of_two_who_enter_at_once_has_entered_it(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    novak, cerna = station.person("novak", Role.OFFICER, WEST), station.person("cerna", Role.OFFICER, EAST)
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    boss.get("/desk/duty/absence")
    times = {name: value for name, value in LEAVE.items() if name not in {"kind", "cover"}}
    for path, form, enter in (
        ("/desk/duty/absence", LEAVE | {"officer": novak}, "enter_absence"),
        ("/desk/duty/swap", times | {"officer": novak, "other": cerna}, "enter_swap"),
    ):
        seen = boss.fields(boss.post(path, form))
        monkeypatch.setattr(service, enter, lambda *_: Refusal.OVERLAPS)
        late = boss.post(path, form | seen)
        assert (late.status, "Nic se nezapsalo" in text_of(late)) == (422, True), text_of(late)
    assert absences(station) == 0
    assert not [row for row in station.all(sa.select(schema.audit.c.action)) if row.action.startswith("duty.")]


def test_that_what_runs_now_is_listed_whichever_days_are_shown(station: Station) -> None:
    novak, cerna = station.person("novak", Role.OFFICER, WEST), station.person("cerna", Role.OFFICER, EAST)
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    boss.get("/desk/duty/absence")
    form = LEAVE | {"officer": novak, "cover": cerna}
    boss.post("/desk/duty/absence", form | boss.fields(boss.post("/desk/duty/absence", form)))
    assert "Novak : ☼ dovolená, 4. 3. 2026" in text_of(boss.get("/desk/duty?from=2026-05-04"))


def test_that_two_are_swapped_once_it_was_seen(station: Station) -> None:
    novak, cerna = station.person("novak", Role.OFFICER, WEST), station.person("cerna", Role.OFFICER, EAST)
    boss = at_desk(station, "vedouci", Role.ADMIN)
    boss.get("/desk/duty/swap")
    times = {name: LEAVE[name] for name in ("first", "last", "first_hour", "last_hour")}
    form = times | {"officer": novak, "other": cerna, "first_hour": "06:00"}
    tried = boss.post("/desk/duty/swap", form)
    assert "Každá lokalita bude mít svého strážníka" in text_of(tried)
    assert boss.post("/desk/duty/swap", form | boss.fields(tried)).status == 303
    board = text_of(boss.get("/desk/duty?from=2026-03-02&days=31"))
    assert board.index("do 06:00 Novak") < board.index("od 06:00 ⇄ Cerna zastupuje")


def test_that_the_check_says_what_is_missing_and_who_had_a_tip_is_found(station: Station) -> None:
    novak = station.person("novak", Role.OFFICER, WEST)
    device = station.device(station.person("pevuska", Role.DISPATCHER))
    device.do(new_id(), TipFile("Tma", "light", place=IN_WEST))
    number = station.scalar(sa.select(schema.tip.c.number))
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    page = text_of(boss.get("/desk/duty/check"))
    assert "Zatím ne" in page
    assert "Na serveru není mapa města" in page
    assert "Východ nikdo tam nemá určenou službu 0" in page
    station.clock.forward(minutes=20)
    with station.server.database.write() as connection:
        duties.withdraw(connection, novak, WEST, station.server.now())
    found = text_of(boss.get(f"/desk/duty/who?number={number}&day=2026-03-02&hour=09:10"))
    assert "Má ho Novak" in found
    assert "Novak: má ji" in found
    noon = boss.get(f"/desk/duty/who?number={number}&day=2026-03-01").body.decode()
    assert 'value="12:00"' in noon, "for which hour it was asked is said"
    assert "ještě nepřišel" in text_of(boss.get(f"/desk/duty/who?number={number}&day=2026-03-01"))
    assert "které už byly" in text_of(boss.get(f"/desk/duty/who?number={number}&day=2027-03-01"))
    assert "není" in text_of(boss.get("/desk/duty/who?number=x&day=2026-03-01"))


def test_that_only_who_leads_comes_to_the_pages_of_duty(station: Station) -> None:
    for role in (Role.OFFICER, Role.DISPATCHER, Role.ANALYST):
        browser = at_desk(station, role.value, role)
        for path in ("", "/absence", "/swap", "/check", "/who"):
            assert browser.get(f"/desk/duty{path}").status == 403, (role, path)
        assert "/desk/duty" not in browser.get("/desk").body.decode()
