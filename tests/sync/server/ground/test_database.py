"""Addresses of databases, and the folders they lie in."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.server.cli import main
from sync.server.ground.database import address


@pytest.mark.parametrize("name", ["100% ours", "a%20b", "what?", "no #1", "a?b=c&d"])
def test_that_a_folder_with_signs_of_addresses_in_its_name_is_only_a_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    where = ["--database", f"sqlite:///{folder / 'ours.sqlite3'}"]
    assert main(["init", *where]) == 0
    assert (folder / "ours.sqlite3").exists()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_that_an_address_as_a_program_writes_it_is_read_as_well(tmp_path: Path) -> None:
    folder = tmp_path / "100% ours?"
    folder.mkdir()
    url = sa.engine.URL.create("sqlite", database=str(folder / "ours.sqlite3"))
    assert address(url.render_as_string()).database == str(folder / "ours.sqlite3")
    assert address("postgresql://u@h/d").database == "d"
