import json
from pathlib import Path

import pytest

from sync.server.analyse.cli import main
from tests.app.patrols.instances import TSILIGIRIDES_1

GPX = Path(__file__).resolve().parents[5] / "shared" / "data" / "gpx"
SPOTS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "bench", "radius": 50},
            "geometry": {"type": "Point", "coordinates": [13.41, 50.46]},
        },
        {
            "type": "Feature",
            "properties": {"name": "park"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[13.5, 50.4], [13.6, 50.4], [13.6, 50.5], [13.5, 50.5], [13.5, 50.4]]],
            },
        },
    ],
}


def answered(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, object]:
    assert main([*argv, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(list(argv)) == 2
    return capsys.readouterr().err


def spots(path: Path, content: object = SPOTS) -> str:
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def stops(path: Path, text: str | None = None) -> str:
    rows = [f"{x},{y},{s},{('start', 'end', '')[min(i, 2)]}" for i, (x, y, s) in enumerate(TSILIGIRIDES_1)]
    path.write_text(text or "\n".join(["x,y,score,role", *rows]), encoding="utf-8")
    return str(path)


def track(path: Path) -> str:
    points = "".join(
        f'<trkpt lat="50.46" lon="13.41"><time>2024-05-01T10:{m:02}:{s:02}Z</time></trkpt>'
        for m in range(20)
        for s in (0, 15, 30, 45)
        if not 9 <= m < 12
    )
    path.write_text(f"<gpx><trk><trkseg>{points}</trkseg></trk></gpx>", encoding="utf-8")
    return str(path)


def test_that_tsiligirides_is_solved_and_proven(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pytest.importorskip("highspy")
    found = answered(capsys, "orienteering", stops(tmp_path / "s.csv"), "--budget", "46", "--proof-seconds", "60")
    assert (found["score"], found["exact"], found["bound"], found["n"]) == (175.0, True, 175.0, 32)
    assert float(str(found["cost"])) <= 46.0
    order = found["order"]
    assert isinstance(order, list)
    assert (order[0], order[-1], len(set(order))) == ("1", "2", len(order))
    rows = found["stops"]
    assert isinstance(rows, list)
    assert rows[-1]["cost_so_far"] == pytest.approx(found["cost"])
    assert sum(row["score"] for row in rows) == 175.0


def test_that_service_and_a_round_trip_are_optional(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = "id;x;y;score;service;role\nhome;0;0;;;start\na;3;4;7;2,5;\nb;30;40;9;1;\n"
    found = answered(capsys, "orienteering", stops(tmp_path / "s.csv", text), "--budget", "12,5")
    assert (found["order"], found["score"], found["cost"], found["exact"]) == (["home", "a", "home"], 7.0, 12.5, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x,y,score\n0,0,1\n", "row 1, column role: expected a row with the role start"),
        ("x,y,score,role\n0,0,1,start\n1,1,1,start\n", "row 3, column role: expected one start"),
        ("x,y,score,role\n0,0,1,begin\n", "column role: expected start, end, both or nothing"),
        ("x,y,score,role\n0,0,1,start\n1,1,,\n", "row 3, column score: expected a number of at least 0"),
        ("x,y,score,role\n0,0,0,start\n9,0,0,end\n", "costs 9, the budget is 5"),
    ],
)
def test_that_bad_stops_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, words: str) -> None:
    assert words in refused(capsys, "orienteering", stops(tmp_path / "s.csv", text), "--budget", "5")


def test_that_a_track_gives_visits_that_do_not_span_its_gap(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = answered(capsys, "dosage", track(tmp_path / "t.gpx"), spots(tmp_path / "s.geojson"))
    rows, visits, gaps = found["spots"], found["visits"], found["gaps"]
    assert isinstance(rows, list)
    assert isinstance(visits, list)
    assert isinstance(gaps, list)
    assert (rows[0]["spot"], rows[0]["frequency"], rows[0]["minutes"]) == ("bench", 2, 8.75 + 7.75)
    assert rows[0]["median_gap"] == 3.25
    assert (rows[1]["frequency"], rows[1]["median_gap"]) == (0, None)
    assert [visit["start"] for visit in visits] == ["2024-05-01T10:00:00Z", "2024-05-01T10:12:00Z"]
    assert (found["gap_count"], gaps[0]["minutes"], found["fixes_dropped"]) == (1, 3.25, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"type": "FeatureCollection", "features": []}, "at least one spot"),
        ({"type": "Topology"}, "a GeoJSON FeatureCollection"),
        ({"type": "Point", "coordinates": [13.4]}, "feature 1: expected a position"),
        ({"type": "Point", "coordinates": [50.4, 130.4]}, "feature 1: expected a position"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}, "rings of at least four positions"),
        ({"type": "Feature", "properties": {"radius": -1}, "geometry": SPOTS["features"][0]["geometry"]}, "radius"),  # type: ignore[index]
        ({"type": "Feature", "properties": None, "geometry": {"type": "LineString"}}, "found LineString"),
    ],
)
def test_that_bad_spots_are_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: object, words: str
) -> None:
    message = refused(capsys, "dosage", track(tmp_path / "t.gpx"), spots(tmp_path / "s.geojson", content))
    assert words in message


def test_that_properties_are_found_in_any_case(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    point = SPOTS["features"][0]["geometry"]  # type: ignore[index]
    feature = {"type": "Feature", "properties": {"NAME": "bench", "Radius": "0,5"}, "geometry": point}
    found = answered(capsys, "dosage", track(tmp_path / "t.gpx"), spots(tmp_path / "s.geojson", feature))
    assert (found["spots"][0]["spot"], found["spots"][0]["frequency"]) == ("bench", 2)  # type: ignore[index]


def test_that_a_name_of_another_kind_names_no_spot(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    feature = {"type": "Feature", "properties": {"name": ["a"]}, "geometry": SPOTS["features"][0]["geometry"]}  # type: ignore[index]
    found = answered(capsys, "dosage", track(tmp_path / "t.gpx"), spots(tmp_path / "s.geojson", feature))
    assert found["spots"][0]["spot"] == "spot 1"  # type: ignore[index]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("<gpx><trk>", "line"),
        ("<kml/>", "found the root element kml"),
        ("<gpx/>", "has no track point"),
        ('<gpx><trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk></gpx>', "without a time: 1"),
        ('<!DOCTYPE g [<!ENTITY a "b">]><gpx>&a;</gpx>', "its entities could exhaust or mislead"),
    ],
)
def test_that_a_track_that_can_not_be_used_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, document: str, words: str
) -> None:
    path = tmp_path / "t.gpx"
    path.write_text(document, encoding="utf-8")
    message = refused(capsys, "dosage", str(path), spots(tmp_path / "s.geojson"))
    assert ("row" if words == "line" else words) in message


def test_that_real_tracks_give_a_result_or_a_reason(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    files = sorted(GPX.glob("*.gpx"))
    if not files:
        pytest.skip("the real tracks of shared/data are not here")
    where = spots(tmp_path / "s.geojson")
    results = {path.name: main(["dosage", str(path), where, "--json"]) for path in files}
    captured = capsys.readouterr()
    assert len(captured.err.splitlines()) == list(results.values()).count(2)
    assert (len(results), list(results.values()).count(0)) == (28, 12)
