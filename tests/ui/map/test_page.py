"""The map page in a real WebEngine view: what it draws, what it tells, what it loads."""

import os
import signal
from pathlib import Path
from typing import Any, Literal

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest

from app.basemap.bundle import Bundle, open_bundle
from tests.sync.server.basemap.extracts import write_extract
from tests.ui.map.conftest import CENTRE, PATIENCE_MS, Page, tip
from ui.map.messages import Card, CardPart, CardTip, CellMark, SafetyWords, SetSafety, SetTheme

pytestmark = pytest.mark.web

SQUARE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"id": "stred", "name": "Střed"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[13.40, 50.45], [13.43, 50.45], [13.43, 50.47], [13.40, 50.47], [13.40, 50.45]]],
            },
        }
    ],
}


@pytest.fixture
def ground(tmp_path: Path) -> Bundle:
    from sync.server.basemap.build import build
    from sync.server.basemap.outcomes import Built

    assert isinstance(build(write_extract(tmp_path / "town.osm"), tmp_path / "town.okrskar"), Built)
    bundle = open_bundle(tmp_path / "town.okrskar")
    assert isinstance(bundle, Bundle)
    return bundle


def test_that_nothing_of_webengine_is_made_before_the_map_is_shown(closed_page: Page) -> None:
    assert closed_page.view.rootObject().findChild(QObject, "web") is None
    assert closed_page.requests == []


def test_that_every_request_stays_in_the_own_scheme_and_the_network_is_closed(page: Page, ground: Bundle) -> None:
    page.rest(lambda: page.model.set_basemap(ground))
    assert page.requests
    assert all(url.startswith(("okrskar://map/", "blob:okrskar://map/")) and own for url, own in page.requests)
    assert any("/tiles/" in url for url, _ in page.requests)


@pytest.mark.parametrize("address", ["https://example.org/a.json", "http://127.0.0.1:9/a", "file:///etc/passwd"])
def test_that_the_page_can_not_fetch_from_anywhere_else(page: Page, address: str) -> None:
    page.run(f"(globalThis.last = 'waiting', fetch('{address}').then(() => last = 'got', e => last = 'refused'), 0)")
    page.bot.waitUntil(lambda: page.run("last") == "refused", timeout=PATIENCE_MS)
    # The policy refused it; the console says so, which the test expects.
    expected = [r for r in page.log.records if "Content Security Policy" in r.getMessage() or address in r.getMessage()]
    assert expected
    page.log.clear()


def test_that_tips_near_each_other_are_one_cluster_with_their_number(page: Page) -> None:
    page.model.center(*CENTRE, 13.0)
    page.rest(lambda: page.model.set_tips(tuple(tip(n, CENTRE[0] + n * 1e-4) for n in range(7))))
    assert [found["point_count"] for found in page.rendered("clusters")] == [7]
    assert page.rendered("tips") == []


def test_that_a_tap_on_a_cluster_opens_it(page: Page) -> None:
    page.model.center(*CENTRE, 14.0)
    page.rest(lambda: page.model.set_tips((tip(1), tip(2, CENTRE[0] + 0.001))))
    page.click(CENTRE[0] + 0.0005, CENTRE[1])
    page.bot.waitUntil(lambda: len(page.rendered("tips")) == 2, timeout=PATIENCE_MS)
    assert sorted(found["id"] for found in page.rendered("tips")) == ["tip-1", "tip-2"]


def test_that_a_tap_on_a_tip_tells_which(page: Page) -> None:
    page.model.center(*CENTRE, 16.0)
    page.rest(lambda: page.model.set_tips((tip(1), tip(2, CENTRE[0] + 0.003))))
    with page.bot.waitSignal(page.model.tipTapped, timeout=PATIENCE_MS) as tapped:
        page.click(*CENTRE)
    assert tapped.args == ["tip-1"]


def test_that_tips_at_one_address_are_all_told(page: Page) -> None:
    page.model.center(*CENTRE, 18.0)
    page.rest(lambda: page.model.set_tips((tip(1), tip(2))))
    with page.bot.waitSignal(page.model.tipsTapped, timeout=PATIENCE_MS) as tapped:
        page.click(*CENTRE)
    assert sorted(tapped.args[0]) == ["tip-1", "tip-2"]


