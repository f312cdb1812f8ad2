"""Chromium as Debian has it, and one city for all that is asked of its pages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.city import City, city

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The city."""
    with city(tmp_path_factory.mktemp("city")) as one:
        yield one


@pytest.fixture(scope="module")
def chromium(served: City) -> Iterator[Browser]:
    """The browser. It is there for one module: whoever asks by asyncio can not while Playwright does."""
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield one
        one.close()
