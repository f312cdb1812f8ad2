"""Priorities, events, the pledge and bodies: each is with residents or on the devices as soon as it is saved, and
comes back where it was taken away."""

import re
from datetime import timedelta

import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from sync.server.cards import repository as cards
from sync.server.cards.domain import Kept, Priority
from sync.server.events import repository as events
from sync.server.ground.moments import instant
from tests.sync.server import schema
from tests.sync.server.desk.browser import Browser, at_desk, text_of
from tests.sync.server.residents.visitor import Visitor, pages
from tests.sync.server.station import EAST, WEST, Station

PRIORITY = f"/desk/public/district/{WEST}/priority"
LAMPS = {
    "do": "save", "text": "Tma u školy", "text_en": "Darkness at the school", "day0": "2026-02-20",
    "done0": "Opravena lampa", "done_en0": "", "day1": "", "done1": "", "done_en1": "",
}  # fmt: skip
TALK = {
    "do": "save", "kind": "prevention", "district": WEST, "title": "Jak zamknout kolo", "title_en": "",
    "place": "Knihovna", "first": "2026-03-10", "start": "16:00", "last": "", "end": "18:30",
    "text": "Přijďte\r\ns kolem.", "text_en": "",
}  # fmt: skip
PLEDGE = {"do": "save", "days": "3", "otherwise": "vám zavolá velitel.", "otherwise_en": ""}
BODY = {"do": "save", "name": "Technické služby", "email": "ts@example.cz", "days": "10", "kind-light": "1"}


def boss(station: Station) -> Browser:
    return at_desk(station, "vedouci", Role.SUPERVISOR)


def residents_read(visitor: Visitor, path: str = f"/straznik/{WEST}") -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", visitor.get(path).body.decode()).split())


def test_that_three_priorities_are_named_renewed_taken_away_and_put_back(station: Station) -> None:
    one = boss(station)
    done = one.post(PRIORITY, LAMPS | one.form(PRIORITY))
    assert (done.status, done.headers["location"]) == (303, f"/desk/public/district/{WEST}?saved=1")
    with pages(station) as visitor:
        assert "Tma u školy (březen 2026) Co se udělalo: 20. 2. 2026 Opravena lampa" in residents_read(visitor)
        assert "Darkness at the school" in residents_read(visitor, f"/straznik/{WEST}?lang=en")
        assert "Opravena lampa" not in residents_read(visitor, f"/straznik/{EAST}?lang=cs")
        priority_id = str(station.scalar(sa.select(schema.district_priority.c.id)))
        station.clock.forward(days=80)
        one.sign_in("vedouci")
        due = text_of(one.get(f"/desk/public/district/{WEST}"))
        assert "je čas ji obnovit Ukazuje se do 2. 6. 2026" in due
        station.clock.forward(days=13)
        one.sign_in("vedouci")
        assert "už se neukazuje" in text_of(one.get(f"/desk/public/district/{WEST}"))
        assert "Tma u školy" not in residents_read(visitor), "none older than three months"
        seen = one.form(f"{PRIORITY}?id={priority_id}")
        assert one.post(PRIORITY, LAMPS | seen | {"do": "renew"}).status == 303
        assert "Tma u školy (červen 2026)" in residents_read(visitor)
        for number in range(2):
            assert one.post(PRIORITY, LAMPS | one.form(PRIORITY) | {"text": f"Jiná {number}"}).status == 303
        fourth = one.post(PRIORITY, LAMPS | one.form(PRIORITY) | {"text": "Čtvrtá"})
        assert (fourth.status, "Tři už se ukazují" in text_of(fourth), 'value="Čtvrtá"' in fourth.body.decode()) == (
            409, True, True
        )  # fmt: skip
        gone = one.post(PRIORITY, LAMPS | one.form(f"{PRIORITY}?id={priority_id}") | {"do": "remove"})
        assert "Odebráno: Tma u školy" in text_of(gone)
        assert "Tma u školy" not in residents_read(visitor)
        assert one.post(PRIORITY, one.fields(gone) | {"do": "save"}).status == 303
        assert "Opravena lampa" in residents_read(visitor)


def test_that_what_is_wrong_with_a_priority_is_said_and_stays(station: Station) -> None:
    one = boss(station)
    odd = {"text": "", "day0": "2026-03-20", "done1": "Kontrola", "day1": "včera"}
    answer = one.post(PRIORITY, LAMPS | one.form(PRIORITY) | odd)
    assert (answer.status, answer.body.decode().count('class="fault"')) == (422, 3)
    assert all(f'value="{value}"' in answer.body.decode() for value in odd.values())
    stale = instant(station.clock() - timedelta(days=1))
    with station.server.database.write() as connection:
        cards.put_priority(connection, Priority(new_id(), EAST, "Cizí", stale))
        other = connection.execute(sa.select(schema.district_priority.c.id)).scalar_one()
    assert one.get(f"{PRIORITY}?id={other}").status == 404
    assert one.post(PRIORITY, LAMPS | one.form(PRIORITY) | {"id": other}).status == 404
    one.post(PRIORITY, LAMPS | {"id": other, "do": "remove"})
    with station.server.database.read() as connection:
        assert cards.find_priority(connection, other) is not None, "the form of one district takes none of another's"


