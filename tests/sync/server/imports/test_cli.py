"""`districts import` and `tips import` on the command line, on both databases: whole or not at all."""

import getpass
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sync.server.cli import main
from sync.server.ground.database import Database
from sync.server.imports import filing
from tests.sync.server import schema

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


def changed_file(folder: Path, **squares: float) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"id": name, "name": name.title()},
            "geometry": {"type": "Polygon", "coordinates": [square(lon)]},
        }
        for name, lon in squares.items()
    ]
    return districts_file(folder, features=features)


def test_that_a_moved_border_moves_the_tips_and_is_asked_first(
    run: Any, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("districts", "import", str(districts_file(tmp_path))) == 0
    assert run("tips", "import", str(tips_file(tmp_path, {}))) == 0
    moved = str(changed_file(tmp_path, west=13.06, east=13.16))
    for words in (["--dry-run"], []):
        assert run("districts", "import", moved, *words) == 2
        said = capsys.readouterr().err
        assert "2 districts get other borders: east, west" in said
        assert "1 tips move to another district: west → none 1" in said
        assert "then, on the next days" not in said, "nobody held anything before either"
    assert column(database_url, schema.tip.c.district_id) == ["west"]
    assert run("districts", "import", moved, "--dry-run", "--yes") == 0
    assert column(database_url, schema.tip.c.district_id) == ["west"]
    assert run("districts", "import", moved, "--yes") == 0
    assert "1 tips moved to another district" in capsys.readouterr().out
    assert column(database_url, schema.tip.c.district_id) == [""]
    assert run("districts", "import", str(changed_file(tmp_path, west=12.98, east=13.04)), "--yes") == 0
    assert column(database_url, schema.tip.c.district_id) == ["east"]


def test_that_what_a_subset_ends_is_said_with_its_officers_and_tips(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("districts", "import", str(districts_file(tmp_path))) == 0
    assert run("officers", "add", "novak", "--name", "Jan Novák", "--district", "west") == 0
    assert run("tips", "import", str(tips_file(tmp_path, {}))) == 0
    capsys.readouterr()
    assert run("districts", "import", str(changed_file(tmp_path, middle=13.05)), "--dry-run") == 2
    said = capsys.readouterr().err
    assert "district west (West) is not in the file and goes, held by novak: these duties end; 1 tips lie in it" in said
    assert "district east (East) is not in the file and goes, held by nobody; 0 tips lie in it" in said
    assert "middle has nobody: no duty was given to anybody (0 addresses)" in said


def test_that_a_new_id_for_the_same_ground_is_said_to_look_renamed(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("districts", "import", str(districts_file(tmp_path))) == 0
    assert run("districts", "import", str(changed_file(tmp_path, zapad=13.0, east=13.1))) == 2
    assert "west looks renamed to zapad" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"squares": {"a": 13.0, "b": 13.02}}, "a and b overlap by 80% of the smaller"),
        ({"squares": {"a": 13.0, "b": 13.0}}, "a and b have the same shape"),
        ({"squares": {"a": 13.0}, "crs": "urn:ogc:def:crs:EPSG::4326"}, "where latitude comes first"),
        ({"squares": {"a": 13.0}, "crs": "urn:ogc:def:crs:EPSG::5514"}, "read as longitude and latitude"),
        ({"squares": {"Å½ikov": 13.0}}, "read as another encoding"),
        ({"squares": {"Mìcholupy": 13.0}}, "Windows-1250 read as Western"),
        ({"squares": {"a": 103.0}}, "they lie outside Europe"),
    ],
)
def test_that_doubtful_districts_are_asked_in_a_dry_run_too(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, Any], words: str
) -> None:
    path = changed_file(tmp_path, **changes["squares"])
    if "crs" in changes:
        document = json.loads(path.read_text(encoding="utf-8"))
        document["crs"] = {"type": "name", "properties": {"name": changes["crs"]}}
        path.write_text(json.dumps(document), encoding="utf-8")
    for how in (["--dry-run"], []):
        assert run("districts", "import", str(path), *how) == 2
        assert words in capsys.readouterr().err
    assert run("districts", "import", str(path), "--yes") == 0


def test_that_swapped_degrees_are_asked_and_can_be_turned(
    run: Any, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = districts_file(tmp_path)
    right = json.loads(path.read_text(encoding="utf-8"))
    for feature in right["features"]:
        feature["geometry"]["coordinates"] = [[position[::-1] for position in feature["geometry"]["coordinates"][0]]]
    path.write_text(json.dumps(right), encoding="utf-8")
    assert run("districts", "import", str(path)) == 2
    assert "latitude and longitude look swapped (--swap turns them)" in capsys.readouterr().err
    assert run("districts", "import", str(path), "--swap") == 0
    assert run("tips", "import", str(tips_file(tmp_path, {}))) == 0
    assert column(database_url, schema.tip.c.district_id) == ["west"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml">', "GML"),
        (b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2">', "KML"),
        (b"\x00\x00\x27\x0a" + bytes(96), "a Shapefile"),
        (b"PK\x03\x04" + bytes(30), "a zip archive"),
        (b"SQLite format 3\x00", "a GeoPackage"),
        (b'{"type": "Topology", "objects": {}}', "TopoJSON"),
        (b'{"geometryType": "esriGeometryPolygon", "features": []}', "Esri JSON"),
        (b"POLYGON ((13 50, 13.1 50, 13 50.1, 13 50))", "well-known text"),
    ],
)
def test_that_another_format_is_named(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], head: bytes, name: str
) -> None:
    (tmp_path / "areas").write_bytes(head)
    assert run("districts", "import", str(tmp_path / "areas")) == 2
    assert f"the file is {name}" in capsys.readouterr().err


