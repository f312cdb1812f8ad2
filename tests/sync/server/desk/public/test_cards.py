"""Who leads says what residents see of an officer: it is on their page at once, and nothing that was typed is lost."""

import io
import re

import pytest
import sqlalchemy as sa
from PIL import Image

from app.accounts.domain import Role
from sync.server.cards import repository
from sync.server.cards.service import forget_portraits
from sync.server.jobs.domain import Nothing
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.photos.test_previews import lying
from tests.sync.server.residents.visitor import Visitor, pages
from tests.sync.server.station import WEST, HttpAnswer, Station

CARD = {
    "do": "save", "shows": "name", "phone": "+420 474 111 156", "email": "novak@example.cz", "hours1": "14-16 škola",
    "hours3": "8–9; 18–19:30, knihovna", "note": "V létě po domluvě", "profile0": "Okrsek na síti",
    "address0": "https://example.cz/novak",
}  # fmt: skip


def opened(station: Station) -> tuple[Browser, str, dict[str, str]]:
    """A supervisor before the card of an officer: the browser, the path, and the hidden fields."""
    path = f"/desk/public/officer/{station.person('novak', Role.OFFICER, WEST)}"
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    return boss, path, {"seen": boss.form(path)["seen"]}


def residents_see(visitor: Visitor) -> str:
    return visitor.get(f"/straznik/{WEST}").body.decode()


def stays(answer: HttpAnswer, typed: dict[str, str]) -> None:
    shown = answer.body.decode()
    for name, value in typed.items():
        if name not in {"do", "shows", "seen"}:
            assert f'name="{name}"' in shown, name
            assert f'value="{value}"' in shown, name


def test_that_a_card_is_on_the_residents_page_as_soon_as_it_is_saved(station: Station) -> None:
    boss, path, seen = opened(station)
    assert "chybí" in text_of(boss.get("/desk/public")).lower()
    done = boss.post_with(path, CARD | seen, "portrait", lying(6))
    assert (done.status, done.headers["location"]) == (303, f"{path}?saved=1")
    assert "Lidé to od teď vidí" in text_of(boss.get(f"{path}?saved=1"))
    assert "474 111 156, novak@example.cz" in text_of(boss.get("/desk/public"))
    with pages(station) as visitor:
        page = residents_see(visitor)
        read = " ".join(re.sub(r"<[^>]+>", " ", page).split())
        for said in (
            "Novak",
            "+420 474 111 156",
            "po 14–16, škola",
            "st 8–9 st 18–19:30, knihovna",
            "V létě po domluvě",
        ):
            assert said in read, read
        assert 'href="https://example.cz/novak" rel="noreferrer noopener"' in page
        portrait = re.search(r'src="(/straznik/portret/[0-9a-f]{32})"', page)
        assert portrait is not None
        answer = visitor.get(portrait[1])
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        with Image.open(io.BytesIO(answer.raw)) as image:
            assert image.size == (80, 120), "upright"
            assert not image.getexif()
    assert boss.get(f"{path}/portrait").raw == answer.raw
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action))]
    assert actions.count("residents.card") == 1


def test_that_what_can_not_be_shown_is_said_and_all_that_was_typed_stays(station: Station) -> None:
    boss, path, seen = opened(station)
    long = "x" * 201
    odd = {
        "phone": "zavolejte", "email": "novak@", "hours1": "odpoledne", "hours3": "16–14", "note": long, "profile0": "",
        "address0": "javascript:alert(1)", "profile1": "Jinde", "address1": "http://kdo@example.cz",
    }  # fmt: skip
    answer = boss.post(path, CARD | seen | odd)
    assert answer.status == 422
    stays(answer, CARD | odd)
    assert answer.body.decode().count('class="fault"') == 8
    for data in (b"<svg onload=alert(1)>", b"\xff\xd8\xff" + bytes(50)):
        refused = boss.post_with(path, CARD | seen, "portrait", data)
        assert (refused.status, 'id="portrait-fault"' in refused.body.decode()) == (422, True)
        stays(refused, CARD)
    with station.server.database.read() as connection:
        assert all(not one.has_card for one in repository.officers(connection)), "nothing was saved in part"


