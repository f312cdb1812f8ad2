"""A resident rates a place by the pages of a real process's application; the main server's job takes it in."""

import dataclasses
import re
from urllib.parse import quote

import pytest
import sqlalchemy as sa

from app.basemap.search import Found, House, Street
from app.districts.domain import Basemap
from app.ratings.domain import RatingChannel
from app.safety.grid import stored_position
from app.values import Place
from sync.server.ground.documents import parse
from sync.server.intake import deciding
from sync.server.intake.domain import SentRating
from sync.server.intake.limits import Allowed
from sync.server.jobs.domain import Nothing
from sync.server.privacy.service import choose
from tests.sync.server import schema
from tests.sync.server.residents.rating.raters import (
    FOUR_TAPS,
    newest_code,
    of_code,
    open_form,
    rate,
    ratings,
    spot,
)
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import NOWHERE, Station

ALL = FOUR_TAPS | {
    "tag_lighting": "1",
    "tag_litter": "1",
    "age": "25_44",
    "sex": "woman",
    "remark": "<b>Tma</b> & strach",
}


def test_that_a_rating_takes_four_taps_after_the_place(station: Station, visitor: Visitor) -> None:
    page = open_form(visitor).body.decode()
    closed = page.partition("<details>")[0]
    questions = set(re.findall(r'type="radio" name="(\w+)"', closed))
    assert questions == {"part", "answer", "frequency"}, "one tap each"
    assert page.count("<button name") == 1, "and one on the button, on the same page"
    visitor.post("/hodnotit/odeslat", FOUR_TAPS)
    assert work(station) >= 1
    (row,) = ratings(station)
    assert (row.part, row.answer, row.frequency, row.tags, row.age, row.remark) == (
        "night", "rather_unsafe", "daily", "", None, "")  # fmt: skip
    assert row.channel == RatingChannel.WEB.value


def test_that_everything_said_is_kept_and_the_code_is_shown(station: Station, visitor: Visitor) -> None:
    open_form(visitor)
    sent = visitor.post("/hodnotit/odeslat", ALL)
    assert sent.status == 303
    shown = visitor.get(sent.headers["location"]).body.decode()
    assert newest_code(visitor) in shown
    assert "Ohodnotit totéž místo ve dne" in shown
    assert "tomu už ho nejde ukázat ani vymazat" in shown
    assert "bez kódu a bez prohlížeče" in visitor.get("/soukromi").body.decode()
    waiting = str(station.all(sa.select(schema.intake)))
    work(station)
    (row,) = of_code(station, newest_code(visitor))
    assert (row.tags, row.age, row.sex, row.remark) == ("lighting,litter", "25_44", "woman", "<b>Tma</b> & strach")  # type: ignore[attr-defined]
    stored = waiting + str(station.all(sa.select(schema.intake))) + str(ratings(station))
    assert newest_code(visitor) not in stored
    assert visitor.cookies["__Host-rater"] not in stored


def test_that_a_double_click_counts_once_and_shows_one_code(station: Station, visitor: Visitor) -> None:
    open_form(visitor)
    cookies = dict(visitor.cookies)
    visitor.post("/hodnotit/odeslat", FOUR_TAPS)
    code = newest_code(visitor)
    second = Visitor(visitor.app, station)
    second.cookies, second.hidden = cookies, visitor.hidden
    assert second.post("/hodnotit/odeslat", FOUR_TAPS).status == 303
    assert newest_code(second) == code
    work(station)
    assert visitor.post("/hodnotit/odeslat", FOUR_TAPS).status == 303
    work(station)
    assert len(ratings(station)) == 1


def test_that_one_browser_counts_once_at_a_place_and_another_beside_it(station: Station, visitor: Visitor) -> None:
    rate(visitor)
    rate(visitor, answer="very_safe")
    rate(Visitor(visitor.app, station), answer="very_unsafe")
    work(station)
    counting = [row.answer for row in ratings(station) if row.replaced_by is None]
    assert sorted(counting) == ["very_safe", "very_unsafe"]
    assert len(visitor.cookies["__Host-rated"].split(".")) == 2


def test_that_a_rating_nobody_decided_keeps_its_point_and_words_no_longer_than_others(
    station: Station, visitor: Visitor
) -> None:
    exact = Place(50.051234, 13.054321)
    rate(visitor, exact, remark="U pana Nováka.", homepage="https://spam.example")
    work(station)
    kept = []
    for days, remarks in ((29, 60), (2, 60), (30, 60)):
        station.clock.forward(days=days)
        with station.server.database.write() as connection:
            assert choose(connection, station.server, "remarks", remarks) == ""
            deciding.forget(connection, station.server, Nothing())
        kept.append(parse(station.scalar(sa.select(schema.intake.c.doc)), SentRating).form)
    coarse = stored_position(exact.lat, exact.lon)
    assert [(one.lat, one.lon) for one in kept] == [(exact.lat, exact.lon), coarse, coarse]
    assert [one.remark for one in kept] == ["U pana Nováka."] * 2 + [""]
    number = station.scalar(sa.select(schema.intake.c.number))
    with station.server.database.write() as connection:
        assert deciding.take(connection, station.server, number) == []
    assert [(row.answer, row.remark) for row in ratings(station)] == [("rather_unsafe", "")]


