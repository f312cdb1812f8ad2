"""`analyse surface`: what goes in, what comes out."""

import json
from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from app.safety.grid import boundary, centres, name_of
from tests.app.safety.cities import town
from tests.sync.server.analyse.console import analyse

CELLS = town(37)


def where(cell: int) -> str:
    import numpy as np

    latitude, longitude = centres(np.array(CELLS[cell : cell + 1], dtype=np.int64))
    return f"{latitude[0]:.6f},{longitude[0]:.6f}"


def written(folder: Path, header: str, rows: list[str]) -> Path:
    file = folder / "ratings.csv"
    file.write_text("\n".join([header, *rows]) + "\n")
    return file


def row_of(found: dict[str, Any], cell: int, part: str = "pooled") -> dict[str, Any]:
    (row,) = [row for row in found["cells"] if row["cell"] == name_of(CELLS[cell]) and row["slice"] == part]
    return dict(row)


def test_that_the_columns_are_those_of_the_manual_and_the_numbers_those_of_the_formula(tmp_path: Path) -> None:
    rows = [f"{where(0)},{4 if i < 40 else 2},r{i}" for i in range(100)]
    found = analyse("surface", written(tmp_path, "lat,lon,answer,respondent", rows), "--json").found
    row = row_of(found, 0)
    assert list(row)[:9] == ["cell", "slice", "n", "k", "mean", "low", "high", "p_above", "class"]
    posterior = stats.beta(44.8, 67.2)
    assert (row["n"], row["k"], row["class"]) == (100, 100.0, "can not tell")
    assert row["mean"] == pytest.approx(0.4, abs=1e-12)
    assert row["low"] == pytest.approx(posterior.ppf(0.05), abs=1e-12)
    assert row["high"] == pytest.approx(posterior.ppf(0.95), abs=1e-12)
    assert row["p_above"] == pytest.approx(posterior.sf(0.4), abs=1e-12)


@pytest.mark.parametrize(
    ("header", "cell"),
    [("lat;lon;unsafe", "{0};{1};1"), ("LAT,Lon,Answer", '"{0}","{1}",3'), ("latitude;longitude;answer", "{2};{3};4")],
)
def test_that_reasonable_forms_of_the_file_are_read(tmp_path: Path, header: str, cell: str) -> None:
    latitude, longitude = where(0).split(",")
    line = cell.format(latitude, longitude, latitude.replace(".", ","), longitude.replace(".", ","))
    row = row_of(analyse("surface", written(tmp_path, header, [line] * 7), "--json").found, 0)
    assert (row["n"], row["k"]) == (7, 7.0)
    assert row["mean"] == pytest.approx((7 + 0.4 * 12) / 19)


def test_that_age_counts_from_the_given_day(tmp_path: Path) -> None:
    rows = [f"{where(0)},1,r{i},2026-0{1 + i}-01" for i in range(6)]
    file = written(tmp_path, "lat,lon,unsafe,respondent,at", rows)
    days = [151, 120, 92, 61, 31, 0]
    found = analyse("surface", file, "--as-of", "2026-06-01", "--json").found
    assert row_of(found, 0)["k"] == pytest.approx(sum(0.5 ** (d / 180) for d in days))
    assert analyse("surface", file, "--json").found["as_of"] == "2026-06-01"
    assert row_of(analyse("surface", file, "--as-of", "2026-03-01", "--json").found, 0)["n"] == 3


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-06-01T22:30:00Z", "2026-06-02"),
        ("2026-06-01T21:30:00Z", "2026-06-01"),
        ("2026-12-31T23:30:00+00:00", "2027-01-01"),
        ("2026-06-02T01:30:00+14:00", "2026-06-01"),
        ("2026-06-01 23:30", "2026-06-01"),
        ("1.6.2026 23:30", "2026-06-01"),
    ],
)
def test_that_a_day_is_the_one_on_the_clocks_in_prague(tmp_path: Path, at: str, day: str) -> None:
    rows = [f"{where(0)},1,r{i},{at}" for i in range(6)]
    file = written(tmp_path, "lat,lon,unsafe,respondent,at", rows)
    assert analyse("surface", file, "--json").found["as_of"] == day
    if " " not in at:
        assert analyse("surface", file, "--as-of", at, "--json").found["as_of"] == day


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "2026-06-01T10:00:60Z"])
def test_that_a_time_at_the_edge_of_the_calendar_is_a_fault_of_its_row(tmp_path: Path, at: str) -> None:
    rows = [f"{where(0)},1,r{i},{at}" for i in range(6)]
    answer = analyse("surface", written(tmp_path, "lat,lon,unsafe,respondent,at", rows), "--json")
    assert answer.code != 0
    assert "a date or time such as" in answer.out + answer.err
    assert "Traceback" not in answer.out + answer.err


