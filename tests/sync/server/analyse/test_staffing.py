import json
from pathlib import Path

import pytest

from sync.server.analyse.cli import main

pytest.importorskip("highspy")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    (tmp_path / "d.csv").write_text(
        "district;load\nCentrum;21,5\nZahradní;17\nBřezenecká;14\nPísečná;12\n", encoding="utf-8"
    )
    (tmp_path / "o.csv").write_text("officer,absent\nNovák,\nDvořák,\nSvoboda,\nKučera,yes\n", encoding="utf-8")
    (tmp_path / "near.csv").write_text("from,to\nBřezenecká,Písečná\nZahradní,Písečná\n", encoding="utf-8")
    (tmp_path / "now.csv").write_text(
        "district,officer,role\nCentrum,Dvořák,primary\nCentrum,Novák,backup\nZahradní,Kučera,primary\n",
        encoding="utf-8",
    )
    return tmp_path


def answered(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, object]:
    assert main([*argv, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(list(argv)) == 2
    return capsys.readouterr().err


def test_that_districts_get_two_officers_and_the_peak_its_proof(capsys: pytest.CaptureFixture[str], city: Path) -> None:
    found = answered(
        capsys, "staffing", f"{city}/d.csv", f"{city}/o.csv",
        "--adjacency", f"{city}/near.csv", "--current", f"{city}/now.csv",
    )  # fmt: skip
    assignments = found["assignments"]
    assert isinstance(assignments, list)
    by_district = {row["district"]: row for row in assignments}
    assert (by_district["Centrum"]["primary"], by_district["Centrum"]["backup"]) == ("Dvořák", "Novák")
    assert all(row["primary"] != row["backup"] for row in assignments)
    assert "Kučera" not in {name for row in assignments for name in (row["primary"], row["backup"])}
    assert by_district["Březenecká"]["primary"] == by_district["Písečná"]["primary"]
    assert (found["peak"], found["bound"], found["gap"], found["optimal"]) == (26.0, 26.0, 0.0, True)


def test_that_a_district_over_every_capacity_says_hire_or_split(capsys: pytest.CaptureFixture[str], city: Path) -> None:
    (city / "o.csv").write_text("officer,capacity\nA,20\nB,20\nC,20\nD,20\n", encoding="utf-8")
    found = answered(capsys, "staffing", f"{city}/d.csv", f"{city}/o.csv")
    assert (found["hire_or_split"], found["fits_capacity"]) == (["Centrum"], False)
    assert "Hire or split: district Centrum" in str(found["notes"])


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("o.csv", "officer\nA\n", "1 officers can not hold 4 districts by these rules: 2 are needed"),
        ("o.csv", "officer\nA\nA\n", "o.csv, row 3, column officer: expected every name once"),
        ("d.csv", "district,load\nX,-1\n", "d.csv, row 2, column load: expected a number from 0 to 1e+09"),
        ("near.csv", "a,b\nCentrum,Atlantis\n", "near.csv, row 2, column b: expected a district"),
        ("now.csv", "district,officer\nCentrum,Nobody\n", "now.csv, row 2, column officer"),
        ("now.csv", "district,officer,role\nCentrum,Novák,boss\n", "column role: expected primary or backup"),
        ("o.csv", "officer,absent\nNovák,perhaps\n", "column absent: expected yes or no"),
    ],
)
def test_that_bad_tables_are_named(
    capsys: pytest.CaptureFixture[str], city: Path, name: str, text: str, words: str
) -> None:
    (city / name).write_text(text, encoding="utf-8")
    argv = ["staffing", f"{city}/d.csv", f"{city}/o.csv"]
    if name in {"near.csv", "now.csv"}:
        argv += ["--adjacency" if name == "near.csv" else "--current", f"{city}/{name}"]
    assert words in refused(capsys, *argv)


def test_that_absence_is_taken_from_the_command_line(capsys: pytest.CaptureFixture[str], city: Path) -> None:
    found = answered(capsys, "staffing", f"{city}/d.csv", f"{city}/o.csv", "--absent", "Novák")
    loads = found["loads"]
    assert isinstance(loads, list)
    assert {row["officer"] for row in loads} == {"Dvořák", "Svoboda"}
    assert "--absent" in refused(capsys, "staffing", f"{city}/d.csv", f"{city}/o.csv", "--absent", "Nobody")


def test_that_grahams_jobs_are_balanced_with_a_proof(capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(capsys, "balance", "--bins", "3", "--jobs", "5,5,4,4,3,3,3")
    assert (found["peak"], found["bound"], found["optimal"], found["loads"]) == (9.0, 9.0, True, [9.0, 9.0, 9.0])
    assert answered(capsys, "balance", "--bins", "2", "--jobs", "3", "3", "2", "2", "2")["peak"] == 6.0
    assert "--jobs" in refused(capsys, "balance", "--bins", "2", "--jobs", "3,x")
    assert "bin" in refused(capsys, "balance", "--bins", "0", "--jobs", "3")


def test_that_inequality_names_both_forms(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "loads.csv"
    path.write_text("load\n1,0\n2\n3\n4\n5\n", encoding="utf-8")
    found = answered(capsys, "inequality", str(path))
    assert found["gini"] == pytest.approx(4 / 15)
    assert found["cv"] == pytest.approx(2**0.5 / 3)
    assert (found["max_mean"], found["max_min"], found["n"]) == (pytest.approx(5 / 3), 5.0, 5)
    path.write_text("load\n0\n0\n", encoding="utf-8")
    assert "at least two loads and one above 0" in refused(capsys, "inequality", str(path))
