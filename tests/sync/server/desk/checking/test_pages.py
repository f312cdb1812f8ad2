"""What may be a robot's or a flood's reaches nobody before a person lets it through, and leaving out can be undone."""

import re

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from sync.server.intake import deciding
from sync.server.intake.domain import Kind, SentTip, State
from sync.server.intake.tables import intake
from sync.server.jobs.domain import Nothing
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.station import IN_WEST, HttpAnswer, Station


def sent(station: Station, text: str, code: str = "flood", **fields: str) -> str:
    """A tip that waits to be checked; its number."""
    import msgspec

    number = new_id()[-11:]
    doc = msgspec.json.encode(SentTip("light", text, "u školy", IN_WEST, name="Jana", phone="602 123 456")).decode()
    row = {
        "number": number, "form": new_id(), "link": new_id(), "kind": Kind.TIP.value, "doc": doc, "digest": "",
        "language": "cs", "at": station.server.now(), "address": "", "network": "", "doubt": code,
        "state": State.CHECK.value, "code": code,
    }  # fmt: skip
    with station.server.database.write() as connection:
        connection.execute(sa.insert(intake).values(row | fields))
    station.clock.forward(seconds=1)
    return number


def state_of(station: Station, number: str) -> tuple[str, bool]:
    """Where it stands, and whether its text is still here."""
    row = station.all(sa.select(intake).where(intake.c.number == number))[0]
    return row.state, row.doc != "{}"


@pytest.fixture
def dispatcher(station: Station) -> Browser:
    return at_desk(station, "d", Role.DISPATCHER)


def press(browser: Browser, **fields: str) -> HttpAnswer:
    browser.get("/desk/check")
    return browser.post("/desk/check", fields)


def meant(browser: Browser, code: str) -> dict[str, str]:
    """The fields of the form that means all of a reason."""
    text = browser.get("/desk/check").body.decode()
    found = re.findall(r'name="(code|kind|until)" value="([^"]*)"', text)
    groups = [dict(found[i : i + 3]) for i in range(0, len(found), 3)]
    return next(one for one in groups if one["code"] == code)


def test_that_one_is_let_through_and_one_is_left_out(station: Station, dispatcher: Browser) -> None:
    good, bad = sent(station, "Nesvítí lampa."), sent(station, "Kup <b>teď</b>", "honeypot")
    page = text_of(dispatcher.get("/desk/check"))
    assert "Nesvítí lampa." in page
    assert "Kup <b>teď</b>" in page, "as text"
    assert "602 123 456" not in page
    assert press(dispatcher, do=f"take:{good}").status == 303
    left_out = press(dispatcher, do=f"drop:{bad}")
    assert [state_of(station, one) for one in (good, bad)] == [("done", False), ("dropped", True)]
    assert len(station.all(sa.select(schema.tip))) == 1
    assert "1 vynechán" in text_of(dispatcher.get(left_out.headers["location"]))
    told = [(row.action, row.target) for row in station.all(sa.select(schema.audit).order_by(schema.audit.c.id))]
    assert ("intake.take", good) in told
    assert ("intake.drop", bad) in told
    assert "intake.read" in {action for action, _ in told}
    again = press(dispatcher, do=f"take:{good}")
    assert "nepodařil" in text_of(dispatcher.get(again.headers["location"]))
    assert len(station.all(sa.select(schema.tip))) == 1


def test_that_all_of_a_kind_that_were_seen_are_left_out_and_put_back(station: Station, dispatcher: Browser) -> None:
    flood = [sent(station, f"Záplava {n}") for n in range(3)]
    robot = sent(station, "Robot", "honeypot")
    fields = meant(dispatcher, "flood")
    later = sent(station, "Přišlo potom")
    done = dispatcher.post("/desk/check", fields | {"do": "drop-all"})
    assert [state_of(station, one)[0] for one in (*flood, robot, later)] == ["dropped"] * 3 + ["check"] * 2
    page = dispatcher.get(done.headers["location"]).body.decode()
    at = re.search(r'name="at" value="([^"]+)"', page)
    assert at is not None
    station.clock.forward(minutes=20)
    assert dispatcher.post("/desk/check", {"do": "back", "at": at[1]}).headers["location"].endswith("back=3")
    assert {state_of(station, one) for one in flood} == {("check", True)}


def test_that_letting_all_through_is_asked_first(station: Station, dispatcher: Browser) -> None:
    for n in range(2):
        sent(station, f"Záplava {n}")
    asked = dispatcher.post("/desk/check", meant(dispatcher, "flood") | {"do": "take-all"})
    assert "Pustit 2? Hned se dostanou do zařízení" in text_of(asked)
    assert station.all(sa.select(schema.tip)) == []
    sure = meant(dispatcher, "flood") | {"do": "sure"}
    assert "taken=2&left=0" in dispatcher.post("/desk/check", sure).headers["location"]
    assert len(station.all(sa.select(schema.tip))) == 2
    assert "Nic nečeká na prověření" in text_of(dispatcher.get("/desk/check"))


def test_that_what_was_left_out_is_forgotten_in_a_day(station: Station, dispatcher: Browser) -> None:
    number = sent(station, "Nevyžádané")
    at = station.server.now()
    press(dispatcher, do=f"drop:{number}")

    def forget() -> None:
        station.server.database.durably(lambda c: deciding.forget(c, station.server, Nothing()))

    station.clock.forward(hours=23)
    forget()
    assert state_of(station, number) == ("dropped", True)
    station.clock.forward(hours=2)
    forget()
    assert state_of(station, number) == ("dropped", False)
    later = at_desk(station, "s", Role.SUPERVISOR)
    assert press(later, do="back", at=at).headers["location"].endswith("back=0")
    assert state_of(station, number) == ("dropped", False)


def test_that_the_queue_is_for_those_who_place(station: Station) -> None:
    for role in (Role.OFFICER, Role.ANALYST):
        assert at_desk(station, role.value, role).get("/desk/check").status == 403