def test_that_under_each_field_it_says_who_sees_it(visitor: Visitor) -> None:
    for language in ("cs", "en"):
        page = visitor.get(f"/hodnotit/jak?spot={quote(spot())}&lang={language}").body.decode()
        named = re.findall(r'aria-describedby="(\w+)-hint', page)
        assert named == ["part", "answer", "frequency", "tags", "age", "sex", "remark"]
        for name in named:
            hint = re.search(rf'id="{name}-hint">([^<]+)<', page)
            assert hint is not None
            assert len(hint[1]) > 20


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"part": ""}, "Vyberte jednu možnost."),
        ({"answer": "spíše"}, "Vyberte jednu možnost."),
        ({"tag_noise": "1"}, "Nejvýš dvě: nechte ty nejzávažnější."),
        ({"remark": "x" * 501}, "zkraťte to prosím"),
    ],
)
def test_that_what_is_wrong_is_said_and_nothing_filled_in_is_lost(
    station: Station, visitor: Visitor, fields: dict[str, str], said: str
) -> None:
    open_form(visitor)
    answer = visitor.post("/hodnotit/odeslat", ALL | fields)
    text = answer.body.decode()
    assert answer.status == 422
    assert said in text
    assert 'role="alert"' in text
    kept = ('value="daily" checked', 'name="tag_litter" value="1" checked', 'value="woman" checked', "Palackého 12")
    assert all(one in text for one in kept)
    assert "remark" in fields or "&lt;b&gt;Tma&lt;/b&gt;" in text
    again = visitor.post("/hodnotit/odeslat", ALL)
    assert again.status == 303
    work(station)
    assert len(ratings(station)) == 1


def test_that_an_old_or_strange_form_and_the_other_language_lose_nothing(station: Station, visitor: Visitor) -> None:
    open_form(visitor)
    english = visitor.post("/hodnotit/odeslat?lang=en", ALL | {"do": "again"})
    assert "How safe do you feel here?" in english.body.decode()
    assert 'value="woman" checked' in english.body.decode()
    for status, fields in ((409, {"form": "jiný"}), (403, {"token": "0" * 64})):
        answer = visitor.post("/hodnotit/odeslat?lang=cs", ALL | fields)
        assert answer.status == status
        assert "Co jste vyplnili, tu zůstalo" in answer.body.decode()
        assert "&lt;b&gt;Tma&lt;/b&gt;" in answer.body.decode()
    assert ratings(station) == []
    assert visitor.post("/hodnotit/odeslat", ALL).status == 303


def test_that_another_rating_by_a_used_form_is_asked_about(station: Station, visitor: Visitor) -> None:
    open_form(visitor)
    used = dict(visitor.hidden)
    visitor.post("/hodnotit/odeslat", FOUR_TAPS)
    answer = visitor.post("/hodnotit/odeslat", used | FOUR_TAPS | {"part": "day"})
    assert answer.status == 409
    assert visitor.post("/hodnotit/odeslat", FOUR_TAPS | {"part": "day"}).status == 303
    work(station)
    assert sorted(row.part for row in ratings(station)) == ["day", "night"]


def test_that_a_number_plate_is_warned_of_once(station: Station, visitor: Visitor) -> None:
    open_form(visitor)
    warned = visitor.post("/hodnotit/odeslat", FOUR_TAPS | {"remark": "parkuje tam 5U1 2345"})
    assert warned.status == 200
    assert "registrační značka" in warned.body.decode()
    assert visitor.post("/hodnotit/odeslat", FOUR_TAPS | {"remark": "parkuje tam 5U1 2345"}).status == 303


def test_that_a_robot_and_a_flood_reach_no_map(station: Station, visitor: Visitor) -> None:
    allowed = Allowed(address_hour=50, checked_of_network=2)
    station.server.settings = dataclasses.replace(station.settings, ratings=allowed)
    rate(visitor, homepage="https://spam.example")
    visitor.get(f"/hodnotit/jak?spot={quote(spot())}")
    assert visitor.post("/hodnotit/odeslat", FOUR_TAPS).status == 303, "a robot is told nothing"
    rate(visitor)
    work(station)
    assert ratings(station) == []
    codes = station.all(sa.select(schema.intake.c.code).where(schema.intake.c.state == "check"))
    assert sorted(row.code for row in codes) == ["flood", "honeypot", "too_fast"]


