"""Bursts on the desk: why each is set aside, decided with a reason, taken back, for who decides what becomes public."""

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.ratings.domain import Answer
from sync.server.ratings import surface
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.ratings.given import coming, crowd, hand_over
from tests.sync.server.station import IN_EAST, IN_WEST, Station

ROOM = "/desk/bursts"


@pytest.fixture
def moderator(station: Station) -> Browser:
    return at_desk(station, "kralova", Role.MODERATOR)


def stuffed(station: Station) -> str:
    """Twelve people at once, one of whom rated elsewhere; the path of the burst."""
    hand_over(station, *crowd(IN_WEST, 12, Answer.VERY_UNSAFE), coming("person 3", IN_EAST))
    run(station)
    return f"{ROOM}/{station.scalar(sa.select(schema.rating_burst.c.id))}"


def run(station: Station) -> int:
    with station.server.database.write() as connection:
        return surface.make(connection, station.server).aside


def post(browser: Browser, path: str, **fields: str) -> int:
    return browser.post(path, browser.form(path) | fields).status


def test_that_a_burst_waits_says_why_counts_and_is_taken_back(station: Station, moderator: Browser) -> None:
    assert "Nic na vás nečeká" in text_of(moderator.get(ROOM))
    path = stuffed(station)
    assert "Hodnocení, která přišla příliš rychle Do žádné mapy se nepočítají, dokud to nedovolíte. 1" in text_of(
        moderator.get("/desk")
    )
    assert "12 hodnocení během 24 hodin, věrohodných je nejvýš 8" in text_of(moderator.get(ROOM))
    shown = text_of(moderator.get(path))
    assert "· Západ" in shown
    assert "Obvykle tu za 90 dní přijde 0 hodnocení." in shown
    assert "12 hodnocení: 12 nebezpečno, 12 za tmy" in shown
    assert "12 prohlížečů; 11 z nich nikdy nehodnotilo nic jiného." in shown
    assert post(moderator, path, do="count", reason="schůze domu") == 303
    assert run(station) == 0
    decided = text_of(moderator.get(path))
    assert "Kralova počítají se: schůze domu" in decided
    assert "Započítat je" not in decided
    assert "Nic na vás nečeká" in text_of(moderator.get(ROOM))
    assert post(moderator, path, do="open", reason="ještě se zeptám") == 303
    assert "čeká právě teď" in text_of(moderator.get(ROOM))
    assert run(station) == 12
    asked = station.all(sa.select(schema.audit.c.action).where(schema.audit.c.action == "ratings.burst"))
    assert len(asked) == 2


def test_that_a_surface_is_made_soon_after_a_decision(station: Station, moderator: Browser) -> None:
    path = stuffed(station)
    jobs = sa.select(sa.func.count()).where(schema.job.c.key.like("surface 2%"))
    assert station.scalar(jobs) == 0
    assert post(moderator, path, do="leave_out", reason="jeden člověk") == 303
    assert station.scalar(jobs) == 1


def test_that_what_was_typed_survives_a_refusal(station: Station, moderator: Browser) -> None:
    path = stuffed(station)
    seen = moderator.form(path)
    assert post(moderator, path, do="count", reason=" ") == 422
    long = moderator.post(path, seen | {"do": "count", "reason": "ř" * 501})
    assert long.status == 422
    assert "ř" * 501 in text_of(long) or "ř" * 501 in long.body.decode()
    assert post(moderator, path, do="nic", reason="proto") == 404
    assert post(moderator, path, do="leave_out", reason="proto") == 303
    late = moderator.post(path, seen | {"do": "count", "reason": "pozdě, ale přece"})
    assert late.status == 409
    assert "pozdě, ale přece" in late.body.decode()
    moderator.token = "ab" * 16
    over = moderator.post(path, seen | {"do": "count", "reason": "po přihlášení"})
    assert over.status == 403
    assert "po přihlášení" in over.body.decode()


def test_that_nobody_else_sees_a_burst(station: Station) -> None:
    path = stuffed(station)
    for role in (Role.OFFICER, Role.DISPATCHER, Role.ANALYST, Role.ADMIN):
        browser = at_desk(station, f"x-{role.value}", role)
        assert {browser.get(ROOM).status, browser.get(path).status} == {403}
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    assert boss.get(path).status == 200
    assert boss.get(ROOM + "/none").status == 404
