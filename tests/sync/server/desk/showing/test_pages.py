"""Who decides covers a photo, looks at what the server made of it, and says who sees that; nothing drawn is lost."""

import io
import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from PIL import Image

from app.accounts.domain import Role
from sync.server.showing import repository
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.residents.visitor import Visitor, pages
from tests.sync.server.showing.town import Shown, is_red, shown_town
from tests.sync.server.station import HttpAnswer, Station

HALF = "b,0,0,5000,10000"
SAID = {"side": "after", "words": "Lampa svítí.", "words_en": ""}


@pytest.fixture
def visitor(station: Station) -> Iterator[Visitor]:
    with pages(station) as one:
        yield one


@pytest.fixture
def town(station: Station, visitor: Visitor) -> Shown:
    one = shown_town(station, visitor)
    one.close()
    return one


@pytest.fixture
def path(town: Shown) -> str:
    return f"/desk/showing/{town.photo_id}"


@pytest.fixture
def moderator(town: Shown) -> Browser:
    return at_desk(town.station, "moderatorka", Role.MODERATOR)


def covered(browser: Browser, path: str, **fields: str) -> dict[str, str]:
    """Let it be covered and go to what was made; the hidden fields of the form."""
    browser.get(path)
    done = browser.post(path, {"do": "cover", "covers": HALF} | fields)
    assert (done.status, done.headers["location"]) == (303, f"{path}?done=cover#picture")
    return browser.form(path)


def made(browser: Browser, path: str) -> Image.Image:
    found = re.search(r'class="made" src="([^"]+)"', browser.get(path).body.decode())
    assert found is not None
    return Image.open(io.BytesIO(browser.get(found[1]).raw)).convert("RGB")


def stays(answer: HttpAnswer, **typed: str) -> None:
    shown = answer.body.decode()
    for name, value in typed.items():
        assert re.search(rf'name="{name}"[^>]* value="{value}"', shown), name


def test_that_a_photo_goes_from_the_list_to_the_party_and_back(town: Shown, moderator: Browser, path: str) -> None:
    front = text_of(moderator.get("/desk"))
    assert "Snímky uzavřených podnětů ke zveřejnění" in front
    listed = moderator.get("/desk/showing")
    assert path in listed.body.decode()
    assert "od strážníka" in text_of(listed)
    hidden = covered(moderator, path)
    assert hidden["covers"] == HALF
    image = made(moderator, path)
    assert not is_red(image, 100, 100)
    assert is_red(image, 300, 100)
    done = moderator.post(path, hidden | SAID | {"do": "show-parties"})
    assert (done.status, done.headers["location"]) == (303, f"{path}?done=show-parties#picture")
    assert "Účastníci podnětu ho od teď vidí" in text_of(moderator.get(f"{path}?done=show-parties"))
    assert len(town.on_own_page()) == 1
    listed = moderator.get("/desk/showing")
    assert "vidí účastníci · Moderatorka" in text_of(listed)
    assert "Žádný snímek na vás nečeká" in text_of(listed)
    assert moderator.post(path, moderator.form(path) | SAID | {"do": "withdraw-parties"}).status == 303
    assert town.on_own_page() == []
    who = {(row.action, row.actor) for row in town.station.all(sa.select(schema.audit)) if row.target == town.photo_id}
    me = town.station.scalar(sa.select(schema.account.c.id).where(schema.account.c.login == "moderatorka"))
    assert who == {("photo.cover", me), ("photo.show", me), ("photo.withdraw", me)}


def test_that_fields_of_the_grid_cover_without_a_script(moderator: Browser, path: str) -> None:
    page = moderator.get(path).body.decode()
    assert page.count('type="checkbox"') == 64
    assert "řádek 8, sloupec 8" in page
    hidden = covered(moderator, path, covers="", g0="1", g9="1")
    assert hidden["covers"] == "b,0,0,1250,1250;b,1250,1250,1250,1250"
    image = made(moderator, path)
    assert [is_red(image, x, y) for x, y in ((10, 10), (75, 37), (75, 10), (300, 100))] == [False, False, True, True]
    more = covered(moderator, path, covers=hidden["covers"], g63="1")
    assert more["covers"].startswith(hidden["covers"] + ";b,8750,8750")
    cleared = moderator.post(path, more | SAID | {"do": "clear", "g1": "1"})
    stays(cleared, covers="", words="Lampa svítí.")
    assert "checked" not in re.sub(r'<input type="radio"[^>]*>', "", cleared.body.decode())


