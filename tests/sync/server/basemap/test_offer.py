"""A built bundle becomes what devices fetch."""

import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.basemap.bundle import ADDRESSES, TILES
from sync.server.basemap.build import build
from sync.server.basemap.offer import BundleRefused, bundle_path, refuse_bad
from sync.server.basemap.outcomes import Built
from sync.server.cli import main
from tests.app.basemap.bundles import archive, parts, signed, write
from tests.sync.server import schema
from tests.sync.server.basemap.extracts import write_extract


def served(tmp_path: Path) -> list[str]:
    return ["--database", f"sqlite:///{tmp_path / 'server.sqlite3'}", "--files", str(tmp_path / "files")]


def test_that_a_build_is_stored_and_announced_to_every_device(tmp_path: Path) -> None:
    extract = write_extract(tmp_path / "town.osm")
    assert main(["init", *served(tmp_path)]) == 0
    assert main(["basemap", "build", str(extract), *served(tmp_path)]) == 0
    assert main(["basemap", "build", str(extract), *served(tmp_path)]) == 0
    outcome = build(extract, tmp_path / "again")
    assert isinstance(outcome, Built)
    assert bundle_path(tmp_path / "files", outcome.sha256).read_bytes() == outcome.path.read_bytes()
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'server.sqlite3'}")
    with engine.connect() as connection:
        rows = connection.execute(sa.select(schema.basemap.c.sha256, schema.basemap.c.size)).all()
        feed = connection.execute(
            sa.select(schema.feed.c.scope, schema.feed.c.doc).where(schema.feed.c.kind == "basemap")
        )
        assert [(scope, outcome.sha256 in doc) for scope, doc in feed] == [("city", True)]
    engine.dispose()
    assert [tuple(row) for row in rows] == [(outcome.sha256, outcome.size)]


def test_that_a_bad_file_is_refused_in_words_and_nothing_is_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", *served(tmp_path)]) == 0
    (tmp_path / "bad.osm.pbf").write_bytes(b"hello")
    assert main(["basemap", "build", str(tmp_path / "bad.osm.pbf"), *served(tmp_path)]) == 2
    assert "can not be read as an OpenStreetMap extract" in capsys.readouterr().err
    assert not (tmp_path / "files" / "basemap").exists()


def test_that_the_output_option_only_writes_the_file(tmp_path: Path) -> None:
    extract = write_extract(tmp_path / "town.osm")
    assert main(["basemap", "build", str(extract), "--output", str(tmp_path / "town.okrskar")]) == 0
    assert (tmp_path / "town.okrskar").exists()


def refused(path: Path) -> str:
    with pytest.raises(BundleRefused) as caught:
        refuse_bad(path, hashlib.sha256(path.read_bytes()).hexdigest())
    return str(caught.value)


def test_that_no_bundle_is_offered_that_a_device_would_refuse(tmp_path: Path) -> None:
    good = parts({(0, 0, 0): b"world"})
    refuse_bad(write(tmp_path / "good", good), hashlib.sha256((tmp_path / "good").read_bytes()).hexdigest())
    bomb = signed(good | {TILES: archive({(0, 0, 0): bytes(40 * 1024 * 1024)})})
    assert "a tile unpacks to more than" in refused(write(tmp_path / "bomb", bomb))
    assert "the end of the file" in refused(write(tmp_path / "a", {f"{n:060}": b"" for n in range(200)}))
    assert "ValidationError" in refused(write(tmp_path / "b", signed(good | {ADDRESSES: b'{"streets": 1}'})))
    assert "not what a basemap holds" in refused(write(tmp_path / "c", good | {"../../etc/cron.d/x": b""}))
    assert "the form 2" in refused(write(tmp_path / "d", parts({(0, 0, 0): b"world"}, 2)))


def test_that_bytes_that_changed_after_the_build_are_not_offered(tmp_path: Path) -> None:
    path = write(tmp_path / "good", parts({(0, 0, 0): b"world"}))
    with pytest.raises(BundleRefused, match="not those that were built"):
        refuse_bad(path, "0" * 64)