def test_that_a_tap_on_the_ground_and_a_right_click_tell_where(page: Page) -> None:
    page.model.center(*CENTRE, 16.0)
    page.bot.waitUntil(lambda: page.run("okrskarMap.getZoom()") == 16, timeout=PATIENCE_MS)
    with page.bot.waitSignal(page.model.mapTapped, timeout=PATIENCE_MS) as tapped:
        page.click(CENTRE[0] + 0.001, CENTRE[1])
    assert tapped.args == pytest.approx([CENTRE[0] + 0.001, CENTRE[1]], abs=2e-5)
    with page.bot.waitSignal(page.model.longPressed, timeout=PATIENCE_MS) as pressed:
        page.click(CENTRE[0], CENTRE[1] + 0.001, Qt.MouseButton.RightButton)
    assert pressed.args == pytest.approx([CENTRE[0], CENTRE[1] + 0.001], abs=2e-5)


def test_that_a_tap_counts_however_young_the_page_is(page: Page) -> None:
    page.run("(performance.now = () => 5, 0)")
    with page.bot.waitSignal(page.model.mapTapped, timeout=PATIENCE_MS):
        page.click(*CENTRE)


def test_that_a_selected_tip_is_highlighted_and_brought_into_view(page: Page) -> None:
    page.model.center(*CENTRE, 16.0)
    page.rest(lambda: page.model.set_tips((tip(1), tip(2, CENTRE[0] + 0.05))))
    page.rest(lambda: page.model.select("tip-2"))
    assert [found["id"] for found in page.rendered("selected")] == ["tip-2"]
    page.rest(lambda: page.model.select(""))
    assert page.rendered("selected") == []


def test_that_a_selected_tip_which_changes_changes_in_the_highlight(page: Page) -> None:
    page.model.center(*CENTRE, 16.0)
    page.model.select("tip-1")
    page.rest(lambda: page.model.set_tips((tip(1), tip(2, CENTRE[0] + 0.003))))
    page.rest(lambda: page.model.set_tips((tip(1, status="closed"),)))
    assert [found["status"] for found in page.rendered("selected")] == ["closed"]
    assert [found["id"] for found in page.rendered("tips")] == ["tip-1"]


def test_that_the_position_has_a_ring_of_its_accuracy(page: Page) -> None:
    page.model.center(*CENTRE, 16.0)
    page.rest(lambda: page.model.setPosition(*CENTRE, 80.0))
    assert len(page.rendered("position")) == 1
    assert page.rendered("accuracy") != []
    page.rest(page.model.clearPosition)
    assert page.rendered("position", "accuracy") == []


def test_that_districts_are_drawn_and_the_map_first_looks_at_them(page: Page) -> None:
    page.rest(lambda: page.model.set_districts(SQUARE, ("stred",)))
    assert page.rendered("district-line")[0] == {"id": "stred", "name": "Střed", "mine": 1}
    west, south, east, north = page.run(
        "(b => [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()])(okrskarMap.getBounds())"
    )
    assert (west < 13.40, east > 13.43) == (True, True)
    assert (south < 50.45, north > 50.47) == (True, True)
    assert east - west < 0.2


def test_that_districts_win_over_the_basemap_and_the_asked_place_over_both(page: Page, ground: Bundle) -> None:
    page.rest(lambda: page.model.set_basemap(ground))
    near = page.run("okrskarMap.getZoom()")
    page.rest(lambda: page.model.set_districts(SQUARE))
    assert page.run("okrskarMap.getZoom()") < near
    page.rest(lambda: page.model.center(*CENTRE, 16.0))
    page.rest(lambda: page.model.set_districts(SQUARE, ("stred",)))
    assert page.run("okrskarMap.getZoom()") == pytest.approx(16.0)


def test_that_a_sheet_that_covers_the_map_moves_its_middle_and_its_credit_up(page: Page) -> None:
    page.rest(lambda: page.model.center(*CENTRE, 16.0))
    page.rest(lambda: page.view.rootObject().setProperty("covered", 300))
    x, y = page.run(f"(p => [p.x, p.y])(okrskarMap.project([{CENTRE[0]}, {CENTRE[1]}]))")
    under = page.view.rootObject().property("under")
    assert under > 0, "a notice that there is no map covers it from above"
    assert (x, y) == pytest.approx((400, (under + 300) / 2), abs=2)
    assert page.run("getComputedStyle(document.getElementById('attribution')).bottom") == "306px"


def test_that_the_map_has_an_accessible_name(page: Page) -> None:
    assert page.run("okrskarMap.getCanvas().getAttribute('aria-label')") == "Map of tips and districts"


