"""Remarks on the desk: read by a moderator first, then by whoever holds the district, and by nobody else."""

from app.accounts.domain import Role
from tests.sync.server.desk.browser import at_desk, text_of
from tests.sync.server.ratings.given import coming, hand_over
from tests.sync.server.station import IN_WEST, WEST, Station

ROOM, READ = "/desk/remarks", "/desk/said"
WORDS = "Za školou se <b>večer</b> pije, auto 5U1 2345."


def said(station: Station) -> str:
    """A rating with a remark; the path of its decision."""
    (one,) = hand_over(station, coming(place=IN_WEST, remark=WORDS))
    return f"{ROOM}/{one.id}"  # type: ignore[union-attr]


def test_that_a_remark_is_marked_released_read_and_taken_back(station: Station) -> None:
    moderator = at_desk(station, "kralova", Role.MODERATOR)
    officer = at_desk(station, "novak", Role.OFFICER, WEST)
    assert "Na vás nečeká žádná poznámka" in text_of(moderator.get(ROOM))
    path = said(station)
    assert "Poznámky u hodnocení Přečte je, kdo má lokalitu, až je uvolníte. 1" in text_of(moderator.get("/desk"))
    page = moderator.get(ROOM)
    assert "Za školou se &lt;b&gt;večer&lt;/b&gt;" in page.body.decode()
    assert "SPZ" in text_of(page)
    assert "Za školou" not in text_of(officer.get(READ))
    assert moderator.post(path, {"do": "release", "seen": ""}).status == 303
    assert "Za školou se &lt;b&gt;večer" in officer.get(READ).body.decode()
    late = moderator.post(path, {"do": "withhold", "seen": ""})
    assert (late.status, "Mezitím o tom někdo rozhodl" in text_of(late)) == (409, True)
    assert moderator.post(path, {"do": "nic", "seen": ""}).status == 404
    seen = moderator.form(ROOM)["seen"]
    assert moderator.post(path, {"do": "wait", "seen": seen}).status == 303
    assert "Za školou" not in text_of(officer.get(READ))
    assert "Za školou" in text_of(moderator.get(ROOM))


def test_that_nobody_else_reads_a_remark(station: Station) -> None:
    path = said(station)
    for role in (Role.OFFICER, Role.DISPATCHER, Role.ANALYST, Role.ADMIN):
        browser = at_desk(station, f"x-{role.value}", role)
        assert browser.get(ROOM).status == 403
        assert browser.post(path, {"do": "release", "seen": ""}).status == 403
    moderator = at_desk(station, "kralova", Role.MODERATOR)
    assert moderator.get(READ).status == 403
    moderator.get(ROOM)
    moderator.token = "ab" * 16
    over = moderator.post(path, {"do": "release", "seen": ""})
    assert over.status == 403
    assert "nic nestalo" in text_of(over)
    moderator.cookies.clear()
    assert "Za školou" not in text_of(moderator.post(path, {"do": "release", "seen": ""}))