def test_that_every_import_is_in_the_audit_with_who_and_what(run: Any, database_url: str, tmp_path: Path) -> None:
    assert run("districts", "import", str(districts_file(tmp_path))) == 0
    assert run("tips", "import", str(tips_file(tmp_path, {}, {"service_request_id": "2"}))) == 0
    audit = schema.audit.c
    entries = column(database_url, audit.actor + " " + audit.action + " " + audit.target + " " + audit.detail)
    told = [entry.split(" ", 3) for entry in sorted(entries) if ".import " in entry]
    assert [entry[:3] for entry in told] == [
        ["command", "districts.import", "districts.geojson"], ["command", "tips.import", "tips.json"],
    ]  # fmt: skip
    assert json.loads(told[0][3]) == {"account": getpass.getuser(), "added": 2, "changed": 0, "removed": 0, "tips": 0}
    assert json.loads(told[1][3]) == {"account": getpass.getuser(), "filed": 2, "known": 0, "left_out": 0}


def test_that_doubtful_tips_are_filed_only_when_it_is_said(
    run: Any, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = str(tips_file(tmp_path, {"requested_datetime": "1950-07-01 08:00:00"}))
    for words in ([], ["--dry-run"], ["--skip-bad"]):
        assert run("tips", "import", old, *words) == 2
        assert "1 tips are older than 1990: the first is row 1 of 1950-07-01" in capsys.readouterr().err
    assert column(database_url, schema.tip.c.id) == []
    assert run("tips", "import", old, "--yes") == 0
    assert len(column(database_url, schema.tip.c.id)) == 1


def test_that_a_dry_run_says_what_the_run_then_does(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("tips", "import", str(tips_file(tmp_path, {}))) == 0
    both = str(tips_file(tmp_path, {}, {"service_request_id": "2"}))
    capsys.readouterr()
    assert run("tips", "import", both, "--dry-run") == 0
    assert "1 tips would be filed, 1 are here already, or were erased" in capsys.readouterr().out
    assert run("tips", "import", both) == 0
    assert "1 tips filed, 1 were here already" in capsys.readouterr().out


def test_that_an_import_that_was_cut_off_goes_on_where_it_ended(
    run: Any, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "SLICE", 2)
    tips = str(tips_file(tmp_path, *({"service_request_id": str(n)} for n in range(5))))
    whole = filing.file_drafts

    def cut_off(*arguments: Any) -> Any:
        if len(column(database_url, schema.tip.c.id)) >= 2:
            raise KeyboardInterrupt
        return whole(*arguments)

    monkeypatch.setattr(filing, "file_drafts", cut_off)
    assert run("tips", "import", tips) == 130
    assert len(column(database_url, schema.tip.c.id)) == 2
    monkeypatch.setattr(filing, "file_drafts", whole)
    assert run("tips", "import", tips) == 0
    assert len(column(database_url, schema.tip.c.id)) == 5
    assert sorted(column(database_url, schema.tip.c.number)) == [f"2024-{n:06d}" for n in range(1, 6)]


def test_that_no_sign_of_a_file_acts_on_the_terminal(
    run: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("tips", "import", str(tips_file(tmp_path, {"service_name": "\x1b[2J", "status": "\x1b]0;x\x07"}))) == 2
    assert run("districts", "import", str(changed_file(tmp_path, **{"a\x1b[2J": 13.0}))) == 0
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err


@pytest.mark.parametrize("options", [(), ("--dry-run",), ("--yes",)])
def test_that_a_category_that_the_city_does_not_have_is_refused(
    run: Any, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        'name = "r"\ntimezone = "Europe/Prague"\n[fields]\nexternal_id = "id"\ncreated = "at"\ntitle = "t"\n'
        'category = "c"\n[categories]\n"lampy" = "lampz"\n',
        encoding="utf-8",
    )
    tips = tmp_path / "tips.csv"
    tips.write_text("id,at,t,c\n1,2026-05-01,a,lampy\n2,2026-05-01,b,jiné\n", encoding="utf-8")
    assert run("tips", "import", str(tips), "--mapping", str(mapping), *options) == 2
    assert "the city has no category 'lampz' (1 tips); it has: dogs," in capsys.readouterr().err
    assert column(database_url, schema.tip.c.id) == []
