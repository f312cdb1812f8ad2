"""A key beside the database is made once, read by nobody else, and never replaced by another in silence."""

import os
from pathlib import Path

import pytest

from sync.server.ground.keyfile import KEY_BYTES, KeyFile
from sync.server.ground.station_key import StationKey


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "keys" / "audit.key")


def test_that_a_key_is_made_once_and_read_ever_after(file: KeyFile) -> None:
    assert file.read() is None
    key = file.make()
    assert len(key) == KEY_BYTES
    assert KeyFile(file.path).read() == key
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.path.parent.iterdir()] == ["audit.key"], "no draft is left"


def test_that_who_makes_it_at_the_same_time_gets_the_key_of_the_first(file: KeyFile) -> None:
    first = file.make()
    assert KeyFile(file.path).make() == first
    assert file.read() == first


@pytest.mark.parametrize("content", [b"", b"x" * (KEY_BYTES - 1), b"x" * (KEY_BYTES + 1)])
def test_that_a_damaged_key_is_an_error_and_not_a_new_key(file: KeyFile, content: bytes) -> None:
    file.make()
    file.path.write_bytes(content)
    for ask in (file.read, file.make):
        with pytest.raises(OSError, match="put it back from a backup"):
            ask()
    assert file.path.read_bytes() == content


def test_that_a_key_that_can_not_be_read_is_not_taken_for_none(file: KeyFile) -> None:
    file.path.mkdir(parents=True)
    with pytest.raises(OSError, match=os.strerror(21)):
        file.read()


def test_that_the_stations_key_stays_and_its_public_half_with_it(tmp_path: Path) -> None:
    key = StationKey(tmp_path / "files")
    private, public = key.private(), key.public()
    assert (len(private), len(public)) == (32, 32)
    assert private != public
    again = StationKey(tmp_path / "files")
    assert (again.private(), again.public()) == (private, public)
    assert key.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in key.path.parent.iterdir()] == ["station.key"]


def test_that_a_damaged_key_of_the_station_is_not_replaced(tmp_path: Path) -> None:
    key = StationKey(tmp_path)
    key.private()
    key.path.write_bytes(b"short")
    with pytest.raises(OSError, match="put it back from a backup"):
        key.private()
    assert key.path.read_bytes() == b"short"
