"""The map page's URL scheme: who may ask, how, and for what."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from pytestqt.qtbot import QtBot

from tests.ui.map.conftest import PATIENCE_MS
from ui.map.addresses import ORIGIN, PAGE
from ui.map.scheme import SCHEME_NAME, PageScheme, register
from ui.map.tile_lane import PoolTileLane

pytestmark = pytest.mark.web

TILE = b"\x1a\x02tile"
FETCH = """
globalThis.answer = "waiting";
fetch(%s, %s).then(
  async r => answer = r.ok ? `given ${(await r.text()).length}` : `refused ${r.status}`, () => answer = "refused");
0
"""


class Stranger:
    """A page of any origin that shares the scheme's profile, without the app's guard and policy."""

    def __init__(self, page: QWebEnginePage, bot: QtBot) -> None:
        self._page, self._bot = page, bot

    def stand_at(self, origin: str) -> None:
        """Become a page of an origin."""
        with self._bot.waitSignal(self._page.loadFinished, timeout=PATIENCE_MS):
            self._page.setHtml("<p>stranger</p>", QUrl(origin))

    def value(self, script: str) -> object:
        """The value of an expression in the page."""
        found: list[object] = []
        self._page.runJavaScript(script, 0, found.append)
        self._bot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
        return found[0]

    def fetch(self, url: str, **options: object) -> object:
        """``refused`` with the status, if there is one, or ``given`` with the length of the body."""
        self.value(FETCH % (json.dumps(url), json.dumps(options)))
        self._bot.waitUntil(lambda: self.value("answer") != "waiting", timeout=PATIENCE_MS)
        return self.value("answer")


@pytest.fixture
def stranger(qtbot: QtBot) -> Iterator[Stranger]:
    register()
    lane = PoolTileLane()
    profile = QWebEngineProfile()
    scheme = PageScheme(lambda version, z, x, y: TILE if (version, z, x, y) == ("v1", 3, 2, 1) else None, lane)
    profile.installUrlSchemeHandler(SCHEME_NAME, scheme)
    page = QWebEnginePage(profile)
    yield Stranger(page, qtbot)
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    profile.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    lane.close()


def test_that_the_pages_own_origin_is_answered(stranger: Stranger) -> None:
    stranger.stand_at(PAGE)
    assert str(stranger.fetch(f"{ORIGIN}/main.js")).startswith("given ")


def test_that_a_tile_comes_from_beside_the_gui_thread_and_a_missing_one_is_empty(stranger: Stranger) -> None:
    stranger.stand_at(PAGE)
    assert stranger.fetch(f"{ORIGIN}/tiles/v1/3/2/1.pbf") == f"given {len(TILE)}"
    assert stranger.fetch(f"{ORIGIN}/tiles/v1/3/2/2.pbf") == "given 0"


@pytest.mark.parametrize("origin", ["https://example.org/", "http://127.0.0.1/", "data:text/html,x"])
def test_that_another_origin_is_refused(stranger: Stranger, origin: str) -> None:
    stranger.stand_at(origin)
    assert stranger.fetch(f"{ORIGIN}/main.js") == "refused 403"
    assert stranger.fetch(f"{ORIGIN}/tiles/v1/3/2/1.pbf") == "refused 403"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_that_only_reading_is_allowed(stranger: Stranger, method: str) -> None:
    stranger.stand_at(PAGE)
    assert stranger.fetch(f"{ORIGIN}/main.js", method=method) == "refused 403"


@pytest.mark.parametrize(
    "path",
    ["map/none.js", "map/vendor/VERSIONS.md", "map/%2e%2e/map/main.js", "map/tiles/v1/3/2/x.pbf", "other/main.js"],
)
def test_that_what_is_not_the_pages_is_not_found(stranger: Stranger, path: str) -> None:
    stranger.stand_at(PAGE)
    assert str(stranger.fetch(f"okrskar://{path}")).startswith("refused")