def test_that_two_who_change_a_card_do_not_lose_what_the_other_wrote(station: Station) -> None:
    boss, path, seen = opened(station)
    assert boss.post(path, CARD | seen).status == 303
    assert boss.post(path, CARD | seen).status == 303, "a double click saves the same once more"
    late = boss.post(path, CARD | seen | {"phone": "474 000 000"})
    assert (late.status, "změnil někdo jiný" in text_of(late)) == (409, True)
    stays(late, CARD | {"phone": "474 000 000"})
    assert boss.post(path, CARD | boss.fields(late) | {"phone": "474 000 000"}).status == 303


def test_that_a_portrait_is_hidden_from_residents_at_once_and_gone_after_a_day(station: Station) -> None:
    boss, path, seen = opened(station)
    boss.post_with(path, CARD | seen, "portrait", lying(1))
    typed = CARD | seen | {"note": "Rozepsáno"}
    with pages(station) as visitor:
        before = re.findall(r"/straznik/portret/\w+", residents_see(visitor))[0]
        hidden = boss.post(path, typed | {"do": "hide"})
        stays(hidden, typed)
        assert "/straznik/portret/" not in residents_see(visitor)
        assert visitor.get(before).status == 404
        assert "Vrátit portrét zpět" in text_of(hidden)
        boss.post(path, typed | {"do": "show"})
        after = re.findall(r"/straznik/portret/\w+", residents_see(visitor))[0]
        assert after != before
        boss.post(path, typed | {"do": "hide"})
        station.clock.forward(hours=25)
        station.server.database.durably(lambda connection: forget_portraits(connection, station.server, Nothing()))
        boss.sign_in("vedouci")
        assert "Vrátit portrét zpět" not in text_of(boss.post(path, typed | {"do": "show"}))
        assert station.scalar(sa.select(schema.officer_card.c.picture)) is None
        assert "/straznik/portret/" not in residents_see(visitor)


def test_that_a_form_survives_its_session_and_a_disk_that_is_full(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss, path, seen = opened(station)

    def full(*_: object, **__: object) -> None:
        raise sa.exc.OperationalError("", {}, Exception("disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr(repository, "put_card", full)
        refused = boss.post(path, CARD | seen)
    assert (refused.status, "nepodařilo zapsat" in text_of(refused)) == (503, True)
    stays(refused, CARD)
    station.clock.forward(hours=13)
    over = boss.post(path, CARD | seen)
    assert (over.status, "Už nejste přihlášeni" in text_of(over)) == (403, True)
    stays(over, CARD)
    assert "Novak" not in text_of(over), "who is signed out is told nothing"
    boss.sign_in("vedouci")
    old = boss.post(path, CARD | seen)
    assert (old.status, "otevřený dlouho" in text_of(old)) == (403, True)
    stays(old, CARD)
    assert boss.post(path, CARD | seen).status == 303


def test_that_only_who_leads_comes_to_this_room(station: Station) -> None:
    officer_id = station.person("novak", Role.OFFICER, WEST)
    for role in (Role.OFFICER, Role.DISPATCHER, Role.ANALYST):
        browser = at_desk(station, role.value, role)
        for path in ("", f"/officer/{officer_id}"):
            assert browser.get(f"/desk/public{path}").status == 403, (role, path)
        assert browser.post(f"/desk/public/officer/{officer_id}", CARD).status == 403, role
        assert "/desk/public" not in browser.get("/desk").body.decode()
    boss = at_desk(station, "spravce", Role.ADMIN)
    assert boss.get("/desk/public/officer/nikdo").status == 404
    assert boss.get(f"/desk/public/officer/{officer_id}/portrait").status == 404