def test_that_the_basemap_draws_streets_with_czech_names(page: Page, ground: Bundle) -> None:
    page.rest(lambda: page.model.set_basemap(ground))
    page.rest(lambda: page.model.center(13.41, 50.453, 14.5))
    assert {found["class"] for found in page.rendered("roads")} == {"minor"}
    assert [found["name"] for found in page.rendered("places")] == ["Městečko"]
    assert page.run("document.getElementById('attribution').textContent") == "© OpenStreetMap contributors"
    page.rest(lambda: page.model.set_basemap(None))
    assert page.run("okrskarMap.getSource('basemap') === undefined")


def test_that_without_a_basemap_the_view_says_so_and_still_shows_tips(page: Page) -> None:
    notice = page.view.rootObject().findChild(QObject, "notice")
    page.rest(lambda: page.model.set_tips((tip(1),)))
    assert notice is not None
    assert notice.property("visible")
    assert "Streets are not on this device yet" in notice.property("words")


@pytest.mark.parametrize(("scheme", "colour"), [("light", "#aa5511"), ("dark", "#44cc88"), ("contrast", "#112233")])
def test_that_the_themes_tokens_paint_the_tips(page: Page, scheme: Any, colour: str) -> None:
    page.model.center(*CENTRE, 16.0)
    page.rest(lambda: page.model.set_tips((tip(1),)))
    page.rest(lambda: page.model.set_theme(SetTheme(scheme=scheme, tokens={"primary": colour}, reduced_motion=True)))
    assert page.has_colour(colour)


def test_that_a_page_whose_process_was_killed_comes_back_with_all_it_showed(page: Page) -> None:
    page.model.center(*CENTRE, 15.0)
    page.model.select("tip-1")
    page.rest(lambda: page.model.set_tips((tip(1),)))
    page.rest(lambda: os.kill(page.process(), signal.SIGKILL))
    assert [found["id"] for found in page.rendered("selected")] == ["tip-1"]
    assert page.run("okrskarMap.getZoom()") == pytest.approx(15.0)
    assert page.model.property("trouble") == ""
    assert [record.getMessage() for record in page.log.records if "ended" in record.getMessage()]
    page.log.clear()


def test_that_a_message_that_the_page_does_not_know_is_told_and_harms_nothing(page: Page) -> None:
    # As the channel carries them: the host itself can not make such messages.
    bridge = page.model.property("bridge")
    for text in (
        "{",
        '{"v": 2, "type": "zoom", "by": 1}',
        '{"v": 1, "type": "constructor"}',
        '{"v": 1, "type": "fit"}',
    ):
        bridge.toPage.emit(text)
    page.bot.waitUntil(lambda: len(page.log.records) == 4, timeout=PATIENCE_MS)
    page.log.clear()
    page.model.set_tips((tip(1),))
    page.bot.waitUntil(lambda: page.rendered("tips") != [], timeout=PATIENCE_MS)


