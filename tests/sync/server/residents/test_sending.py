"""A resident sends a tip in three screens, loses nothing of what they type, and sends it once."""

import dataclasses

import pytest
import sqlalchemy as sa

from app.basemap.search import Found
from app.districts.domain import Basemap
from app.tips.domain import Channel
from sync.server.intake.limits import Allowed
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from tests.sync.server import schema
from tests.sync.server.intake.test_proof import proof_of
from tests.sync.server.residents.visitor import WRITTEN, Visitor, work
from tests.sync.server.station import IN_WEST, WEST, Station

ALL = {
    "category": "light",
    "where": 'Palackého 12 <u školy> & "tam"',
    "text": "První řádek\ndruhý & <b>třetí</b>",
    "name": "Jana O'Connorová",
    "phone": "+420 602 123 456",
    "email": "jana@example.cz",
}


def tips(station: Station) -> list[object]:
    return station.all(sa.select(schema.tip))


def test_that_a_tip_takes_three_screens_and_four_taps(station: Station, visitor: Visitor) -> None:
    """Taps: send a tip, a category, continue, send; between them only what is written."""
    screens = [visitor.get("/"), visitor.get("/podnet"), visitor.get("/podnet/popis?category=light")]
    assert 'href="/podnet"' in screens[0].body.decode()
    assert 'href="/podnet/popis?category=light"' in screens[1].body.decode()
    station.clock.forward(seconds=30)
    screens.append(visitor.post("/podnet/popis", WRITTEN | {"do": "preview"}))
    assert [one.status for one in screens] == [200] * 4
    assert len([one for one in screens if "Krok " in one.body.decode()]) == 3
    sent = visitor.post("/podnet/odeslat", {})
    assert sent.status == 303
    assert work(station) >= 1
    (tip,) = station.all(sa.select(schema.tip))
    assert (tip.channel, tip.category, tip.title) == (Channel.WEB.value, "light", "Nesvítí lampa a je tam tma.")
    assert "Místo: u zastávky Písečná" in tip.doc


def test_that_the_first_page_begins_with_whom_to_call(visitor: Visitor) -> None:
    text = visitor.get("/").body.decode()
    content = text[text.index("</h1>") :]
    calls = [content.index(f"tel:{number}") for number in ("156", "158", "112")]
    assert calls == sorted(calls)
    assert calls[-1] < content.index('href="/podnet"')


def test_that_whatever_is_refused_nothing_typed_is_lost(station: Station, visitor: Visitor) -> None:
    visitor.get("/podnet/popis?category=light")
    refusals = (
        (422, "/podnet/popis", ALL | {"do": "preview", "email": "to není adresa"}),
        (403, "/podnet/popis", ALL | {"do": "preview", "token": "0" * 64}),
        (409, "/podnet/odeslat", ALL | {"form": "jiný"}),
    )
    for status, path, fields in refusals:
        answer = visitor.post(path, fields)
        text = answer.body.decode()
        assert answer.status == status
        assert 'role="alert"' in text
        for typed in ("&lt;u školy&gt;", "druhý &amp; &lt;b&gt;třetí&lt;/b&gt;", "O&#39;Connorová", "+420 602 123 456"):
            assert typed in text, (status, typed)
        station.clock.forward(seconds=30)
        assert visitor.post("/podnet/popis", ALL | {"do": "preview"}).status == 200, "and it goes on from there"
    assert station.all(sa.select(schema.intake)) == []


