"""A station on each database for the tests of the server."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.server.ground.database import Database
from sync.server.ground.upgrade import upgrade
from tests.sync.server.station import Station, open_station


def _build(url: str) -> None:
    database = Database(url)
    upgrade(database)
    database.close()


@pytest.fixture
def postgres_schema() -> tuple[str, Callable[[str], None]]:
    """How to make a database with the newest schema once, to copy it for each test."""
    return "server", _build


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest schema, to copy for each test."""
    path = tmp_path_factory.mktemp("template") / "server.sqlite3"
    _build(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of a fresh SQLite file with the newest schema."""
    copy = tmp_path / "server.sqlite3"
    shutil.copyfile(sqlite_template, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def bare_station(database_url: str, tmp_path: Path) -> Iterator[Station]:
    """A server with an empty database at the newest schema."""
    with open_station(database_url, tmp_path / "files") as station:
        yield station


@pytest.fixture
def station(bare_station: Station) -> Station:
    """A server with two districts and one category."""
    bare_station.with_districts()
    return bare_station
