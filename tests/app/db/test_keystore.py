"""The adapter of the operating system's key store, against a backend that keeps things in memory."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringError, PasswordDeleteError

from app.db.keys import KeyFile, KeyStoreMissing, Stretching, Unlocked
from app.db.keystore import KeyStoreError, OsKeyStore


class MemoryBackend(KeyringBackend):
    """A key store of the system, as ``keyring`` sees one."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def _ask(self) -> None:
        if self.locked:
            raise KeyringError("locked")

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


@pytest.fixture
def backend() -> Iterator[MemoryBackend]:
    before = keyring.get_keyring()
    memory = MemoryBackend()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def _open() -> OsKeyStore:
    store = OsKeyStore.open()
    assert store is not None
    return store


@pytest.mark.usefixtures("backend")
def test_that_a_secret_is_kept_and_forgotten() -> None:
    store = _open()
    assert store.get("a") is None
    store.set("a", bytes(range(32)))
    assert store.get("a") == bytes(range(32))
    store.delete("a")
    store.delete("a")
    assert store.get("a") is None


def test_that_a_locked_key_store_is_an_error_of_its_own(backend: MemoryBackend) -> None:
    store = _open()
    backend.locked = True
    with pytest.raises(KeyStoreError):
        store.get("a")
    with pytest.raises(KeyStoreError):
        store.set("a", b"x")
    with pytest.raises(KeyStoreError):
        store.delete("a")


def test_that_a_secret_that_is_none_of_ours_is_an_error(backend: MemoryBackend) -> None:
    backend.kept["okrskar", "a"] = "not base64!"
    with pytest.raises(KeyStoreError):
        _open().get("a")


def test_that_a_system_without_a_key_store_is_said_to_have_none(backend: MemoryBackend) -> None:
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    assert OsKeyStore.open() is None


def test_that_a_device_opens_with_the_systems_key_store_and_says_when_it_is_locked(
    backend: MemoryBackend, tmp_path_factory: pytest.TempPathFactory
) -> None:
    keys = KeyFile(tmp_path_factory.mktemp("device") / "key", _open(), Stretching(64, 1, 1))
    created = keys.create("482913")
    assert isinstance(created, Unlocked)
    assert keys.unlock("482913") == created
    backend.locked = True
    assert keys.unlock("482913") == KeyStoreMissing()
    assert keys.attempts_left() == 10
    backend.locked = False
    assert keys.unlock("482913") == created
