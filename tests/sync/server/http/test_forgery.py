"""A form counts where this browser got it from us and sends it from our page."""

import pytest

from sync.server.http.cookies import FORM, SESSION
from sync.server.http.forgery import FIELD, refuse_forged, secret_of, token_of
from sync.server.http.refusals import Refusal

OWN = {"sec-fetch-site": "same-origin"}
KEPT = {SESSION: "a secret"}
SENT = {FIELD: token_of("a secret")}


def is_taken(headers: dict[str, str], kept: dict[str, str], form: dict[str, str]) -> bool:
    try:
        refuse_forged(headers, kept, form)
    except Refusal as refusal:
        return refusal.code != "forged"
    return True


def test_that_our_own_form_is_taken() -> None:
    assert is_taken(OWN, KEPT, SENT)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "SAME-ORIGIN "])
def test_that_a_form_sent_by_another_site_is_refused_with_the_right_token_too(site: str) -> None:
    assert not is_taken({"sec-fetch-site": site}, KEPT, SENT)


@pytest.mark.parametrize(
    ("origin", "taken"),
    [
        ("https://desk.example.cz", True),
        ("https://desk.example.cz:444", False),
        ("https://evil.example", False),
        ("https://desk.example.cz.evil.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_that_an_older_browser_is_believed_by_the_origin_it_names(origin: str, taken: bool) -> None:
    assert is_taken({"origin": origin, "host": "desk.example.cz"}, KEPT, SENT) is taken


def test_that_where_a_form_comes_from_does_not_stand_for_its_token() -> None:
    assert not is_taken(OWN, KEPT, {})
    assert not is_taken(OWN, KEPT, {FIELD: token_of("another secret")})
    assert not is_taken(OWN, KEPT, {FIELD: "a secret"})


def test_that_a_browser_without_a_secret_has_no_form_of_ours() -> None:
    assert not is_taken(OWN, {}, {FIELD: token_of("")})
    assert not is_taken(OWN, {SESSION: "", FORM: ""}, {FIELD: token_of("")})


def test_that_a_form_from_before_signing_in_is_none_of_the_session() -> None:
    assert secret_of({SESSION: "s", FORM: "f"}) == "s"
    assert secret_of({FORM: "f"}) == "f"
    assert not is_taken(OWN, {SESSION: "s", FORM: "f"}, {FIELD: token_of("f")})


def test_that_a_token_tells_nothing_of_its_secret() -> None:
    assert "a secret" not in token_of("a secret")
    assert len(token_of("a secret")) == 64