def test_that_each_slice_comes_with_the_pooled_one_and_a_masked_slice_says_what_stands_in(tmp_path: Path) -> None:
    rows = [f"{where(0)},{i % 2},{'night' if i < 3 else 'day'},r{i}" for i in range(20)]
    found = analyse("surface", written(tmp_path, "lat,lon,unsafe,slice,respondent", rows), "--json").found
    assert {row["slice"] for row in found["cells"]} == {"day", "night", "pooled"}
    night = row_of(found, 0, "night")
    assert (night["n"], night["class"], night["shown_from"]) == (3, "not enough answers", "pooled")
    assert night["shown_mean"] == row_of(found, 0)["mean"]
    assert row_of(found, 0, "day")["shown_from"] == "own"


def test_that_one_device_is_capped(tmp_path: Path) -> None:
    rows = [f"{where(i)},1,one" for i in range(20)] + [f"{where(0)},0,r{i}" for i in range(8)]
    found = analyse("surface", written(tmp_path, "lat,lon,unsafe,respondent", rows), "--json").found
    assert sum(row["k"] for row in found["cells"]) == pytest.approx(13.0)


def test_that_a_burst_is_set_aside_with_its_reason_and_counted_on_demand(tmp_path: Path) -> None:
    quiet = [f"{where(i % 5)},0,q{i},2026-0{1 + i % 6}-1{i % 10} 12:00" for i in range(60)]
    attack = [f"{where(0)},1,a{i},2026-06-20 10:{i:02d}" for i in range(40)]
    file = written(
        tmp_path,
        "lat,lon,unsafe,respondent,at",
        [row.replace(" 12", "T12").replace(" 10", "T10") for row in quiet + attack],
    )
    found = analyse("surface", file, "--json").found
    (burst,) = found["bursts"]
    assert (burst["cell"], burst["ratings"], burst["limit"]) == (name_of(CELLS[0]), 40, 8)
    assert "set aside" in found["notes"][0]
    kept = analyse("surface", file, "--keep-bursts", "--json").found
    assert row_of(kept, 0)["n"] == row_of(found, 0)["n"] + 40


@pytest.mark.parametrize("day", ["2026-06-20", "2026-06-20 00:00:00", "2026-06-20T00:00:00Z"])
def test_that_days_without_a_time_are_never_a_burst(tmp_path: Path, day: str) -> None:
    rows = [f"{where(0)},1,r{i},{day}" for i in range(40)]
    found = analyse("surface", written(tmp_path, "lat,lon,unsafe,respondent,at", rows), "--json").found
    assert "bursts" not in found
    assert row_of(found, 0)["n"] == 40


def test_that_a_foreign_file_is_read_by_naming_its_columns_and_answers(tmp_path: Path) -> None:
    rows = [f"{where(0)},Dobře,p{i}" for i in range(9)] + [f"{where(0)},Zle,z{i}" for i in range(6)]
    rows += [f"{where(0)},Nevím,n1", "10.0,10.0,Zle,far"]
    arguments = ["--columns", "lat=Y", "lon=X", "answer=Pocit", "respondent=Kdo", "--safe", "dobře", "--unsafe", "Zle"]
    file = written(tmp_path, "Y,X,Pocit,Kdo", rows)
    found = analyse("surface", file, *arguments, "--within", "20", "--json").found
    assert (row_of(found, 0)["n"], found["ratings_counted"]) == (15, 15)
    assert found["left_out"] == {
        "answer is neither safe nor unsafe": 1,
        "farther than 20 km from the median point": 1,
    }


@pytest.mark.parametrize(
    ("header", "line", "words"),
    [
        ("lat,lon,answer", "50.4,13.4,5", "column answer: expected 1 (very safe)"),
        ("lat,lon,unsafe", "50.4,13.4,2", "column unsafe: expected 0 or 1"),
        ("lat,lon,answer", "95,13.4,1", "column lat: expected a number from -90 to 90"),
        ("lat,lon,answer,slice", "50.4,13.4,1,dusk", "column slice: expected day, night or nothing"),
        ("lat,lon,answer,at", "50.4,13.4,1,soon", "column at: expected a date or time"),
        ("lat,lon", "50.4,13.4", "column answer: expected a column of that name"),
    ],
)
def test_that_a_bad_cell_is_named(tmp_path: Path, header: str, line: str, words: str) -> None:
    answer = analyse("surface", written(tmp_path, header, [line]))
    assert answer.code == 2
    assert words in answer.err


