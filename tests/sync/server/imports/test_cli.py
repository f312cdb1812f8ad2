"""`districts import` and `tips import` on the command line, on both databases: whole or not at all."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sync.server import schema
from sync.server.cli import main
from sync.server.ground.database import Database

SQUARES = {"west": 13.0, "east": 13.1}


def square(west: float) -> list[list[float]]:
    return [[west, 50.0], [west + 0.1, 50.0], [west + 0.1, 50.1], [west, 50.1], [west, 50.0]]


def districts_file(folder: Path, **changes: Any) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"id": name, "name": name.title()},
            "geometry": {"type": "Polygon", "coordinates": [square(lon)]},
        }
        for name, lon in SQUARES.items()
    ]
    path = folder / "districts.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features} | changes), encoding="utf-8")
    return path


def tips_file(folder: Path, *changes: dict[str, Any]) -> Path:
    base = {
        "service_request_id": "1", "service_code": "9", "service_name": "Graffiti", "status": "open",
        "requested_datetime": "2024-07-01 08:00:00", "lat": 50.05, "long": 13.05, "address": "A 1",
    }  # fmt: skip
    path = folder / "tips.json"
    path.write_text(json.dumps([base | change for change in changes]), encoding="utf-8")
    return path


@pytest.fixture
def run(database_url: str, tmp_path: Path) -> Any:
    def command(*words: str) -> int:
        return main([*words, "--database", database_url, "--files", str(tmp_path / "files")])

    assert command("init") == 0
    return command


def column(url: str, selected: Any) -> list[Any]:
    database = Database(url)
    try:
        with database.read() as connection:
            return list(connection.execute(sa.select(selected)).scalars())
    finally:
        database.close()


def test_that_tips_lie_in_the_districts_of_their_positions(run: Any, database_url: str, tmp_path: Path) -> None:
    assert run("districts", "import", str(districts_file(tmp_path))) == 0
    tips = tips_file(tmp_path, {}, {"service_request_id": "2", "long": 13.15}, {"service_request_id": "3", "long": 14})
    assert run("tips", "import", str(tips)) == 0
    assert sorted(column(database_url, schema.tip.c.district_id)) == ["", "east", "west"]


def test_that_reading_a_file_twice_doubles_nothing(run: Any, database_url: str, tmp_path: Path) -> None:
    tips = str(tips_file(tmp_path, {}, {"service_request_id": "2"}))
    assert run("tips", "import", tips) == 0
    before = sorted(column(database_url, schema.tip.c.id))
    assert run("tips", "import", tips) == 0
    assert sorted(column(database_url, schema.tip.c.id)) == before


def test_that_reading_a_file_again_files_nothing_that_was_erased(
    run: Any, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tips = str(tips_file(tmp_path, {}, {"service_request_id": "2"}))
    assert run("tips", "import", tips) == 0
    (number, *_) = sorted(column(database_url, schema.tip.c.number))
    assert run("erase", str(number)) == 0
    left = column(database_url, schema.tip.c.id)
    assert run("tips", "import", tips) == 0
    assert "0 tips filed, 2 were here already, or were erased" in capsys.readouterr().out
    assert column(database_url, schema.tip.c.id) == left


def test_that_one_bad_tip_holds_back_the_whole_file_unless_it_may_be_left_out(
    run: Any, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tips = str(tips_file(tmp_path, {}, {"service_request_id": "2", "requested_datetime": "soon"}))
    assert run("tips", "import", tips) == 2
    assert "row 2 (number 2), requested_datetime: a date and time is expected" in capsys.readouterr().err
    assert column(database_url, schema.tip.c.id) == []
    assert run("tips", "import", tips, "--skip-bad") == 0
    assert len(column(database_url, schema.tip.c.id)) == 1


def test_that_refused_districts_leave_the_old_ones(
    run: Any, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("districts", "import", str(districts_file(tmp_path))) == 0
    assert run("districts", "import", str(districts_file(tmp_path, features={}))) == 2
    assert "features: is an object; an array of features is expected" in capsys.readouterr().err
    assert sorted(column(database_url, schema.district.c.id)) == ["east", "west"]


def test_that_a_dry_run_writes_nothing(run: Any, database_url: str, tmp_path: Path) -> None:
    assert run("districts", "import", str(districts_file(tmp_path)), "--dry-run") == 0
    assert run("tips", "import", str(tips_file(tmp_path, {})), "--dry-run") == 0
    assert column(database_url, schema.district.c.id) == []
    assert column(database_url, schema.tip.c.id) == []


def test_that_a_missing_file_is_said_in_words(run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("districts", "import", str(tmp_path / "none.geojson")) == 2
    assert run("tips", "import", str(tmp_path / "none.json")) == 2
    assert capsys.readouterr().err.count("can not be read: No such file or directory") == 2
