"""Every page of residents and of the desk, in each language: nothing is out of order, cut or unreadable."""

import pytest
from playwright.sync_api import Browser, BrowserContext

from sync.server.http import cookies
from tests.browser import walk
from tests.browser.city import City
from tests.browser.judging import DESK, PHONE, Eye
from tests.browser.walk import Sight

pytestmark = pytest.mark.web
MISSED = "say in tests/browser/walk.py where each of these is seen with something on it, or why it is no page"


def test_that_every_page_is_in_the_walk() -> None:
    assert walk.unseen() == [], MISSED
    assert walk.gone() == [], "no table of routes has these any more: take them out of tests/browser/walk.py"


def at(context: BrowserContext, origin: str, **kept: str) -> None:
    """From now on the browser shows these cookies."""
    context.add_cookies(
        [{"name": f"__Host-{name}", "value": kept[name], "url": origin, "secure": True} for name in kept]
    )


def judged(chromium: Browser, city: City, language: str, sights: list[Sight]) -> list[str]:
    """What is wrong with these pages."""
    context = chromium.new_context(ignore_https_errors=True, locale=language)
    at(context, city.residents.origin, **city.kept)
    eye, found = Eye(context.new_page(), language, city.given), []
    for sight in sights:
        server = city.desk if sight.role else city.residents
        if sight.role:
            at(context, server.origin, **{cookies.SESSION.removeprefix("__Host-"): city.secrets[sight.role]})
        eye.page.goto(server.origin + sight.path)
        found += [f"{sight}: {one}" for one in eye.found(DESK if sight.role else PHONE)]
    context.close()
    return found


@pytest.mark.parametrize("language", ["cs", "en"])
def test_that_nothing_is_wrong_with_any_page_of_residents(chromium: Browser, served: City, language: str) -> None:
    found = judged(chromium, served, language, list(walk.of_residents(served)))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["cs", "en"])
def test_that_nothing_is_wrong_with_any_page_of_the_desk(chromium: Browser, served: City, language: str) -> None:
    found = judged(chromium, served, language, list(walk.of_desk(served)))
    assert not found, "\n".join(found)