def test_that_nothing_is_shown_that_was_not_looked_at_and_said_in_words(
    town: Shown, moderator: Browser, path: str
) -> None:
    assert "show-all" not in moderator.get(path).body.decode()
    hidden = covered(moderator, path)
    others: tuple[dict[str, str], ...] = ({"covers": HALF + ";b,1,1,1,1"}, {"g7": "1"}, {"covers": ""})
    for drawn in others:
        answer = moderator.post(path, hidden | SAID | drawn | {"do": "show-parties"})
        assert (answer.status, "Zakrytí se od náhledu změnilo" in text_of(answer)) == (422, True)
        stays(answer, words="Lampa svítí.", covers=drawn.get("covers", HALF))
    for typed in ({"words": " "}, {"side": ""}, {"side": "x"}, {"words": "x" * 201}, {"words_en": "y" * 201}):
        answer = moderator.post(path, hidden | SAID | typed | {"do": "show-all"})
        assert (answer.status, "Něco je potřeba opravit" in text_of(answer)) == (422, True), typed
    for odd in ("x", "b,1,2,3", HALF + ";"):
        answer = moderator.post(path, hidden | SAID | {"do": "cover", "covers": odd})
        assert (answer.status, "Tolik toho najednou" in text_of(answer)) == (422, True), odd
        stays(answer, covers=odd, words="Lampa svítí.")
    late = moderator.post(path, hidden | SAID | {"do": "show-all", "mark": "0" * 32})
    assert (late.status, "mezitím někdo rozhodl" in text_of(late)) == (409, True)
    stays(late, words="Lampa svítí.")
    assert town.on_own_page() == []
    assert moderator.post(path, {"do": "look"} | hidden | SAID).status == 200, "Enter in a line decides nothing"
    assert town.on_own_page() == []
    assert moderator.post(path, {"do": "burn"} | hidden).status == 404


def test_that_what_was_drawn_survives_its_session_and_a_disk_that_is_full(
    town: Shown, moderator: Browser, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"do": "cover", "covers": HALF} | SAID

    def full(*_: object, **__: object) -> None:
        raise sa.exc.OperationalError("", {}, Exception("disk is full"))

    moderator.get(path)
    with monkeypatch.context() as patched:
        patched.setattr(repository, "put", full)
        refused = moderator.post(path, sent)
    assert (refused.status, "nepodařilo zapsat" in text_of(refused)) == (503, True)
    stays(refused, covers=HALF, words="Lampa svítí.")
    town.station.clock.forward(hours=13)
    over = moderator.post(path, sent)
    assert (over.status, "Už nejste přihlášeni" in text_of(over)) == (403, True)
    stays(over, covers=HALF, words="Lampa svítí.")
    assert "/whole" not in over.body.decode(), "who is signed out sees nothing of the photo"
    moderator.sign_in("moderatorka")
    old = moderator.post(path, sent)
    assert (old.status, "otevřený dlouho" in text_of(old)) == (403, True)
    stays(old, covers=HALF, words="Lampa svítí.")
    assert moderator.post(path, sent).status == 303


def test_that_it_is_known_who_looked_at_a_photo_with_nothing_covered(
    town: Shown, moderator: Browser, path: str
) -> None:
    answer = moderator.get(f"{path}/whole")
    assert answer.headers["content-type"] == "image/jpeg"
    assert town.actions().count("photo.read") == 1
    assert moderator.get(f"{path}/made/{'0' * 32}").status == 404
    assert "script-src 'self'" in moderator.get(path).headers["content-security-policy"]


def test_that_only_who_decides_comes_to_this_room(town: Shown, path: str) -> None:
    boss = at_desk(town.station, "velitelka", Role.SUPERVISOR)
    hidden = covered(boss, path)
    for role in (Role.OFFICER, Role.DISPATCHER, Role.ANALYST, Role.ADMIN):
        browser = at_desk(town.station, role.value, role)
        for one in ("/desk/showing", path, f"{path}/whole", f"{path}/made/{hidden['mark']}", "/desk/cover.js"):
            assert browser.get(one).status == 403, (role, one)
        assert browser.post(path, hidden | SAID | {"do": "show-all"}).status == 403, role
        assert "/desk/showing" not in browser.get("/desk").body.decode()
    town.station.clock.forward(minutes=20)  # so many do not sign in at once from one address
    moderator = at_desk(town.station, "moderatorka", Role.MODERATOR)
    rooms = set(re.findall(r'<a href="(/desk[^"]*)" accesskey', moderator.get("/desk").body.decode()))
    assert rooms == {"/desk", "/desk/showing", "/desk/bursts", "/desk/remarks", "/desk/sessions"}
    assert moderator.get("/desk/showing/00000000-0000-7000-8000-000000000000").status == 404
