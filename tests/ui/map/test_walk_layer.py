"""The suggested round and the track on the real map page: numbered stops that are tapped, gaps drawn as gaps."""

import os

import pytest

from tests.ui.map.conftest import CENTRE, PATIENCE_MS, Page, tip
from ui.map.messages import SetTheme, SetTrack, SetWalk, WalkStopMark

pytestmark = pytest.mark.web
LON, LAT = CENTRE
STOPS = (
    WalkStopMark("a", LON + 0.004, LAT + 0.001, 1, "Palackého", done=True),
    WalkStopMark("b", LON + 0.002, LAT - 0.002, 2, "Školní"),
    WalkStopMark("c", LON - 0.004, LAT - 0.001, 3, "Nerudova"),
)
WALK = SetWalk(stops=STOPS, way=((LON, LAT), *((one.lon, one.lat) for one in STOPS), (LON, LAT)))
TRACK = SetTrack(
    pieces=(
        ((LON, LAT), (LON + 0.001, LAT + 0.0004), (LON + 0.002, LAT + 0.0004)),
        ((LON + 0.003, LAT + 0.001), (LON + 0.004, LAT + 0.001)),
    ),
    gaps=(((LON + 0.002, LAT + 0.0004), (LON + 0.003, LAT + 0.001)),),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_that_stops_way_track_and_gaps_are_drawn_and_a_stop_is_meant_before_a_tip(page: Page, scheme: str) -> None:
    page.model.set_theme(SetTheme(scheme="dark" if scheme == "dark" else "light", tokens={}, reduced_motion=True))
    page.model.set_tips((tip(1, STOPS[1].lon, STOPS[1].lat),))
    page.model.set_walk(WALK)
    page.model.set_track(TRACK)
    page.rest(lambda: page.model.fit(LON - 0.005, LAT - 0.003, LON + 0.005, LAT + 0.002))
    if folder := os.environ.get("OKRSKAR_SHOTS_TO"):
        page.picture().save(f"{folder}/walk-layer-{scheme}.png")
    assert sorted((one["id"], one["done"]) for one in page.rendered("walk-stops")) == [("a", 1), ("b", 0), ("c", 0)]
    for layer, count in (("walk-way", 1), ("track-pieces", 2), ("track-gaps", 1), ("track-ends", 2)):
        shapes = page.run(f"okrskarMap.queryRenderedFeatures({{layers: ['{layer}']}}).map(f => f.geometry.coordinates)")
        assert len({str(shape) for shape in shapes}) >= count, layer
    with page.bot.waitSignal(page.model.stopTapped, timeout=PATIENCE_MS) as tapped:
        page.click(STOPS[1].lon, STOPS[1].lat)
    assert tapped.args == ["b"]
    page.model.set_walk(SetWalk())
    page.rest(lambda: page.model.set_track(SetTrack()))
    assert page.rendered("walk-stops", "walk-way", "track-pieces", "track-gaps", "track-ends") == []