def test_that_too_many_ratings_are_refused_in_words_and_tips_go_on(station: Station, visitor: Visitor) -> None:
    server = visitor.app.state.server
    server.settings = dataclasses.replace(
        server.settings, ratings=Allowed(address_hour=2), intake=Allowed(address_hour=1)
    )
    rate(visitor)
    rate(visitor, part="day")
    open_form(visitor)
    refused = visitor.post("/hodnotit/odeslat", ALL)
    assert refused.status == 429
    assert "odešlete ho za hodinu" in refused.body.decode()
    assert "&lt;b&gt;Tma&lt;/b&gt;" in refused.body.decode()
    visitor.send()


def test_that_a_full_disk_loses_nothing(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bool:
        raise sa.exc.OperationalError("INSERT", {}, Exception("database or disk is full"))

    open_form(visitor)
    with monkeypatch.context() as patched:
        patched.setattr("sync.server.intake.repository.take_down", full)
        answer = visitor.post("/hodnotit/odeslat", ALL)
    assert answer.status == 503
    assert "&lt;b&gt;Tma&lt;/b&gt;" in answer.body.decode()
    assert visitor.post("/hodnotit/odeslat", ALL).status == 303


def test_that_a_place_outside_the_town_waits_for_a_person(station: Station, visitor: Visitor) -> None:
    rate(visitor, NOWHERE)
    work(station)
    assert ratings(station) == []
    assert station.scalar(sa.select(schema.intake.c.code).where(schema.intake.c.state == "check")) == "refused"


def test_that_a_place_is_found_by_words_by_degrees_or_in_the_list(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (Found("Palackého 12", "address", 13.05, 50.05),)
    listed = (Street("Chelčického", 13.05, 50.05, (House("2", 13.05, 50.05), House("1/10", 13.05, 50.06))),)
    monkeypatch.setattr("sync.server.residents.rating.pages.offered", lambda _: Basemap("city", "0" * 64, 1, ""))
    addresses = visitor.app.state.server.addresses
    monkeypatch.setattr(addresses, "search", lambda _sha, text: found if "pal" in text else ())
    monkeypatch.setattr(addresses, "streets", lambda _sha: listed)
    link = f"/hodnotit/jak?spot={quote('50.050000,13.050000|Palackého 12', safe='')}".replace("%20", "+")
    assert link in visitor.get("/hodnotit?where=palackeho").body.decode()
    assert "50.050000%2C13.050000" in visitor.get("/hodnotit?where=50.0500, 13.0500".replace(" ", "+")).body.decode()
    assert "mapa nezná" in visitor.get("/hodnotit?where=nikde").body.decode()
    assert "mapa nezná" not in visitor.get("/hodnotit").body.decode()
    assert ">Ch</a>" in visitor.get("/hodnotit/ulice").body.decode()
    assert "Chelčického" in visitor.get("/hodnotit/ulice?letter=Ch").body.decode()
    assert "Chelčického" not in visitor.get("/hodnotit/ulice?letter=C").body.decode()
    houses = visitor.get(f"/hodnotit/ulice?street={quote('Chelčického')}").body.decode()
    assert re.findall(r">([^<>]+)</a></li>", houses) == ["Střed ulice", " 1/10", " 2"]
    assert houses.count('<span class="unseen">Chelčického </span>') == 2


def test_that_no_cookie_of_another_making_is_given_back(visitor: Visitor) -> None:
    visitor.cookies["__Host-rater"] = '"a\\015\\012Set-Cookie: b=c"'
    visitor.cookies["__Host-rated"] = '"AAAA-BBBB-CCCC.\\015\\012x: y.<script>"'
    open_form(visitor)
    answer = visitor.post("/hodnotit/odeslat", FOUR_TAPS)
    given = answer.headers["set-cookie"]
    assert answer.status == 303
    assert re.fullmatch(r"__Host-rater=[\w-]{22}; .+\n__Host-rated=[0-9A-Z-]{14}\.AAAA-BBBB-CCCC; .+", given)


@pytest.mark.parametrize("path", ["/hodnotit/jak", "/hodnotit/jak?spot=50.05", "/hodnotit/hotovo"])
def test_that_a_page_without_its_place_leads_to_the_question_where(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert (answer.status, answer.headers["location"]) == (303, "/hodnotit")


@pytest.mark.parametrize("name", ["part", "answer", "frequency", "tag_noise", "age", "sex", "remark", "form", "warned"])
def test_that_no_field_is_a_fault_of_the_server_and_the_place_is_kept(visitor: Visitor, name: str) -> None:
    for text in ("\u202e", "<script>alert(1)</script>", "x" * 40_000, "%s%n", "{{ 7 * 7 }}", "-1", "day,night", "\x7f"):
        open_form(visitor)
        answer = visitor.post("/hodnotit/odeslat", FOUR_TAPS | {name: text})
        assert answer.status in (303, 409, 422), (name, text[:20])
        assert "<script" not in answer.body.decode()
        assert answer.status == 303 or "Palackého 12" in answer.body.decode()
