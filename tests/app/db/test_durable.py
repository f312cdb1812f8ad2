"""A small file is the old one or the new one, never a part, whatever goes wrong on the way."""

import os
from pathlib import Path

import pytest

from app.db.durable import replace_file


def test_that_the_new_file_takes_the_place_of_the_old_one_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "key"
    for content in (b"old" * 1000, b"", b"new"):
        replace_file(path, content)
        assert path.read_bytes() == content
        assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path], "nothing is left beside it"


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_that_a_failure_on_the_way_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "key"
    replace_file(path, b"old")

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, broken)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done, in its order: ``sync``, or the name of the file that is renamed."""
    done: list[str] = []
    sync, rename = os.fsync, Path.replace

    def synced(handle: int) -> None:
        done.append("sync")
        sync(handle)

    def renamed(part: Path, to: Path) -> Path:
        done.append(part.name)
        return rename(part, to)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    return done


def test_that_the_bytes_are_on_the_disk_before_the_name_is(tmp_path: Path, steps: list[str]) -> None:
    replace_file(tmp_path / "key", b"new")
    assert steps[0] == "sync"
    assert steps[1].startswith("key.")


def test_that_two_writers_do_not_write_into_one_part(tmp_path: Path, steps: list[str]) -> None:
    replace_file(tmp_path / "key", b"1")
    replace_file(tmp_path / "key", b"2")
    parts = [step for step in steps if step != "sync"]
    assert len(parts) == len(set(parts)) == 2
