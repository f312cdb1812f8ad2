"""A person signs in by a page, sees where they are signed in, and ends it; nobody else can make their browser do it."""

import re

import pytest
import sqlalchemy as sa
from starlette.routing import Route as Mounted

from app.accounts.domain import Role
from sync.server.accounts import passwords, people, second_factor
from sync.server.http.answers import Answer
from sync.server.http.calls import Call, Entry, Route
from sync.server.http.cookies import FORM, LANGUAGE, SESSION
from sync.server.http.dispatch import Dispatch
from tests.sync.server import schema
from tests.sync.server.accounts.test_second_factor import code_at
from tests.sync.server.desk.browser import PASSWORD, Browser, text_of
from tests.sync.server.station import Station


@pytest.fixture
def officer_id(station: Station) -> str:
    officer_id = station.person("novak")
    stored = passwords.hashed(station.settings, PASSWORD)
    with station.server.database.write() as connection:
        passwords.set_password(connection, officer_id, stored)
    return officer_id


@pytest.fixture
def browser(station: Station, officer_id: str) -> Browser:
    return Browser(station)


def actions(station: Station) -> list[str]:
    return [row.action for row in station.all(sa.select(schema.audit.c.action).order_by(schema.audit.c.id))]


def test_that_a_person_signs_in_sees_the_session_and_signs_out(station: Station, browser: Browser) -> None:
    answer = browser.sign_in()
    assert (answer.status, answer.headers["location"]) == (303, "/desk")
    page = browser.get("/desk/sessions").body.decode()
    assert "Moje přihlášení" in page
    assert "Novak" in page
    assert "Firefox, Windows" in page
    assert "2. 3. 2026 09:00" in page, "Prague's time"
    assert browser.post("/desk/sign-out", {}).headers["location"] == "/desk/sign-in"
    assert SESSION not in browser.cookies
    assert browser.get("/desk/sessions").headers["location"] == "/desk/sign-in"
    assert actions(station)[-2:] == ["login", "session.end"]


def test_that_the_secret_of_a_session_is_stored_nowhere(station: Station, browser: Browser) -> None:
    browser.sign_in()
    rows = station.all(sa.select(schema.token))
    assert len(rows) == 1
    assert browser.cookies[SESSION] not in str(rows)


def test_that_a_wrong_try_says_no_more_than_that_and_is_noted(station: Station, browser: Browser) -> None:
    wrong = browser.sign_in(password="špatné heslo 123")
    unknown = Browser(station).sign_in(login="nikdo")
    for answer in (wrong, unknown):
        assert answer.status == 403
        assert "Jméno, heslo nebo kód není správně" in answer.body.decode()
    assert SESSION not in browser.cookies
    assert actions(station)[-2:] == ["login.failed", "login.failed"]


def test_that_tries_are_limited_together_with_those_of_programs(station: Station, browser: Browser) -> None:
    for _ in range(station.settings.login_tries):
        station.http("POST", "/api/v1/login", {"login": "novak", "password": "nic"})
    answer = browser.sign_in()
    assert answer.status == 429
    assert "Příliš mnoho pokusů" in answer.body.decode()


def test_that_an_account_with_an_authenticator_needs_its_code(
    station: Station, browser: Browser, officer_id: str
) -> None:
    secret = second_factor.new_secret()
    with station.server.database.write() as connection:
        second_factor.install(connection, officer_id, station.server.vault.seal(officer_id, secret), 0, "2026")
    assert browser.sign_in().status == 403
    assert browser.sign_in(code=code_at(station.clock(), secret)).status == 303


def test_that_each_session_is_listed_and_one_or_all_others_are_ended(station: Station, browser: Browser) -> None:
    others = [Browser(station, agent) for agent in ("Chrome/1 Android", "Safari/1 iPhone", "")]
    for one in (browser, *others):
        assert one.sign_in().status == 303
    page = browser.get("/desk/sessions").body.decode()
    assert all(name in page for name in ("Chrome, Android", "Safari, iPhone", "Neznámý prohlížeč"))
    first = re.findall(r'name="session" value="([^"]+)"', page)[0]
    assert browser.post("/desk/sessions/end", {"session": first}).status == 303
    assert sum(one.get("/desk/sessions").status == 200 for one in others) == 2
    again = browser.post("/desk/sessions/end", {"session": first})
    assert "Už to skončilo dřív" in text_of(browser.get(again.headers["location"]))
    assert browser.post("/desk/sessions/end-others", {}).status == 303
    assert [one.get("/desk/sessions").status for one in (browser, *others)] == [200, 303, 303, 303]


def test_that_nobody_ends_the_session_of_another(station: Station, browser: Browser) -> None:
    browser.sign_in()
    stored = passwords.hashed(station.settings, PASSWORD)
    with station.server.database.write() as connection:
        passwords.set_password(connection, people.find(connection, "novak"), stored)
    browser.sign_in()
    session_id = station.scalar(sa.select(schema.token.c.session_id))
    other = station.person("cerna", Role.ADMIN)
    with station.server.database.write() as connection:
        passwords.set_password(connection, other, stored)
    stranger = Browser(station)
    stranger.sign_in(login="cerna")
    stranger.get("/desk/sessions")
    assert stranger.post("/desk/sessions/end", {"session": session_id}).status == 404
    assert browser.get("/desk/sessions").status == 200


def test_that_a_changed_password_ends_all_sessions(station: Station, browser: Browser, officer_id: str) -> None:
    browser.sign_in()
    with station.server.database.write() as connection:
        passwords.set_password(connection, officer_id, passwords.hashed(station.settings, PASSWORD + "x"))
    assert browser.get("/desk/sessions").status == 303


