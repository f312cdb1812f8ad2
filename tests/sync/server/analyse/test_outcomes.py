import json
from pathlib import Path

import pytest

from sync.server.analyse.cli import main
from tests.app.safety.outcomes.coal_mines import COAL
from tests.app.safety.outcomes.sicily import BREAK_ROW, EPISODES, POPULATION


def answered(capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, object]:
    assert main([*argv, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(list(argv)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def series(path: Path, rows: int = 59, *, header: str = "t;count;offset", comma: bool = True) -> str:
    lines = [f"{i};{c};{p}" for i, (c, p) in enumerate(zip(EPISODES, POPULATION, strict=True), start=1)][:rows]
    text = "\n".join([header, *lines])
    path.write_text("\ufeff" + (text.replace(".", ",") if comma else text), encoding="utf-8")
    return str(path)


def test_that_wheelers_examples_come_out_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(capsys, "poissonz", "4", "9")
    assert (found["z"], found["flagged"], found["n"]) == (2.0, False, 13)
    assert answered(capsys, "poissonz", "100", "144")["flagged"] is True


def test_that_the_e_test_takes_exposures(capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(capsys, "etest", "3", "20", "--n1", "100", "--n2", "300")
    assert found["p"] == pytest.approx(0.1220272, abs=1e-6)
    assert round(float(str(answered(capsys, "etest", "6", "2")["p"])), 4) == 0.1749


def test_that_the_displacement_example_comes_out(capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(
        capsys, "wdd", "--treated", "207", "110", "--control", "308", "318",
        "--displacement", "178", "157", "--control-displacement", "150", "140",
    )  # fmt: skip
    assert (found["wdd"], round(float(str(found["z"])), 2)) == (-118, -2.98)
    alone = answered(capsys, "wdd", "--treated", "20", "10", "--control", "20", "20")
    assert (alone["wdd"], "displacement" in alone) == (-10, False)


def test_that_sicily_comes_out_with_decimal_commas_and_a_byte_order_mark(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    found = answered(capsys, "its", series(tmp_path / "s.csv"), "--break", str(BREAK_ROW))
    assert round(float(str(found["rate_ratio"])), 3) == 0.894
    assert found["dispersion"] == pytest.approx(3.559, abs=1e-3)
    assert (found["before"], found["after"], found["n"]) == (36, 23, 59)
    seasonal = answered(capsys, "its", series(tmp_path / "s.csv"), "--break", "37", "--harmonics", "2", "--slope")
    assert [row["term"] for row in seasonal["terms"]] == [  # type: ignore[attr-defined]
        "intercept", "level", "trend", "slope", "sin1", "cos1", "sin2", "cos2",
    ]  # fmt: skip
    assert "slope_ratio" in seasonal


def test_that_months_are_read_as_time_and_name_the_break(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    months = [f"{2002 + i // 12}-{i % 12 + 1:02}" for i in range(59)]
    lines = [f"{m},{c}" for m, c in zip(months, EPISODES, strict=True)]
    path = tmp_path / "m.csv"
    path.write_text("\n".join(["month,count", *lines]), encoding="utf-8")
    by_name = answered(capsys, "its", str(path), "--break", "2005-01", "--harmonics", "1")
    by_row = answered(capsys, "its", str(path), "--break", "37", "--harmonics", "1")
    assert by_name == by_row
    assert "offset" in str(by_name["notes"])


def test_that_a_year_names_the_break(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "coal.csv"
    rows = "".join(f"{1851 + i};{count}\r\n" for i, count in enumerate(COAL))
    path.write_bytes(f"\ufeffYear;COUNT\r\n{rows}".encode())
    by_year = answered(capsys, "its", str(path), "--break", "1892", "--no-trend")
    assert by_year == answered(capsys, "its", str(path), "--break", "42", "--no-trend")
    assert by_year["rate_ratio"] == pytest.approx((64 / 71) / (127 / 41))


def test_that_a_short_series_is_refused_in_words_and_the_rule_can_be_lifted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = series(tmp_path / "s.csv")
    assert "19 periods before the break and at least 24 are needed" in refused(capsys, "its", path, "--break", "20")
    assert "9 periods after the break and at least 12 are needed" in refused(capsys, "its", path, "--break", "51")
    found = answered(capsys, "its", path, "--break", "20", "--min-before", "12")
    assert "rule of 24 periods" in str(found["notes"])


@pytest.mark.parametrize(
    ("header", "row", "words"),
    [
        ("t;count;offset", "3;x;5", "column count: expected a whole number"),
        ("t;count;offset", "3;5;0", "column offset"),
    ],
)
def test_that_a_bad_cell_is_named_by_file_row_and_column(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, header: str, row: str, words: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(f"{header}\n1;5;5\n2;5;5\n{row}\n", encoding="utf-8")
    message = refused(capsys, "its", str(path), "--break", "2")
    assert "bad.csv, row 4" in message
    assert words in message


def test_that_time_that_does_not_rise_is_named_by_its_row(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("t,count\n1,5\n1,5\n2,5\n", encoding="utf-8")
    assert "row 3, column t: expected later than the row before, found 1" in refused(
        capsys, "its", str(path), "--break", "2"
    )
    assert "--break" in refused(capsys, "its", str(path), "--break", "9")


def test_that_pai_meets_the_example_of_ptools(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "cells.csv"
    path.write_text("id,observed,predicted,area\na,6,3,1\nb,3,2,1\nc,0,1,1\n", encoding="utf-8")
    found = answered(capsys, "pai", str(path))
    ranks = found["ranks"]
    assert isinstance(ranks, list)
    assert [(row["id"], row["pai"], row["pei"]) for row in ranks] == [("a", 2.0, 1.0), ("b", 1.5, 1.0), ("c", 1.0, 1.0)]
    assert found["n"] == 9


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["poissonz", "0", "0"], "nothing was counted"),
        (["poissonz", "1.5", "2"], "BEFORE: expected a whole number"),
        (["poissonz", "many", "2"], "BEFORE: expected a number"),
        (["etest", "1", "2", "--n1", "0"], "n1: expected a number above 0, found 0"),
        (["wdd", "--treated", "1", "2", "--control", "1", "1"], "too thin: 5 events"),
        (["wdd", "--treated", "9", "9", "--control", "9", "9", "--displacement", "1", "1"], "--control-displacement"),
        (["pai", "nowhere.csv"], "nowhere.csv: expected a readable file"),
    ],
)
def test_that_what_can_not_be_judged_is_said(capsys: pytest.CaptureFixture[str], argv: list[str], words: str) -> None:
    assert words in refused(capsys, *argv)


@pytest.mark.parametrize("method", ["poissonz", "etest", "wdd", "its", "pai"])
def test_that_help_names_the_source(capsys: pytest.CaptureFixture[str], method: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([method, "--help"])
    assert ended.value.code == 0
    assert "Source:" in capsys.readouterr().out