def test_that_twenty_thousand_tips_arrive_and_are_counted(page: Page) -> None:
    spread = tuple(tip(n, CENTRE[0] + (n % 141 - 70) * 5e-4, CENTRE[1] + (n // 141 - 70) * 3e-4) for n in range(20_000))
    page.model.center(*CENTRE, 10.0)
    page.rest(lambda: page.model.set_tips(spread))
    page.bot.waitUntil(
        lambda: sum(found.get("point_count", 1) for found in page.rendered("clusters", "tips")) == 20_000,
        timeout=PATIENCE_MS,
    )


LAYER = SafetyWords(
    show="Bezpečí", day="Ve dne", night="Po setmění", worst="Nejhorší místa", legend_title="Legenda",
    legend={"worse": ("Hůř než jinde", "Skoro jistě.")}, age="k 11. 3., 1 240 odpovědí", empty="Zatím nic.",
    close="Zavřít",
)  # fmt: skip
BESIDE = (CENTRE[0] + 0.003, CENTRE[1])


def hexagon(name: str, lon: float, lat: float, day: str, night: str) -> CellMark:
    corners = ((0.002, 0), (0.001, 0.0015), (-0.001, 0.0015), (-0.002, 0), (-0.001, -0.0015), (0.001, -0.0015))
    return CellMark(name, tuple(at for x, y in corners for at in (lon + x, lat + y)), day, night)


def lay(page: Page, *, on: bool = True, part: Literal["day", "night"] = "night") -> None:
    page.model.set_safety(SetSafety(on=on, part=part, words=LAYER))


def press(page: Page, element: str) -> None:
    """Clicks in the middle of an element of the page."""
    box = f"document.getElementById('{element}').getBoundingClientRect()"
    x, y, height = page.run(f"(b => [b.x + b.width / 2, b.y + b.height / 2, b.height])({box})")
    assert height >= 48, element
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(page.view, left, Qt.KeyboardModifier.NoModifier, QPoint(round(x), round(y)))


def test_that_hexagons_lie_under_the_tips_and_follow_the_part_of_the_day(page: Page) -> None:
    page.model.center(*CENTRE, 14.0)
    page.model.set_tips((tip(1),))
    lay(page)
    two = (hexagon("a", *CENTRE, "better", "worse"), hexagon("b", *BESIDE, "", "can_not_tell"))
    page.rest(lambda: page.model.set_cells(two))
    assert {(one["id"], one["kind"]) for one in page.rendered("cells")} == {("a", "worse"), ("b", "can_not_tell")}
    assert {one["id"] for one in page.rendered("cells-pattern")} == {"a"}
    order = page.run("okrskarMap.getStyle().layers.map(one => one.id)")
    assert order.index("cells") < order.index("cell-signs") < order.index("district-line") < order.index("tips")
    with page.bot.waitSignal(page.model.safetyAsked, timeout=PATIENCE_MS) as asked:
        press(page, "safety-day")
    assert asked.args == [True, "day"]
    page.rest(lambda: lay(page, part="day"))
    assert {(one["id"], one["kind"]) for one in page.rendered("cells")} == {("a", "better")}
    with page.bot.waitSignal(page.model.tipTapped, timeout=PATIENCE_MS):
        page.click(*CENTRE)
    with page.bot.waitSignal(page.model.worstAsked, timeout=PATIENCE_MS):
        press(page, "safety-worst")
    with page.bot.waitSignal(page.model.safetyAsked, timeout=PATIENCE_MS) as asked:
        press(page, "safety-on")
    assert asked.args == [False, "day"]
    page.rest(lambda: lay(page, on=False, part="day"))
    assert page.rendered("cells", "cell-signs") == []


def test_that_a_hexagon_gives_its_card_which_is_read_and_closed_by_keys(page: Page) -> None:
    page.model.center(*CENTRE, 14.0)
    lay(page)
    page.rest(lambda: page.model.set_cells((hexagon("a", *CENTRE, "better", "worse"),)))
    with page.bot.waitSignal(page.model.cellTapped, timeout=PATIENCE_MS) as tapped:
        page.click(CENTRE[0], CENTRE[1] + 0.0006)
    assert tapped.args[0] == "a"
    nasty = "<img src=x onerror=alert(1)>"
    card = Card(
        "a", "Palackého", "Centrum", (CardPart("Po setmění", "worse", ("Hůř než jinde", "Odpovědělo 24 lidí.")),),
        "Otevřené podněty tady", (CardTip("tip-1", nasty),),
    )  # fmt: skip
    page.rest(lambda: page.model.show_cell(card))
    assert page.run("document.activeElement.id") == "card"
    assert page.run("document.getElementById('card-tips').textContent") == nasty
    assert page.run("document.querySelector('#card img')") is None
    assert [one["open"] for one in page.rendered("cells-open")] == [1]
    with page.bot.waitSignal(page.model.tipTapped, timeout=PATIENCE_MS) as opened:
        page.run("(document.querySelector('#card-tips button').click(), 0)")
    assert opened.args == ["tip-1"]
    with page.bot.waitSignal(page.model.cellClosed, timeout=PATIENCE_MS):
        QTest.keyClick(page.view, Qt.Key.Key_Escape)
    page.rest(lambda: page.model.show_cell(None))
    assert page.run("document.activeElement === okrskarMap.getCanvas()")
    page.rest(lambda: page.model.center(*CENTRE, 14.0))
    with page.bot.waitSignal(page.model.cellTapped, timeout=PATIENCE_MS) as chosen:
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert chosen.args[0] == "a"


def test_that_without_cells_the_layer_says_so(page: Page) -> None:
    page.rest(lambda: lay(page))
    assert page.run("document.getElementById('safety-empty').checkVisibility()")
    assert not page.run("document.getElementById('legend').checkVisibility()")
