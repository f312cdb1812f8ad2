"""Two officers are swapped, two go together, backups stand in and a class begins: each by real presses, at a desk and
on a phone."""

from datetime import date, timedelta

import pytest

from app.accounts.domain import Role
from app.calendar import prague_day
from sync.server.accounts import duties, people
from sync.server.accounts.duties import DutyKind
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.service import Server
from tests.sync.server.desk.window import Window
from tests.sync.server.station import DISTRICTS, EAST, WEST

pytestmark = pytest.mark.web
WHO, PATH = Role.SUPERVISOR, "/desk"
BOTH = pytest.mark.parametrize("window", ["desk", "phone"], indirect=True)
DAYS: list[date] = []
"""In a few days, and a week later, by the server's clock."""


def prepare(server: Server) -> None:
    """Two districts with their officers, and two who hold none."""
    now = server.now()
    DAYS[:] = [prague_day(server.settings.clock()) + timedelta(days=days) for days in (3, 10)]
    with server.database.write() as connection:
        publish(connection, list(DistrictService(server).replace_all(connection, DISTRICTS).steps), now)
    with server.database.write() as connection:
        for name, district in (("Anna", WEST), ("Bedrich", EAST), ("Cyril", ""), ("Dana", "")):
            who = people.add_account(connection, people.NewAccount(name.lower(), name, Role.OFFICER), now)
            if district:
                duties.grant(connection, who, district, DutyKind.PRIMARY, from_at=now)
        publish(connection, people.row_steps(connection, now), now)


def at_duty(window: Window, page: str) -> None:
    window.go("nav.rooms a[href='/desk/duty']")
    window.go(f"a[href='/desk/duty/{page}']")


@BOTH
def test_that_a_swap_is_seen_entered_and_taken_back(window: Window) -> None:
    at_duty(window, "swap")
    window.choose("#officer", "A")
    window.choose("#other", "B")
    for field, day in zip(("#first", "#last"), DAYS, strict=True):
        window.fill(field, day.isoformat())
    window.go("form.call button")
    assert "Anna zastoupí: Východ" in window.text(), "what would follow is seen first"
    window.go("form.call button")
    assert "Anna ⇄ Bedrich" in " ".join(window.text().split()), window.text()
    window.go("form[action$='take-back'] button")
    assert "Anna ⇄ Bedrich" not in " ".join(window.text().split())


@BOTH
def test_that_a_pair_is_made_and_ended_and_a_district_needs_two(window: Window) -> None:
    at_duty(window, "pairs")
    window.choose("#first", "C")
    window.choose("#second", "D")
    window.go("form.call button")
    assert "Cyril + Dana" in window.text()
    needed = "input[name='two d1']"
    for wanted in (True, False):
        window.press(f"label:has({needed})")
        window.go("form[action$='needed'] button")
        assert window.ask(f'document.querySelector("{needed}").checked') is wanted
        assert ("Anna není v žádné dvojici" in window.text()) is wanted, window.text()
    window.go("form[action$='end'] button")
    assert "Cyril + Dana" not in window.text()


@pytest.mark.parametrize(("window", "district"), [("desk", WEST), ("phone", EAST)], indirect=["window"])
def test_that_a_backup_is_tried_and_written(window: Window, district: str) -> None:
    at_duty(window, "backups")
    row = f"document.querySelector(\"a[href$='district={district}']\").closest('tr').innerText"
    assert "Cyril" not in window.ask(row)
    window.go(f"a[href$='district={district}']")
    window.choose("#first", "C")
    window.go("form.call button")
    assert "Každá lokalita bude mít svého strážníka" in window.text()
    window.go("form.call button")
    assert "Cyril" in window.ask(row)


@BOTH
def test_that_a_class_begins_with_its_pupils(window: Window, request: pytest.FixtureRequest) -> None:
    name = f"{request.node.callspec.id} 5B"
    window.go("nav.rooms a[href='/desk/paper']")
    window.go("a[href='/desk/paper/waves']")
    window.write("#name", name)
    window.choose("#district", "Z")
    window.write("#pupils", "23")
    window.go("form.call button")
    assert window.ask("!!document.querySelector('#until-fault')"), "a class without an end is none"
    window.fill("#until", DAYS[1].isoformat())
    window.go("form.call button")
    row = f"[...document.querySelectorAll('tr')].find(one => one.innerText.includes('{name}'))"
    assert "třída, 23 žáků" in window.ask(f"{row}.innerText")
