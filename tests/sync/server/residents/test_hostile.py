"""Whatever is sent to whatever route: an answer in words, never a fault of the server."""

from urllib.parse import quote, urlencode

import pytest

from app.identifiers import new_id
from sync.server.http.calls import Route
from sync.server.residents.routes import ROUTES
from tests.sync.server.residents.visitor import WRITTEN, Visitor
from tests.sync.server.station import WEST

NO_PAGES = ("/straznik/portret/{portrait}", "/style.css", "/icon.svg", "/form.js", "/podnet/fotka/{bag}/{photo}")
PAGES = [route for route in ROUTES if route.page and route.path not in NO_PAGES]
ONLY_AT_TIMES = {
    "/sledovat/{secret}/odpovedet": 404,
    "/sledovat/{secret}/hodnoceni": 303,
    "/novinky/potvrdit/{secret}": 404,
    "/k/{code}": 404,
    "/fotka/{name}": 404,
}
"""What becomes of a page while nothing was asked, closed or shown, and no wave of papers began."""
OURS = b'<script src="/form.js" defer></script>'
FORM = "application/x-www-form-urlencoded"
RATED = ("part", "answer", "frequency", "age", "sex", "remark", "tag_noise", "code", "do")
ASKED = ("kde", "spot", "letter", "street", "month", "district", "part", "lokalita", "kategorie")
SVG = 'xmlns="http://www.w3.org/2000/svg"'
"""The name of a language, which nobody fetches."""
NASTY = (
    "\x00", "\ud800", "\udfff", "'; DROP TABLE tip; --", "{{ 7 * 7 }}", "<script>alert(1)</script>",
    "\r\nSet-Cookie: a=b",
    "\u202e", "٣", "1e999", "NaN", "../../../etc/passwd", "%s%n", "𝒜" * 3_000, "x" * 120_000, "-" * 9_999, "50.1,",
    "9" * 400, "50.46,13.41|" + "y" * 9_999,
)  # fmt: skip


@pytest.fixture
def database_kind() -> str:
    """What a text does to PostgreSQL, the tests of sending show; here it is about many texts."""
    return "sqlite"


def quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


@pytest.mark.parametrize("route", PAGES, ids=lambda one: f"{one.method} {one.path}")
def test_that_no_input_is_a_fault_of_the_server(visitor: Visitor, route: Route) -> None:
    visitor.get("/podnet/popis?category=light")
    for text in NASTY:
        short = quoted(text)[:4_000]
        path = route.path
        for name in ("{secret}", "{bag}", "{photo}", "{district}"):
            path = path.replace(name, short)
        for query in (
            "",
            f"?{short}={short}",
            f"?category={short}&where={short}",
            "?" + "&".join(f"{name}={short}" for name in ASKED),
        ):
            fields = {"token": visitor.hidden["token"]} | dict.fromkeys(
                (*WRITTEN, *RATED, "form", "spot", "sought", "bag"), text
            )
            body = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()}).encode()
            asked = visitor.get(path + query) if route.method == "GET" else visitor.post_bytes(path + query, body)
            assert asked.status < 500, (text[:40], query[:40])
            assert "set-cookie: a=b" not in str(asked.headers).lower()
            assert asked.body.count(b"<script") == asked.body.count(OURS)


@pytest.mark.parametrize("route", [route for route in PAGES if route.method == "POST"], ids=lambda one: str(one.path))
def test_that_no_body_is_a_fault_of_the_server(visitor: Visitor, route: Route) -> None:
    visitor.get("/podnet/popis?category=light")
    path = route.path.replace("{secret}", "x" * 22)
    bodies = {
        b"": FORM, b"\xff\xfe\x00": FORM, b"a" * (30 * 1024 * 1024): FORM, b"&" * 120_000: FORM, b"%" * 9_999: FORM,
        b"text=%ED%A0%80": FORM, b"text=%00": FORM, b"text=%FF": FORM, b"=" * 200: FORM,
        b"--x\r\n\r\n\r\n--x--": "multipart/form-data; boundary=x",
        b"token=a&token=b": "text/plain", b"{}": "application/json", b"--x\r\n\r\n": "multipart/form-data; boundary=x",
        b"x=1": "",
    }  # fmt: skip
    for body, media_type in bodies.items():
        answer = visitor.post_bytes(path, body, **{"content-type": media_type})
        assert 400 <= answer.status < 500, body[:40]
        assert b"<h1>" in answer.body, "it is said on a page"
    for headers in (
        {"content-encoding": "gzip"}, {"content-encoding": "br"}, {"cookie": "\x7f=\x80; __Host-form"},
        {"accept-language": "x" * 9_999}, {"host": "evil.example\r\n"}, {"sec-fetch-site": "none"},
    ):  # fmt: skip
        assert 400 <= visitor.post_bytes(path, b"a=b", **headers).status < 500, headers


@pytest.mark.parametrize("route", [route for route in PAGES if route.method == "GET"], ids=lambda one: str(one.path))
def test_that_every_page_says_who_may_keep_it_and_where_it_may_be_shown(visitor: Visitor, route: Route) -> None:
    secret = visitor.send()
    visitor.cookies["__Host-rated"] = "AAAA-BBBB-CCCC"
    place = "?spot=50.0500,13.0500" if route.path == "/hodnotit/jak" else ""
    answer = visitor.get(route.path.replace("{secret}", secret).replace("{district}", WEST) + place)
    if route.path in ONLY_AT_TIMES:
        assert answer.status == ONLY_AT_TIMES[route.path]
        return
    assert answer.status == 200
    kept = "private, no-cache" if route.path in ("/podnet/popis", "/hodnotit/jak") else "no-store"
    assert answer.headers["cache-control"] == kept
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    if answer.headers["content-type"] == "application/zip":
        assert answer.headers["content-disposition"].startswith("attachment")
        return
    text = answer.body.decode().replace(SVG, "").replace(OURS.decode(), "")
    assert not any(sign in text for sign in ("<script", " style=", "onclick", "http://", "//cdn"))
    assert secret not in text.partition("</title>")[0]
    assert len(answer.body) < 30_000


def test_that_nothing_else_is_served_here(visitor: Visitor) -> None:
    for path in ("/api/v1/login", "/api/v1/push", "/api/v1/tips", "/desk", "/desk/sign-in", "/docs", "/openapi.json"):
        assert visitor.get(path).status == 404
        assert visitor.post(path, {}).status == 404
    lost = visitor.get("/nikde").body.decode()
    assert "Tady nic není." in lost, "in words of the pages' own, with a way on"
    assert 'href="/soukromi"' in lost
    assert "Tady nic není." in visitor.get("/podnet/odeslat").body.decode()
    assert 'href="/soukromi"' in visitor.get(f"/sledovat/{'x' * 22}").body.decode()
    assert visitor.get("/healthz").json == {"status": "ok"}
    assert {route.entry.value for route in ROUTES} == {"anyone"}
    assert not any(route.path.startswith("/api") for route in ROUTES)
    assert not any(new_id()[:8] in route.path for route in ROUTES)
