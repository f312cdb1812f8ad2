"""The frame of the command line: exit codes, one object, a fast start."""

import subprocess
import sys
from pathlib import Path

import pytest

from sync.server.analyse.cli import main
from tests.sync.server.analyse.console import analyse


def test_that_a_method_prints_a_table_and_ends_with_zero() -> None:
    answer = analyse("wilson", 81, 263)
    assert (answer.code, answer.err) == (0, "")
    assert "0.255289" in answer.out


def test_that_bad_input_ends_with_two_and_says_where(tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_text("y,n\n3,10\n11,10\n")
    answer = analyse("betabinom", file)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"bad input: {file}, row 3, column y: expected at most n = 10, found 11\n"


def test_that_bad_input_is_an_object_with_json(tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_text("y;n\n3;zehn\n")
    answer = analyse("betabinom", file, "--json")
    assert answer.code == 2
    assert answer.found["error"] | {"expected": ""} == {"file": str(file), "row": 2, "column": "n", "expected": ""}


def test_that_a_refusal_is_in_words_and_ends_with_two(tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_text("y,n\n0,10\n10,10\n")
    answer = analyse("betabinom", file)
    assert answer.code == 2
    assert answer.err.startswith("refused: every group is all or nothing")


def test_that_the_frame_runs_without_the_servers_main(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wilson", "1", "2", "--json"]) == 0
    assert capsys.readouterr().out.startswith('{"method": "wilson"')


def test_that_the_command_line_starts_without_the_web_server_or_the_database() -> None:
    code = (
        "import sys; from sync.server.analyse.cli import main; main(['wilson', '1', '2']); "
        "print([m for m in ('starlette', 'sqlalchemy', 'uvicorn', 'scipy', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
