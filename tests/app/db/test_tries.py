"""Wrong tries are counted where they can not be counted back, and what can not be told counts as all of them."""

from pathlib import Path

import pytest

from app.db.tries import ATTEMPTS, HALF_BYTES, FileTries, StoredTries

HALF = bytes(range(HALF_BYTES))


class Shelf:
    """A key store in memory; a forgetful one keeps nothing that it is given."""

    def __init__(self, *, forgetful: bool = False) -> None:
        self.kept: dict[str, bytes] = {}
        self.forgetful = forgetful

    def get(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def set(self, name: str, secret: bytes) -> None:
        if not self.forgetful:
            self.kept[name] = secret

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def stored(shelf: Shelf) -> StoredTries:
    tries = StoredTries(shelf, "okrskar")
    assert tries.keep(HALF)
    return tries


def test_that_a_count_outlives_the_process_and_leaves_the_half_alone(shelf: Shelf, stored: StoredTries) -> None:
    assert stored.made() == 0
    for number in (1, 7, ATTEMPTS):
        stored.set(number)
        anew = StoredTries(shelf, "okrskar")
        assert (anew.made(), anew.half()) == (number, HALF)


def test_that_who_deletes_the_count_in_the_key_store_deletes_the_half(shelf: Shelf, stored: StoredTries) -> None:
    shelf.delete("okrskar")
    assert (stored.made(), stored.half()) == (ATTEMPTS, None)
    stored.set(0)
    assert stored.made() == ATTEMPTS, "a count without a half begins nothing anew"


@pytest.mark.parametrize("entry", [b"", HALF, HALF + b"\x00\x00", HALF[:-1], b"\x00"])
def test_that_an_entry_of_another_length_is_no_half_and_all_tries(
    shelf: Shelf, stored: StoredTries, entry: bytes
) -> None:
    shelf.kept["okrskar"] = entry
    assert (stored.made(), stored.half()) == (ATTEMPTS, None)


def test_that_a_count_beyond_all_tries_is_all_of_them(shelf: Shelf, stored: StoredTries) -> None:
    shelf.kept["okrskar"] = HALF + b"\xff"
    assert stored.made() == ATTEMPTS


def test_that_a_key_store_that_keeps_nothing_is_noticed() -> None:
    assert not StoredTries(Shelf(forgetful=True), "okrskar").keep(HALF)


def test_that_a_file_of_tries_is_read_as_it_was_written(tmp_path: Path) -> None:
    tries = FileTries(tmp_path / "tries")
    for number in (0, 3, ATTEMPTS):
        tries.set(number)
        assert FileTries(tmp_path / "tries").made() == number


@pytest.mark.parametrize("text", [b"", b"-1", b" 3", b"3\n", b"003", b"x", b"0x1", b"99", "٣".encode()])
def test_that_a_file_that_somebody_was_at_counts_as_all_tries(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "tries"
    path.write_bytes(text)
    assert FileTries(path).made() == ATTEMPTS


def test_that_a_file_that_is_missing_or_can_not_be_read_counts_as_all_tries(tmp_path: Path) -> None:
    assert FileTries(tmp_path / "none").made() == ATTEMPTS
    assert FileTries(tmp_path).made() == ATTEMPTS