@pytest.mark.parametrize(
    "arguments", [["--as-of", "soon"], ["--resolution", "16"], ["--cap", "0"], ["--columns", "lat"], ["--within", "x"]]
)
def test_that_a_bad_argument_is_named(tmp_path: Path, arguments: list[str]) -> None:
    answer = analyse("surface", written(tmp_path, "lat,lon,unsafe", [f"{where(0)},1"]), *arguments)
    assert answer.code == 2
    assert arguments[0].strip("-").split("-")[0] in answer.err or "date" in answer.err


def test_that_no_rating_left_is_a_refusal(tmp_path: Path) -> None:
    file = written(tmp_path, "lat,lon,unsafe,at", [f"{where(0)},1,2020-01-01"])
    answer = analyse("surface", file, "--as-of", "2026-01-01")
    assert (answer.code, "older than 24 months" in answer.err) == (2, True)


def test_that_districts_come_from_polygons_and_what_lies_outside_is_counted(tmp_path: Path) -> None:
    corners = [[lon, lat] for lat, lon in boundary(CELLS[0])]
    area = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
    feature = {"type": "Feature", "properties": {"name": "Střed"}, "geometry": area}
    areas = tmp_path / "areas.geojson"
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    rows = [f"{where(0)},1,r{i}" for i in range(6)] + [f"{where(9)},1,x"]
    found = analyse(
        "surface", written(tmp_path, "lat,lon,unsafe,respondent", rows), "--districts", areas, "--json"
    ).found
    assert found["left_out"] == {"outside every district": 1}
    assert len(found["cells"]) == 1


def test_that_a_change_and_the_second_layer_come_on_demand(tmp_path: Path) -> None:
    rows = [f"{where(i % 9)},{int(i % 3 > 0)},b{i},2026-01-1{i % 10}" for i in range(180)]
    rows += [f"{where(i % 9)},{int(i % 9 == 8)},a{i},2026-05-1{i % 10}" for i in range(180)]
    file = written(tmp_path, "lat,lon,unsafe,respondent,at", rows)
    found = analyse("surface", file, "--change-at", "2026-03-01", "--hotspots", "--json").found
    changes = {row["cell"]: row for row in found["changes"]}
    assert changes[name_of(CELLS[1])]["change"] == "safer"
    assert {"gi_z", "gi_q"} <= set(found["cells"][0])
    assert any("regression to the mean" in note for note in found["notes"])


def test_that_the_public_snapshot_holds_no_small_count(tmp_path: Path) -> None:
    rows = [f"{where(0)},1,r{i}" for i in range(13)] + [f"{where(1)},1,s{i}" for i in range(3)]
    lines = analyse("surface", written(tmp_path, "lat,lon,unsafe,respondent", rows), "--public", "--json").found[
        "public"
    ]
    assert {line["cell"] for line in lines if line["level"] == "cell"} == {name_of(CELLS[0])}
    assert {line["respondents_at_least"] for line in lines} == {10}


def test_that_the_picture_is_drawn(tmp_path: Path) -> None:
    rows = [f"{where(i % 20)},{int(i % 20 < 7)},r{i}" for i in range(400)]
    picture = tmp_path / "surface.svg"
    answer = analyse("surface", written(tmp_path, "lat,lon,unsafe,respondent", rows), "--picture", picture)
    assert answer.code == 0
    drawn = picture.read_text()
    assert drawn.count("<polygon") == 20
    assert "Where do people feel less safe?" in drawn


OSTRAVA = Path(__file__).parents[5] / "shared" / "data" / "safety-ratings" / "ostrava_2023.csv"


@pytest.mark.skipif(not OSTRAVA.exists(), reason="the real ratings of Ostrava are not on this machine")
def test_that_the_real_ratings_of_ostrava_go_through() -> None:
    arguments = ["--columns", "answer=Pocit", "lon=X", "lat=Y", "respondent=ID respondenta", "district=Městský obvod"]
    arguments += ["--safe", "Místo, kde se cítím dobře", "--unsafe", "Místo, kde se necítím dobře", "--within", "20"]
    found = analyse("surface", OSTRAVA, *arguments, "--json").found
    assert (found["ratings_read"], found["left_out"]["answer is neither safe nor unsafe"]) == (12_053, 5_645)
    assert found["respondents"] == 811
    assert 0.4 < found["m"]["pooled"] < 0.55