def test_that_a_full_disk_loses_nothing_typed(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bool:
        raise sa.exc.OperationalError("INSERT", {}, Exception("database or disk is full"))

    visitor.write(**ALL)
    with monkeypatch.context() as patched:
        patched.setattr("sync.server.intake.repository.take_down", full)
        answer = visitor.post("/podnet/odeslat", {})
    assert answer.status == 503
    for typed in ("Teď se to nepodařilo zapsat.", "&lt;u školy&gt;", "&lt;b&gt;třetí&lt;/b&gt;", "O&#39;Connorová"):
        assert typed in answer.body.decode()
    assert visitor.post("/podnet/odeslat", {}).status == 303


def test_that_a_step_back_keeps_what_was_typed(visitor: Visitor) -> None:
    visitor.write(**ALL)
    text = visitor.post("/podnet/popis", {"do": "edit"}).body.decode()
    assert "O&#39;Connorová" in text
    assert 'name="where" type="text" value="Palackého 12 &lt;u školy&gt;' in text
    assert visitor.post("/podnet/popis?lang=en", ALL | {"do": "edit"}).body.decode().count("O&#39;Connorová") == 1
    blank = visitor.get("/podnet/popis?category=light")
    assert blank.headers["cache-control"] == "private, no-cache", "so that the browser's own way back keeps it too"


def test_that_a_double_click_files_once(station: Station, visitor: Visitor) -> None:
    visitor.write()
    first, second = visitor.post("/podnet/odeslat", {}), visitor.post("/podnet/odeslat", {})
    assert first.headers["location"] == second.headers["location"]
    work(station)
    third = visitor.post("/podnet/odeslat", {})
    assert third.headers["location"] == first.headers["location"]
    assert len(tips(station)) == 1


def test_that_another_text_in_a_form_that_was_sent_is_asked_about_and_not_lost(
    station: Station, visitor: Visitor
) -> None:
    visitor.send()
    used = dict(visitor.hidden)
    answer = visitor.post("/podnet/odeslat", used | {"text": "Něco docela jiného"})
    assert answer.status == 409
    assert "Něco docela jiného" in answer.body.decode()
    assert visitor.post("/podnet/odeslat", {}).status == 303, "pressed once more it goes as a new one"
    work(station)
    assert len(tips(station)) == 2


def test_that_a_place_is_found_by_address_by_degrees_or_left_to_words(
    station: Station, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (Found("Palackého", "street", IN_WEST.lon, IN_WEST.lat), Found("Palackého 12", "address", 13.06, 50.06))
    monkeypatch.setattr("sync.server.residents.sending.pages.offered", lambda _: Basemap("city", "0" * 64, 1, ""))
    monkeypatch.setattr(visitor.app.state.server.addresses, "search", lambda _sha, text: found if "pal" in text else ())
    visitor.get("/podnet/popis?category=light")
    searched = visitor.post("/podnet/popis", WRITTEN | {"do": "find", "where": "palackeho 12"})
    assert "Palackého 12" in searched.body.decode()
    assert visitor.hidden["spot"] == "50.060000,13.060000|Palackého 12", "the one of this very name"
    assert "mapa nezná" in visitor.post("/podnet/popis", WRITTEN | {"do": "find", "where": "u lípy"}).body.decode()
    for where in ("palackeho 12", f"{IN_WEST.lat:.4f}, {IN_WEST.lon:.4f}", "pal", "u lípy"):
        visitor.send(where=where, text=where)
    work(station)
    kept = {row.title: (row.lat, row.lon, row.district_id) for row in station.all(sa.select(schema.tip))}
    assert kept == {
        "palackeho 12": (50.06, 13.06, WEST),
        "50.0500, 13.0500": (50.05, 13.05, WEST),
        "pal": (None, None, ""),
        "u lípy": (None, None, ""),
    }


def test_that_a_place_chosen_for_other_words_is_not_taken(station: Station, visitor: Visitor) -> None:
    visitor.write(where="u lípy", spot="50.0500,13.0500|Palackého", sought="Palackého")
    assert visitor.post("/podnet/odeslat", {"spot": "50.0500,13.0500|Palackého", "sought": "Palackého"}).status == 303
    work(station)
    assert station.scalar(sa.select(schema.tip.c.lat)) is None


def test_that_the_sender_is_warned_of_birth_numbers_and_plates_and_may_send_all_the_same(visitor: Visitor) -> None:
    text = visitor.write(text="Soused 736028/5163 jezdí autem 5U1 2345.").body.decode()
    assert "rodné číslo" in text
    assert "registrační značka" in text
    assert visitor.post("/podnet/odeslat", {}).status == 303


def test_that_the_preview_says_what_the_police_get_and_what_is_public(visitor: Visitor) -> None:
    text = visitor.write(**ALL).body.decode()
    police, public = text.split("Co může vidět každý")
    assert "jana@example.cz" in police
    assert "Osvětlení · nový · březen 2026 · šestiúhelník" in public
    assert not any(secret in public for secret in ("Jana", "602", "jana@", "třetí", "Palackého"))
    assert "zůstáváte v anonymitě" in visitor.write().body.decode()


def test_that_what_fills_the_hidden_field_or_comes_too_fast_reaches_no_device(
    station: Station, visitor: Visitor
) -> None:
    visitor.write(text="od robota", homepage="https://spam.example")
    assert visitor.post("/podnet/odeslat", {}).status == 303, "a robot is told nothing"
    visitor.get("/podnet/popis?category=light")
    visitor.post("/podnet/popis", WRITTEN | {"do": "preview", "text": "příliš rychle"})
    assert visitor.post("/podnet/odeslat", {}).status == 303
    work(station)
    assert tips(station) == []
    kept = {row.code: row.doc for row in station.all(sa.select(schema.intake)) if row.state == "check"}
    assert "od robota" in kept["honeypot"]
    assert "příliš rychle" in kept["too_fast"]


@pytest.mark.parametrize("allowed", [Allowed(address_hour=2), Allowed(network_day=2), Allowed(town_hour=2)])
def test_that_too_much_is_refused_in_words_with_the_text_kept(
    station: Station, visitor: Visitor, allowed: Allowed
) -> None:
    server = visitor.app.state.server
    server.settings = dataclasses.replace(server.settings, intake=allowed)
    visitor.send()
    visitor.send()
    visitor.write(text="třetí z téhož místa")
    answer = visitor.post("/podnet/odeslat", {})
    assert answer.status == 429
    assert "odešlete ho za hodinu" in answer.body.decode()
    assert "třetí z téhož místa" in answer.body.decode()
    other = Visitor(visitor.app, station, "2001:db8::7")
    other.write()
    assert other.post("/podnet/odeslat", {}).status == (429 if allowed.town_hour == 2 else 303)
    station.clock.forward(hours=1, minutes=1)
    assert (visitor.post("/podnet/odeslat", {}).status == 429) == (allowed.network_day == 2)


def test_that_a_flood_waits_for_a_person(station: Station, visitor: Visitor) -> None:
    station.server.settings = dataclasses.replace(station.settings, intake=Allowed(checked_in_hour=3))
    for number in range(5):
        visitor.send(text=f"číslo {number}")
        work(station)
    assert len(tips(station)) == 3
    waiting = station.all(sa.select(schema.intake.c.code, schema.intake.c.doc).where(schema.intake.c.state == "check"))
    assert [row.code for row in waiting] == ["flood", "flood"]
    assert "číslo 3" in waiting[0].doc or "číslo 3" in waiting[1].doc


def test_that_a_browser_that_works_for_it_gets_past_a_town_that_is_full_and_waits_apart(
    station: Station, visitor: Visitor
) -> None:
    allowed = Allowed(town_hour=3, worked=2, checked_in_hour=2)
    for one in (station.server, visitor.app.state.server):
        one.settings = dataclasses.replace(one.settings, intake=allowed)
    assert b"data-bits" not in visitor.write().body, "nobody works while nothing happens"
    for number in range(3):
        visitor.send(text=f"záplava {number}")
    assert b'data-bits="16"' in visitor.write(text="člověk").body
    earlier = proof_of(visitor.hidden["form"])
    refused = visitor.post("/podnet/odeslat", {})
    assert refused.status == 429, "a flood keeps out whoever shows nothing"
    assert b'data-bits="16"' in refused.body
    visitor.hidden["work"] = proof_of(visitor.hidden["form"])
    assert visitor.post("/podnet/odeslat", {}).status == 303
    visitor.write(text="jiný člověk")
    assert visitor.post("/podnet/odeslat", {"work": earlier}).status == 429, "a proof is good once"
    for text in ("druhý", "třetí"):
        visitor.write(text=text)
        visitor.post("/podnet/odeslat", {"work": proof_of(visitor.hidden["form"])})
    visitor.write(text="čtvrtý")
    assert visitor.post("/podnet/odeslat", {"work": proof_of(visitor.hidden["form"])}).status == 429
    work(station)
    held = station.all(sa.select(schema.intake.c.code, schema.intake.c.doc).where(schema.intake.c.state == "check"))
    assert {row.code for row in held if "záplava" in row.doc} == {"flood"}
    assert [row.code for row in held if "záplava" not in row.doc] == ["worked"] * 3
    assert tips(station) == [], "neither reaches a device"


def test_that_the_link_is_random_stored_as_a_hash_and_is_not_the_number(station: Station, visitor: Visitor) -> None:
    secrets = {visitor.send(text=f"{number}") for number in range(3)}
    assert len(secrets) == 3
    work(station)
    stored = str(station.all(sa.select(schema.intake))) + str(station.all(sa.select(schema.tip_link)))
    stored += str(station.all(sa.select(schema.story))) + str(tips(station))
    assert not any(secret in stored for secret in secrets)
    assert visitor.get(f"/sledovat/{station.all(sa.select(schema.tip_link))[0].number}").status == 404


def test_that_where_it_came_from_is_forgotten_after_two_days(station: Station, visitor: Visitor) -> None:
    visitor.send()
    (row,) = station.all(sa.select(schema.intake))
    assert row.address
    assert "192.0.2" not in str(row)
    work(station)
    Worker(station.server, KINDS).plan()
    station.clock.forward(days=3)
    work(station)
    (row,) = station.all(sa.select(schema.intake))
    assert (row.address, row.network, row.doc) == ("", "", "{}")


def test_that_the_way_to_another_one_takes_the_place_along(station: Station, visitor: Visitor) -> None:
    secret = visitor.send(where="u zastávky Písečná")
    text = visitor.get(f"/sledovat/{secret}?new=1").body.decode()
    assert "/podnet?where=u+zast%C3%A1vky+P%C3%ADse%C4%8Dn%C3%A1" in text.replace("%20", "+")
    assert (
        'value="u zastávky Písečná"'
        in visitor.get("/podnet/popis?category=light&where=u+zast%C3%A1vky+P%C3%ADse%C4%8Dn%C3%A1").body.decode()
    )
