"""`okrskar-server ratings`: an import is whole or nothing, a burst is decided, a release is written once."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.server.cli import main
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.ratings.tables import rating, rating_burst
from sync.server.service import Server
from sync.server.settings import Settings
from tests.sync.server.station import DISTRICTS

HEAD = "lat;lon;slice;answer;respondent;tags;channel"


@pytest.fixture
def where(sqlite_url: str, tmp_path: Path) -> list[str]:
    """The arguments of a server with two districts."""
    folder = tmp_path / "files"
    assert main(["init", "--database", sqlite_url, "--files", str(folder)]) == 0
    server = Server(Settings(sqlite_url, folder))
    with server.database.write() as connection:
        publish(connection, DistrictService(server).replace_all(connection, DISTRICTS).steps, server.now())
    server.close()
    return ["--database", sqlite_url, "--files", str(folder)]


def written(folder: Path, *rows: str, head: str = HEAD) -> str:
    path = folder / "sheet.csv"
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    return str(path)


def all_rows(where: list[str], table: sa.Table) -> list[sa.Row[tuple[object, ...]]]:
    server = Server(Settings(where[1], Path(where[3])))
    try:
        with server.database.read() as connection:
            return list(connection.execute(sa.select(table)))
    finally:
        server.close()


def test_that_a_sheet_is_taken_in_once(where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = written(tmp_path, "50,05;13,05;night;4;a;lighting,noise;paper", "50.05;13.05;day;Rather safe;;;")
    for _ in range(2):
        assert main(["ratings", "import", *where, sheet]) == 0
    assert "taken in: 2 ratings" in capsys.readouterr().out
    found = {(row.part, row.answer, row.tags, row.channel) for row in all_rows(where, rating)}
    assert found == {("night", "very_unsafe", "lighting,noise", "paper"), ("day", "rather_safe", "", "import")}
    assert len(all_rows(where, rating)) == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("50.05;13.05;dusk;4;;;", "row 3, part: This is none of the answers."),
        ("50.05;13.05;day;5;;;", "row 3, answer"),
        ("13.05;50.05;day;4;;;", "in no district: rows 3"),
        ("nan;13.05;day;4;;;", "row 3, place"),
        ("50.05;13.05;day;4;;lighting,noise,litter;", "row 3, tags: At most 2 causes."),
        ("50.05;13.05;day;4;;;pigeon", "row 3, channel"),
    ],
)
def test_that_one_odd_row_keeps_the_whole_file_out(
    where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, said: str
) -> None:
    assert main(["ratings", "import", *where, written(tmp_path, "50.05;13.05;day;1;;;", row)]) == 2
    assert said in capsys.readouterr().err
    assert all_rows(where, rating) == []


@pytest.mark.parametrize("at", ["0001-01-01", "2026-02-30", "9999-12-31T23:59Z", "1.1.1990 8:00", "včera"])
def test_that_a_time_that_would_not_stand_is_refused(
    where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], at: str
) -> None:
    sheet = written(tmp_path, f"50.05;13.05;day;1;{at}", head="lat;lon;slice;answer;at")
    assert main(["ratings", "import", *where, sheet]) == 2
    assert "row 2, at" in capsys.readouterr().err


def test_that_a_burst_is_shown_and_decided(
    where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"50.05;13.05;night;4;p{number};;web" for number in range(12)]
    assert main(["ratings", "import", *where, written(tmp_path, *rows)]) == 0
    assert main(["ratings", "surface", *where]) == 0
    assert "count: 0, set aside as bursts: 12" in capsys.readouterr().out
    assert main(["ratings", "bursts", *where]) == 0
    assert "12 in a day, 8 are believed" in capsys.readouterr().out
    (burst,) = all_rows(where, rating_burst)
    assert main(["ratings", "bursts", *where, "--count", str(burst[0])]) == 0
    assert main(["ratings", "surface", *where]) == 0
    assert "count: 12, set aside as bursts: 0" in capsys.readouterr().out
    assert main(["ratings", "bursts", *where, "--set-aside", "nothing"]) == 2


def test_that_a_month_is_published_once(where: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ratings", "release", *where]) == 0
    assert "with 0 lines" in capsys.readouterr().out
    assert main(["ratings", "release", *where]) == 0
    assert "published already" in capsys.readouterr().out
