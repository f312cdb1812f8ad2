"""What anybody may read, in two languages, by a real server's application."""

import dataclasses
from html.parser import HTMLParser

import pytest

from sync.server.http.calls import Entry
from sync.server.http.page_face import ICON, STYLE
from sync.server.routes import ROUTES
from tests.sync.server.station import Station

PAGES = [
    route.path
    for route in ROUTES
    if route.page and route.method == "GET" and route.entry is Entry.ANYONE and route.path not in (STYLE, ICON)
]


@pytest.fixture
def database_kind() -> str:
    """Pages do not depend on the database."""
    return "sqlite"


@pytest.fixture
def town(bare_station: Station) -> Station:
    settings = dataclasses.replace(bare_station.settings, town="Chomutov & <okolí>", contact="pristupnost@example.cz")
    bare_station.server.settings = settings
    return bare_station


class Outline(HTMLParser):
    """The headings, the language, and whatever a page would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.language = ""
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        self.tags.append(tag)
        self.language = self.language or (named.get("lang") or "" if tag == "html" else "")
        self.loaded += [tag for name in ("src", "srcset", "background", "style") if name in named]
        if tag == "link":
            self.loaded.append({ICON: "icon", STYLE: "style"}.get(named.get("href") or "", "stranger"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["cs", "en"])
def test_that_a_page_speaks_each_language_has_one_heading_and_loads_nothing(
    town: Station, path: str, language: str
) -> None:
    answer = town.http("GET", f"{path}?lang={language}")
    outline = Outline(answer.body.decode())
    assert (answer.status, outline.language, answer.headers["content-language"]) == (200, language, language)
    assert outline.tags.count("h1") == outline.tags.count("main") == outline.tags.count("title") == 1
    assert not {"script", "iframe", "style"} & set(outline.tags)
    assert outline.loaded == ["icon", "style"], "its own and nothing else"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_that_the_statement_says_whose_it_is_and_whom_to_tell(town: Station) -> None:
    czech = town.http("GET", "/pristupnost").body.decode()
    english = town.http("GET", "/pristupnost", accept_language="en-GB").body.decode()
    assert "Prohlášení o přístupnosti" in czech
    assert "Accessibility statement" in english
    for text in (czech, english):
        assert "Chomutov &amp; &lt;okolí&gt;" in text
        assert "pristupnost@example.cz" in text


def test_that_it_says_so_too_where_nobody_named_the_town(bare_station: Station) -> None:
    for language in ("cs", "en"):
        assert bare_station.http("GET", f"/pristupnost?lang={language}").status == 200
