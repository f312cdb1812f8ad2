"""What a browser keeps for us is for us alone, and what it sends is read or is nothing."""

import pytest

from sync.server.http import cookies

GIVEN = {
    "session": cookies.session("geheim"),
    "no session": cookies.no_session(),
    "form": cookies.form()[1],
    "language": cookies.language("cs"),
}


@pytest.mark.parametrize("name", GIVEN)
def test_that_a_cookie_is_bound_to_this_host_and_read_by_no_script(name: str) -> None:
    pair, *rules = GIVEN[name].split("; ")
    assert pair.startswith("__Host-")
    assert {"Path=/", "Secure", "HttpOnly"} <= set(rules)
    assert not any(rule.startswith("Domain") for rule in rules)


@pytest.mark.parametrize("name", ["session", "no session", "form"])
def test_that_no_other_site_makes_a_browser_send_a_secret(name: str) -> None:
    assert "SameSite=Strict" in GIVEN[name].split("; ")


def test_that_a_session_is_forgotten_with_the_browser_and_taken_away_at_once() -> None:
    assert "Max-Age" not in GIVEN["session"]
    assert "Max-Age=0" in GIVEN["no session"]
    assert GIVEN["no session"].startswith(f"{cookies.SESSION}=;")


def test_that_each_browser_gets_a_secret_of_its_own_for_its_forms() -> None:
    (one, given), (other, _) = cookies.form(), cookies.form()
    assert one != other
    assert given.startswith(f"{cookies.FORM}={one};")
    assert len(one) >= 32


@pytest.mark.parametrize("sent", ["", "=", "a=b=c; \x7f=1", "__Host-okrskar", ";;;", "a" * 5000])
def test_that_what_can_not_be_read_opens_nothing(sent: str) -> None:
    assert cookies.SESSION not in cookies.read({"cookie": sent})


def test_that_what_is_read_is_what_was_given() -> None:
    sent = "; ".join(one.split("; ")[0] for one in (cookies.session("x-_1"), cookies.language("en")))
    assert cookies.read({"cookie": sent}) == {cookies.SESSION: "x-_1", cookies.LANGUAGE: "en"}
