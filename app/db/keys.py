"""The data key: 32 random bytes, wrapped so that neither the disk alone nor the PIN alone opens anything.

wrapping key = HKDF-SHA256(Argon2id(PIN) ‖ 32 bytes from the system's key store), the data key sealed with AES-256-GCM
(RFC 9106, RFC 5869, NIST SP 800-38D). Without a key store only a passphrase of 12 characters or more is taken.
Every try is counted before it is made, beside the half in the key store (``app.db.tries``); after ten wrong ones the
half is deleted, and with it everything the key opens. Changing the PIN wraps the same data key anew, with a new half:
the file from before opens nothing any more.
Python can not promise that a key is wiped from memory; locking drops every reference to it.
"""

import contextlib
import secrets
import unicodedata
from pathlib import Path

import msgspec

from app.db.crashpoints import crash_point
from app.db.durable import replace_file
from app.db.keystore import KeyStore, KeyStoreError
from app.db.tries import ATTEMPTS, HALF_BYTES, FileTries, StoredTries, Tries
from app.db.weak_secrets import is_trivial_passphrase, is_trivial_pin

MIN_PIN = 6
MIN_PASSPHRASE = 12
KEY_BYTES = 32
_NONCE = 12
_SALT = 16


class Stretching(msgspec.Struct, frozen=True):
    """The cost of Argon2id: memory in KiB, passes and lanes. Stored in the file, raised to today's at unlock."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def reaches(self, other: "Stretching") -> bool:
        return self.memory_kib >= other.memory_kib and self.passes >= other.passes


class Unlocked(msgspec.Struct, frozen=True):
    """The data key."""

    key: bytes

    def __repr__(self) -> str:
        return "Unlocked(key=…)"


class WrongSecret(msgspec.Struct, frozen=True):
    """A wrong PIN or passphrase; ``left`` tries remain."""

    left: int


class Destroyed(msgspec.Struct, frozen=True):
    """Too many wrong tries, or wiped: the data on this device can not be opened any more. Enrol it anew."""


class KeyStoreMissing(msgspec.Struct, frozen=True):
    """The key store can not be asked, or has nothing of this file: another machine or user, or locked."""


class Damaged(msgspec.Struct, frozen=True):
    """The key file can not be read."""


class SecretTooShort(msgspec.Struct, frozen=True):
    """At least ``minimum`` characters are needed here."""

    minimum: int


class SecretTooEasy(msgspec.Struct, frozen=True):
    """Long enough, but among the first that are tried: 123456, a mirror, a repetition."""


class Changed(msgspec.Struct, frozen=True):
    """The new PIN or passphrase opens the device from now on."""


class _KeyDocument(msgspec.Struct, frozen=True):
    version: int
    name: str
    with_key_store: bool
    salt: bytes
    stretching: Stretching
    nonce: bytes
    wrapped: bytes

    def bound(self) -> bytes:
        return f"okrskar-key:{self.version}:{self.name}:{int(self.with_key_store)}".encode()


Weak = SecretTooShort | SecretTooEasy
UnlockAnswer = Unlocked | WrongSecret | Destroyed | KeyStoreMissing | Damaged


class KeyFile:
    """The wrapped data key on disk. Blocking, and slow on purpose: never on the GUI thread."""

    def __init__(self, path: Path, key_store: KeyStore | None, stretching: Stretching | None = None) -> None:
        self.path, self._key_store = path, key_store
        self._stretching = stretching or Stretching()
        self._count = path.with_name(f"{path.name}.tries")

    def exists(self) -> bool:
        """Whether this device was ever set up."""
        return self.path.exists()

    @property
    def needs_passphrase(self) -> bool:
        """Whether a PIN is not enough: there is no key store to hold the other half."""
        document = self._read()
        if isinstance(document, _KeyDocument):
            return not document.with_key_store
        return self._key_store is None

    @property
    def minimum(self) -> int:
        """The shortest secret that is taken here."""
        return MIN_PASSPHRASE if self.needs_passphrase else MIN_PIN

    def attempts_left(self) -> int:
        """How many wrong tries remain; all of them where the device was never set up, or its key store is silent."""
        document = self._read()
        tries = self._tries_of(document) if isinstance(document, _KeyDocument) else None
        if tries is None:
            return ATTEMPTS
        try:
            return ATTEMPTS - tries.made()
        except KeyStoreError:
            return ATTEMPTS

    def weakness(self, secret: str) -> Weak | None:
        """Why a secret is not taken here, None for one that is."""
        if len(secret) < self.minimum:
            return SecretTooShort(self.minimum)
        trivial = is_trivial_pin(secret) if secret.isdecimal() else is_trivial_passphrase(secret)
        return SecretTooEasy() if trivial else None

    def create(self, secret: str) -> Unlocked | Weak | KeyStoreMissing:
        """Make a data key and wrap it. Raises FileExistsError where there is one, OSError for a full disk."""
        if self.path.exists():
            raise FileExistsError(self.path)
        weak = self.weakness(secret)
        if weak is not None:
            return weak
        begun = self._begin()
        if isinstance(begun, KeyStoreMissing):
            return begun
        name, half = begun
        key = secrets.token_bytes(KEY_BYTES)
        self._write(self._wrap(key, secret, half, name))
        return Unlocked(key)

    def unlock(self, secret: str) -> UnlockAnswer:
        """Try to open the data key. The try is counted before it is made. Raises OSError if it can not be."""
        document = self._read()
        if not isinstance(document, _KeyDocument):
            return document
        tries = self._tries_of(document)
        if tries is None:
            return KeyStoreMissing()
        try:
            return self._try(document, tries, secret)
        except KeyStoreError:
            return KeyStoreMissing()

    def change(self, old: str, new: str) -> Changed | Weak | WrongSecret | Destroyed | KeyStoreMissing | Damaged:
        """Wrap the same data key with another secret; the old one is checked, and counted, as at unlock."""
        weak = self.weakness(new)
        if weak is not None:
            return weak
        answer = self.unlock(old)
        if not isinstance(answer, Unlocked):
            return answer
        before = self._read()
        if not isinstance(before, _KeyDocument):
            return before
        begun = self._begin()
        if isinstance(begun, KeyStoreMissing):
            return begun
        name, half = begun
        self._write(self._wrap(answer.key, new, half, name))
        if before.with_key_store and self._key_store is not None:
            with contextlib.suppress(KeyStoreError):
                self._key_store.delete(before.name)
        return Changed()

    def destroy(self) -> None:
        """Delete the half in the key store and the wrapped key: nothing opens the data any more."""
        document = self._read()
        if isinstance(document, _KeyDocument):
            self._forget(document)
        self.path.unlink(missing_ok=True)
        self._count.unlink(missing_ok=True)

    def _begin(self) -> tuple[str, bytes] | KeyStoreMissing:
        """A new name and a new half under it, with no try made."""
        name = secrets.token_hex(16)
        if self._key_store is None:
            FileTries(self._count).set(0)
            return name, b""
        half = secrets.token_bytes(HALF_BYTES)
        try:
            kept = StoredTries(self._key_store, name).keep(half)
        except KeyStoreError:
            return KeyStoreMissing()
        return (name, half) if kept else KeyStoreMissing()

    def _try(self, document: _KeyDocument, tries: Tries, secret: str) -> UnlockAnswer:
        half = b""
        if isinstance(tries, StoredTries):
            if self._key_store is None or self._key_store.get(document.name) is None:
                return KeyStoreMissing()
            half = tries.half() or b""
        made = tries.made()
        if made >= ATTEMPTS:
            self._forget(document)
            return Destroyed()
        tries.set(made + 1)
        crash_point("keys.attempt.after_write")
        key = _unwrap(document, secret, half)
        if key is None:
            if made + 1 < ATTEMPTS:
                return WrongSecret(ATTEMPTS - made - 1)
            self._forget(document)
            return Destroyed()
        tries.set(0)
        if not document.stretching.reaches(self._stretching):
            self._write(self._wrap(key, secret, half, document.name))
        return Unlocked(key)

    def _tries_of(self, document: _KeyDocument) -> Tries | None:
        """Where the tries on this file are counted; None where that is a key store and there is none here."""
        if not document.with_key_store:
            return FileTries(self._count)
        return None if self._key_store is None else StoredTries(self._key_store, document.name)

    def _forget(self, document: _KeyDocument) -> None:
        """Destroy both parts, so that either one's staying behind opens nothing; what is left says that it was."""
        if document.with_key_store and self._key_store is not None:
            with contextlib.suppress(KeyStoreError):
                self._key_store.delete(document.name)
        try:
            self._write(msgspec.structs.replace(document, wrapped=b""))
        except OSError:
            self.path.unlink(missing_ok=True)

    def _wrap(self, key: bytes, secret: str, half: bytes, name: str) -> _KeyDocument:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        document = _KeyDocument(
            version=1,
            name=name,
            with_key_store=bool(half),
            salt=secrets.token_bytes(_SALT),
            stretching=self._stretching,
            nonce=secrets.token_bytes(_NONCE),
            wrapped=b"",
        )
        sealed = AESGCM(_wrapping_key(document, secret, half)).encrypt(document.nonce, key, document.bound())
        return msgspec.structs.replace(document, wrapped=sealed)

    def _write(self, document: _KeyDocument) -> None:
        replace_file(self.path, msgspec.json.encode(document), "keys.rewrap.before_rename")

    def _read(self) -> _KeyDocument | Damaged | Destroyed:
        try:
            document = msgspec.json.decode(self.path.read_bytes(), type=_KeyDocument)
        except FileNotFoundError:
            return Destroyed()
        except (msgspec.DecodeError, OSError):
            return Damaged()
        if document.version != 1:
            return Damaged()
        return document if document.wrapped else Destroyed()


def _wrapping_key(document: _KeyDocument, secret: str, half: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    cost = document.stretching
    stretched = hash_secret_raw(
        unicodedata.normalize("NFC", secret).encode(),
        document.salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return HKDF(SHA256(), KEY_BYTES, document.salt, b"okrskar data key").derive(stretched + half)


def _unwrap(document: _KeyDocument, secret: str, half: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        key = AESGCM(_wrapping_key(document, secret, half)).decrypt(document.nonce, document.wrapped, document.bound())
    except InvalidTag:
        return None
    return key if len(key) == KEY_BYTES else None
