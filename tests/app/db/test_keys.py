"""The data key: neither the disk nor the PIN alone opens anything, and ten wrong tries end it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.db.crashpoints import EXIT_CODE, VARIABLE
from app.db.keys import (
    Changed,
    Damaged,
    Destroyed,
    KeyFile,
    KeyStoreMissing,
    SecretTooEasy,
    SecretTooShort,
    Stretching,
    Unlocked,
    WrongSecret,
)
from tests.app.device import MemoryKeyStore

CHEAP = Stretching(memory_kib=64, passes=1, lanes=1)
PIN = "482913"
PHRASE = "kůň na mostě čeká"


@pytest.fixture
def store() -> MemoryKeyStore:
    return MemoryKeyStore()


@pytest.fixture
def keys(tmp_path: Path, store: MemoryKeyStore) -> KeyFile:
    return KeyFile(tmp_path / "key", store, CHEAP)


def _key(answer: object) -> bytes:
    assert isinstance(answer, Unlocked), answer
    return answer.key


def test_that_the_pin_opens_the_same_key_after_a_restart(keys: KeyFile, store: MemoryKeyStore) -> None:
    key = _key(keys.create(PIN))
    assert len(key) == 32
    assert _key(KeyFile(keys.path, store, CHEAP).unlock(PIN)) == key


def test_that_neither_key_nor_pin_is_in_the_file(keys: KeyFile) -> None:
    key = _key(keys.create(PIN))
    content = keys.path.read_bytes()
    assert key not in content
    assert key.hex().encode() not in content
    assert PIN.encode() not in content
    assert keys.path.stat().st_mode & 0o077 == 0


def test_that_a_pin_needs_the_key_store_and_a_passphrase_does_not(tmp_path: Path) -> None:
    alone = KeyFile(tmp_path / "key", None, CHEAP)
    assert alone.needs_passphrase
    assert alone.create(PIN) == SecretTooShort(12)
    key = _key(alone.create(PHRASE))
    assert _key(alone.unlock(PHRASE)) == key


def test_that_a_short_pin_is_not_taken(keys: KeyFile) -> None:
    assert keys.create("12345") == SecretTooShort(6)
    assert not keys.exists()


def test_that_on_another_machine_the_right_pin_opens_nothing(keys: KeyFile, tmp_path: Path) -> None:
    keys.create(PIN)
    elsewhere = tmp_path / "stolen"
    shutil.copy(keys.path, elsewhere)
    assert KeyFile(elsewhere, MemoryKeyStore(), CHEAP).unlock(PIN) == KeyStoreMissing()
    assert KeyFile(elsewhere, None, CHEAP).unlock(PIN) == KeyStoreMissing()


def test_that_another_half_of_the_key_opens_nothing(keys: KeyFile, store: MemoryKeyStore) -> None:
    keys.create(PIN)
    for name in store.secrets:
        store.secrets[name] = bytes(33)
    assert keys.unlock(PIN) == WrongSecret(9)


def test_that_ten_wrong_pins_delete_the_half_in_the_key_store(keys: KeyFile, store: MemoryKeyStore) -> None:
    keys.create(PIN)
    left = [keys.unlock("000000") for _ in range(9)]
    assert left == [WrongSecret(number) for number in range(9, 0, -1)]
    assert keys.unlock("000000") == Destroyed()
    assert store.secrets == {}
    assert keys.unlock(PIN) == Destroyed()


def test_that_a_restart_does_not_reset_the_count(keys: KeyFile, store: MemoryKeyStore) -> None:
    keys.create(PIN)
    for _ in range(9):
        KeyFile(keys.path, store, CHEAP).unlock("000000")
    assert KeyFile(keys.path, store, CHEAP).attempts_left() == 1
    assert KeyFile(keys.path, store, CHEAP).unlock("111111") == Destroyed()


def test_that_the_right_pin_resets_the_count(keys: KeyFile) -> None:
    keys.create(PIN)
    for _ in range(9):
        keys.unlock("000000")
    _key(keys.unlock(PIN))
    assert keys.attempts_left() == 10


def test_that_a_try_is_on_the_disk_before_it_is_made(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from app.db.keys import KeyFile, Stretching;"
        "k = KeyFile(Path(sys.argv[1]), None, Stretching(64, 1, 1));"
        "k.exists() or k.create('a long passphrase'); k.unlock('a long passphrase')"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "key")]
    environment = {**os.environ, VARIABLE: "keys.attempt.after_write"}
    for _ in range(3):
        assert subprocess.run(command, env=environment, check=False).returncode == EXIT_CODE
    assert KeyFile(tmp_path / "key", None, CHEAP).attempts_left() == 7


def test_that_with_a_key_store_no_file_counts_the_tries(keys: KeyFile, store: MemoryKeyStore, tmp_path: Path) -> None:
    keys.create(PIN)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for _ in range(9):
        keys.unlock("000000")
    for path in tmp_path.iterdir():
        path.write_bytes(before[path]) if path in before else path.unlink()
    assert KeyFile(keys.path, store, CHEAP).attempts_left() == 1
    assert KeyFile(keys.path, store, CHEAP).unlock("111111") == Destroyed()


@pytest.mark.parametrize("entry", [b"", bytes(32), bytes(34), bytes(32) + b"\x0a", bytes(32) + b"\xff"])
def test_that_an_odd_entry_in_the_key_store_means_exhausted(keys: KeyFile, store: MemoryKeyStore, entry: bytes) -> None:
    keys.create(PIN)
    for name in store.secrets:
        store.secrets[name] = entry
    assert keys.attempts_left() == 0
    assert keys.unlock(PIN) == Destroyed()


@pytest.mark.parametrize("content", [None, b"", b"\xff", b"-1", b"0x1", b" 0", b"1000", "٣".encode()])
def test_that_a_missing_or_odd_count_of_a_passphrase_means_exhausted(tmp_path: Path, content: bytes | None) -> None:
    keys = KeyFile(tmp_path / "key", None, CHEAP)
    keys.create(PHRASE)
    count = tmp_path / "key.tries"
    count.unlink() if content is None else count.write_bytes(content)
    assert keys.attempts_left() == 0
    assert keys.unlock(PHRASE) == Destroyed()
    count.write_bytes(b"0")
    assert keys.unlock(PHRASE) == Destroyed()


def test_that_what_is_left_after_ten_tries_opens_nothing_though_the_half_comes_back(
    keys: KeyFile, store: MemoryKeyStore
) -> None:
    keys.create(PIN)
    half = dict(store.secrets)
    for _ in range(10):
        keys.unlock("000000")
    store.secrets.update(half)
    assert KeyFile(keys.path, store, CHEAP).unlock(PIN) == Destroyed()


def test_that_the_key_file_from_before_a_change_opens_nothing(keys: KeyFile, store: MemoryKeyStore) -> None:
    keys.create(PIN)
    before = keys.path.read_bytes()
    assert keys.change(PIN, "135790") == Changed()
    assert len(store.secrets) == 1
    keys.path.write_bytes(before)
    assert keys.unlock(PIN) == KeyStoreMissing()


EASY = ("123456", "654321", "890123", "000000", "121212", "123123", "123321", "112233", "147258", "123789", "24121985")


@pytest.mark.parametrize("easy", EASY)
def test_that_a_pin_that_is_tried_first_is_not_taken(keys: KeyFile, easy: str) -> None:
    assert keys.create(easy) == SecretTooEasy()
    assert not keys.exists()
    keys.create(PIN)
    assert keys.change(PIN, easy) == SecretTooEasy()
    _key(keys.unlock(PIN))


@pytest.mark.parametrize("easy", ["aaaaaaaaaaaa", "abcabcabcabc", "abcdefghijkl", "heslo heslo heslo"])
def test_that_a_passphrase_that_only_repeats_is_not_taken(tmp_path: Path, easy: str) -> None:
    assert KeyFile(tmp_path / "key", None, CHEAP).create(easy) == SecretTooEasy()


def test_that_changing_the_pin_wraps_the_same_key(keys: KeyFile) -> None:
    key = _key(keys.create(PIN))
    assert keys.change("000000", "135790") == WrongSecret(9)
    assert keys.change(PIN, "1") == SecretTooShort(6)
    assert keys.change(PIN, "135790") == Changed()
    assert keys.unlock(PIN) == WrongSecret(9)
    assert _key(keys.unlock("135790")) == key


def test_that_a_crash_while_rewrapping_leaves_the_old_pin(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "key", None, CHEAP)
    key = _key(keys.create(PHRASE))
    script = (
        "import sys; from pathlib import Path; from app.db.keys import KeyFile, Stretching;"
        "KeyFile(Path(sys.argv[1]), None, Stretching(64, 1, 1)).change(sys.argv[2], 'another passphrase')"
    )
    command = [sys.executable, "-c", script, str(keys.path), PHRASE]
    environment = {**os.environ, VARIABLE: "keys.rewrap.before_rename"}
    assert subprocess.run(command, env=environment, check=False).returncode == EXIT_CODE
    assert _key(keys.unlock(PHRASE)) == key


def test_that_the_cost_is_stored_and_raised_at_unlock(keys: KeyFile, store: MemoryKeyStore) -> None:
    key = _key(keys.create(PIN))
    dearer = Stretching(memory_kib=128, passes=2, lanes=1)
    assert _key(KeyFile(keys.path, store, dearer).unlock(PIN)) == key
    assert b'"memory_kib":128,"passes":2' in keys.path.read_bytes()
    assert _key(KeyFile(keys.path, store, CHEAP).unlock(PIN)) == key
    assert b'"memory_kib":128,"passes":2' in keys.path.read_bytes()


def test_that_the_cost_today_is_64_mib_and_three_passes() -> None:
    assert (Stretching().memory_kib, Stretching().passes) == (64 * 1024, 3)


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\x01", b'{"version": 1}'])
def test_that_a_damaged_key_file_is_said_to_be_damaged(keys: KeyFile, content: bytes) -> None:
    keys.path.write_bytes(content)
    assert keys.unlock(PIN) == Damaged()


def test_that_wiping_leaves_nothing(keys: KeyFile, store: MemoryKeyStore, tmp_path: Path) -> None:
    keys.create(PIN)
    keys.destroy()
    assert store.secrets == {}
    assert list(tmp_path.iterdir()) == []
    assert keys.unlock(PIN) == Destroyed()


def test_that_a_key_is_not_printed(keys: KeyFile) -> None:
    unlocked = keys.create(PIN)
    assert _key(unlocked).hex() not in repr(unlocked)
    assert str(_key(unlocked)) not in repr(unlocked)