def test_that_a_session_ends_when_it_is_not_used_and_at_the_end_of_a_shift(station: Station, browser: Browser) -> None:
    browser.sign_in()
    for _ in range(24):
        station.clock.forward(minutes=29)
        assert browser.get("/desk/sessions").status == 200
    station.clock.forward(minutes=29)
    assert browser.get("/desk/sessions").status == 303, "used all the time, and twelve hours old"
    browser.sign_in()
    station.clock.forward(minutes=31)
    assert browser.get("/desk/sessions").status == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}, {"sec_fetch_site": "none"},
    ],
)  # fmt: skip
def test_that_a_form_of_another_site_does_nothing(browser: Browser, headers: dict[str, str]) -> None:
    browser.sign_in()
    browser.get("/desk/sessions")
    answer = browser.post("/desk/sign-out", {}, **headers)
    assert answer.status == 403
    assert "přišel odjinud" in answer.body.decode()
    assert browser.get("/desk/sessions").status == 200


def test_that_a_form_without_its_token_does_nothing(browser: Browser) -> None:
    browser.sign_in()
    for token in ("", "0" * 64, "č"):
        assert browser.post("/desk/sign-out", {"token": token}).status == 403
    assert browser.get("/desk/sessions").status == 200


def test_that_the_token_of_a_stranger_signs_nobody_in(station: Station, browser: Browser) -> None:
    stranger = Browser(station)
    stranger.get("/desk/sign-in")
    browser.get("/desk/sign-in")
    browser.token = stranger.token
    assert browser.post("/desk/sign-in", {"login": "novak", "password": PASSWORD}).status == 403
    assert FORM in browser.cookies
    assert SESSION not in browser.cookies


def test_that_a_session_of_pages_is_no_token_and_a_token_no_session(station: Station, browser: Browser) -> None:
    browser.sign_in()
    for shown in (browser.cookies[SESSION], "page:" + browser.cookies[SESSION]):
        assert station.http("GET", "/api/v1/tips/x/story", token=shown).status == 401
    device = station.signed_in(station.person("cerna"))
    browser.cookies[SESSION] = device.token
    assert browser.get("/desk/sessions").status == 303


def test_that_following_a_link_on_another_site_signs_nobody_out(station: Station, browser: Browser) -> None:
    browser.sign_in()
    without_cookie = station.http("GET", "/desk/sessions", sec_fetch_site="cross-site")
    assert (without_cookie.status, without_cookie.headers["location"]) == (303, "/desk/sign-in")
    assert "set-cookie" not in without_cookie.headers
    assert browser.get("/desk/sessions").status == 200


def test_that_a_cookie_that_opens_nothing_any_more_is_taken_away(station: Station, browser: Browser) -> None:
    browser.sign_in()
    station.clock.forward(minutes=31)
    assert browser.get("/desk/sessions").status == 303
    assert SESSION not in browser.cookies


def test_that_a_page_speaks_the_language_that_was_chosen_once(browser: Browser) -> None:
    assert "Přihlášení" in browser.get("/desk/sign-in").body.decode()
    assert "Sign in to the desk" in browser.get("/desk/sign-in?lang=en").body.decode()
    assert browser.cookies[LANGUAGE] == "en"
    assert "Sign in to the desk" in browser.get("/desk/sign-in", accept_language="cs").body.decode()


def test_that_what_is_no_form_is_refused_in_words(browser: Browser) -> None:
    browser.get("/desk/sign-in")
    for body, kind in ((b"{}", "application/json"), (b"a=%FF", "application/x-www-form-urlencoded"), (b"\xff", "x/y")):
        answer = browser._ask("POST", "/desk/sign-in", body, {"content_type": kind})
        assert (answer.status, answer.headers["content-type"]) == (400, "text/html; charset=utf-8")
        assert "nejde přečíst" in answer.body.decode()


def test_that_a_page_is_for_the_roles_of_its_row_and_says_so(station: Station, browser: Browser) -> None:
    def shown(call: Call) -> Answer:
        return Answer(call.caller.name.encode(), media_type="text/html")

    for role in (Role.ADMIN, Role.OFFICER):
        row = Route("GET", f"/desk/for-{role}", shown, Entry.SESSION, frozenset({role}), page=True)
        endpoint = Dispatch(station.server).endpoint(row)
        station.app.router.routes.append(Mounted(row.path, endpoint, methods=[row.method]))
    assert browser.get("/desk/for-officer").headers["location"] == "/desk/sign-in"
    browser.sign_in()
    assert browser.get("/desk/for-officer").body == b"Novak"
    refused = browser.get("/desk/for-admin")
    assert refused.status == 403
    assert "Vaše role to nesmí" in refused.body.decode()
    assert actions(station)[-1] == "denied"
    assert browser.get("/desk/sessions").status == 200, "the session goes on"


def test_that_every_page_and_refusal_says_its_policy(browser: Browser) -> None:
    browser.sign_in()
    answers = [browser.get(path) for path in ("/desk/", "/desk/sessions", "/desk/sign-in")]
    answers.append(browser.post("/desk/sign-out", {"token": "0"}))
    answers.append(browser.post("/desk/sessions/end", {}))
    assert [answer.status for answer in answers] == [200, 200, 200, 403, 404]
    for headers in (answer.headers for answer in answers):
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "'unsafe-inline'" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["strict-transport-security"].startswith("max-age=")
        assert headers["cache-control"] == "no-store"
