"""`analyse participation`."""

import json
from pathlib import Path

import pytest

from app.safety.grid import name_of
from tests.app.safety.cities import town
from tests.sync.server.analyse.console import Answer, analyse

WEST, EAST, SOUTH, NORTH = 13.40, 13.42, 50.45, 50.47


def square(name: str, west: float) -> dict[str, object]:
    east = west + 0.02
    ring = [[west, SOUTH], [east, SOUTH], [east, NORTH], [west, NORTH], [west, SOUTH]]
    return {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def run(folder: Path, population: str, *arguments: str) -> Answer:
    areas, people, ratings = folder / "d.geojson", folder / "p.csv", folder / "r.csv"
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": [square("A", WEST), square("B", EAST)]}))
    people.write_text(population)
    lines = ["lat,lon,answer,respondent,at,age,sex,channel"]
    for i in range(60):
        age, sex = ("15-34" if i % 3 else "35+"), ("f" if i % 4 else "m")
        lines.append(
            f"50.46,13.41,{1 + i % 4},r{i % 40},2026-05-{1 + i % 28:02d},{age},{sex},{'web' if i < 45 else 'paper'}"
        )
    lines += [f"50.46,13.43,4,s{i},2024-01-01,35+,f,web" for i in range(9)]
    lines += ["50.46,13.43,4,r0,2026-05-02,35+,f,officer", "49.0,13.0,4,far,2026-05-02,35+,f,web"]
    ratings.write_text("\n".join(lines))
    return analyse("participation", ratings, people, areas, "--json", *arguments)


def test_that_districts_are_counted_against_their_people(tmp_path: Path) -> None:
    found = run(tmp_path, "district,population\nA,2000\nB,3000\n").found
    assert (found["respondents"], found["population"], found["per_1000"]) == (40, 5000, 8.0)
    assert found["low"] < 8.0 < found["high"]
    assert found["target_met"] is False
    first, second = found["districts"]
    assert (first["district"], first["respondents"], first["per_1000"], first["target_met"]) == ("A", 40, 20.0, True)
    assert (second["district"], second["respondents"], second["target_met"]) == ("B", 1, False)
    assert found["left_out"] == {"outside every district": 1}
    assert {row["channel"]: row["ratings"] for row in found["channels"]} == {"web": 45, "paper": 15, "officer": 1}
    assert found["top_5_percent_respondents"] == 2


def test_that_ages_and_sexes_are_set_against_the_population(tmp_path: Path) -> None:
    content = "district;age;sex;population\nA;15-34;f;500\nA;35+;f;1500\nB;15-34;m;500\nB;35+;m;2500\n"
    found = run(tmp_path, content).found
    young, old = found["age"]
    assert (young["age"], young["population_share"]) == ("15-34", 0.2)
    assert young["share"] + old["share"] == pytest.approx(1.0)
    assert young["ratio"] > 1 > old["ratio"]
    assert {row["sex"] for row in found["sex"]} == {"f", "m"}


def test_that_people_by_cell_say_where_to_ask(tmp_path: Path) -> None:
    one, two = (name_of(cell) for cell in town(2))
    found = run(tmp_path, f"cell,population\n{one},900\n{two},100\n").found
    assert found["inhabited_cells"] == 2
    assert [row["cell"] for row in found["where_to_ask"]] == [one, two]
    assert "notes" not in found


def test_that_people_without_cells_are_spread_and_this_is_said(tmp_path: Path) -> None:
    found = run(tmp_path, "district,population\nA,2000\nB,3000\n").found
    assert "spread evenly" in found["notes"][0]
    assert 0 < found["unmasked_share"] < 0.2
    inhabitants = sum(row["inhabitants"] for row in found["where_to_ask"])
    assert inhabitants == pytest.approx(5000, rel=0.05)


def test_that_only_the_last_twelve_months_count(tmp_path: Path) -> None:
    assert run(tmp_path, "district,population\nA,2000\nB,3000\n", "--as-of", "2024-06-01").found["respondents"] == 9


def test_that_a_year_without_ratings_is_a_refusal(tmp_path: Path) -> None:
    answer = run(tmp_path, "district,population\nA,2000\n", "--as-of", "2020-01-01")
    assert (answer.code, "refused: no rating" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("population", "words"),
    [("district\nA\n", "column population"), ("district,population\nA,-3\n", "row 2, column population")],
)
def test_that_a_bad_population_is_named(tmp_path: Path, population: str, words: str) -> None:
    answer = run(tmp_path, population)
    assert (answer.code, words in answer.err) == (2, True)


def test_that_people_of_no_district_are_named(tmp_path: Path) -> None:
    found = run(tmp_path, "district,population\nA,2000\nC,3000\n").found
    assert any("The population of C counts in the whole alone" in note for note in found["notes"])
    assert not any("in the whole alone" in n for n in run(tmp_path, "district,population\na,1\nB,1\n").found["notes"])


def test_that_districts_without_properties_are_read(tmp_path: Path) -> None:
    run(tmp_path, "district,population\nA,1\n")
    (tmp_path / "d.geojson").write_text(json.dumps({"features": [square("A", WEST) | {"properties": 5}]}))
    answer = analyse("participation", tmp_path / "r.csv", tmp_path / "p.csv", tmp_path / "d.geojson", "--json")
    assert [row["district"] for row in answer.found["districts"]] == ["district"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "expected GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "at least one feature"),
        ('{"features": [{"properties": {"name": "A"}, "geometry": null}]}', "row 1, column geometry"),
    ],
)
def test_that_bad_districts_are_named(tmp_path: Path, content: str, words: str) -> None:
    run(tmp_path, "district,population\nA,1\n")
    (tmp_path / "d.geojson").write_text(content)
    answer = analyse("participation", tmp_path / "r.csv", tmp_path / "p.csv", tmp_path / "d.geojson")
    assert (answer.code, words in answer.err) == (2, True), answer.err