def test_that_an_event_is_read_where_it_is_for_and_by_whom_it_was_cancelled_stays_to_be_seen(station: Station) -> None:
    one = boss(station)
    path = "/desk/public/event"
    odd = one.post(
        path, TALK | one.form(path) | {"end": "15:00", "title": "", "place": "x" * 201, "first": "2026-03-10"}
    )
    assert (odd.status, odd.body.decode().count('class="fault"')) == (422, 3)
    assert "Konec je před začátkem" in text_of(odd)
    assert "s kolem." in odd.body.decode()
    assert one.post(path, TALK | one.form(path) | {"first": "2026-01-10"}).status == 422, "it would be over"
    seen = one.form(path)
    for _ in range(2):  # a double click
        assert one.post(path, TALK | seen).status == 303
    with station.server.database.read() as connection:
        (event,) = events.every(connection, "")
    with pages(station) as visitor:
        assert "Jak zamknout kolo 10. 3. 2026 16:00–18:30 , Knihovna prevence" in residents_read(visitor)
        assert "Jak zamknout kolo" in residents_read(visitor, f"/lokalita/{WEST}")
        assert "Jak zamknout kolo" not in residents_read(visitor, f"/straznik/{EAST}")
        held = one.form(f"{path}?id={event.id}")
        typed = one.post(path, TALK | held | {"do": "cancel", "place": "Škola"})
        assert 'value="Škola"' in typed.body.decode(), "what was typed outlives the button beside it"
        assert "Zrušeno. Akce se nekoná. 10. 3. 2026 16:00" in residents_read(visitor)
        assert one.post(path, TALK | held | {"district": ""}).status == 303
        assert "Zrušeno." in residents_read(visitor, f"/straznik/{EAST}"), "a change of words does not revive it"
        one.post(path, TALK | one.form(f"{path}?id={event.id}") | {"do": "hold"})
        assert "Zrušeno." not in residents_read(visitor)
        gone = one.post(path, TALK | one.form(f"{path}?id={event.id}") | {"do": "remove"})
        assert "Jak zamknout kolo" not in residents_read(visitor)
        assert one.post(path, TALK | one.fields(gone)).status == 303
        assert "Jak zamknout kolo" in residents_read(visitor)


def test_that_the_pledge_is_made_changed_and_ended_and_keeps_its_figure_as_long_as_its_days(station: Station) -> None:
    one, path = boss(station), "/desk/public/pledge"
    for wrong in ({"days": "11"}, {"days": "0"}, {"days": "³"}, {"otherwise": ""}):
        assert one.post(path, PLEDGE | one.form(path) | wrong).status == 422
    assert one.post(path, PLEDGE | one.form(path)).status == 303
    with pages(station) as visitor:
        assert "Odpověď do 3 pracovních dnů, jinak vám zavolá velitel." in residents_read(visitor)
        now = station.server.now()
        with station.server.database.write() as connection:
            cards.put_figure(connection, Kept(9, 12, now, now))
        assert "75 % dodrženo 9 z 12" in residents_read(visitor)
        assert one.post(path, PLEDGE | one.form(path) | {"otherwise": "zavoláme."}).status == 303
        assert "75 %" in residents_read(visitor)
        gone = one.post(path, PLEDGE | one.form(path) | {"do": "end"})
        assert "K čemu se město zavázalo" not in residents_read(visitor)
        station.clock.forward(minutes=10)
        one.post(path, PLEDGE | one.fields(gone))
        assert station.scalar(sa.select(schema.pledge.c.doc)).count(now) == 1, "it goes on as if it had not been ended"
        one.post(path, PLEDGE | one.form(path) | {"days": "5"})
        assert "Odpověď do 5 pracovních dnů" in residents_read(visitor)
        assert now not in station.scalar(sa.select(schema.pledge.c.doc)), "another pledge is counted anew"


def test_that_a_body_reaches_the_devices_without_its_address_and_is_taken_up_again(station: Station) -> None:
    one, path = boss(station), "/desk/public/body"
    wrong = one.post(path, BODY | one.form(path) | {"email": "ts@", "days": "0"})
    assert (wrong.status, wrong.body.decode().count('class="fault"')) == (422, 2)
    assert one.post(path, BODY | one.form(path)).status == 303
    doc = station.scalar(sa.select(schema.feed.c.doc).where(schema.feed.c.kind == "body"))
    assert "Technické služby" in doc
    assert "ts@example.cz" not in doc
    listed = text_of(one.get("/desk/public/bodies"))
    assert "Technické služby ts@example.cz" in listed
    body_id = str(station.scalar(sa.select(schema.body.c.id)))
    known = station.scalar(sa.select(schema.body.c.doc)).replace('"categories":[', '"categories":["gone-1",')
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.body).values(doc=known))
    listed = text_of(one.get("/desk/public/bodies"))
    assert "kategorie, která už není" in listed
    assert "gone-1" not in listed
    again = one.post(path, BODY | one.form(path))
    assert (again.status, "Instituce toho jména už existuje" in text_of(again)) == (409, True)
    ended = one.post(path, BODY | one.form(f"{path}?id={body_id}") | {"do": "end"})
    assert "Zase ji nabízet" in text_of(ended)
    assert "už se nenabízí" in text_of(one.get("/desk/public/bodies"))
    one.post(path, BODY | one.fields(ended) | {"do": "resume"})
    assert "už se nenabízí" not in text_of(one.get("/desk/public/bodies"))
