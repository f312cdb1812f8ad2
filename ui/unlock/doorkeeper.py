"""The real door: key file, key store, encrypted store, and enrolment at the station.

What opens a store and what asks a station is imported where it is used, on a lane: the door takes a PIN before it is
there (``ui.loading``).
"""

import base64
import binascii
import json
import platform
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from app.clock import Clock
from app.db import keys
from app.db.keys import KEY_BYTES
from app.db.keystore import KeyStore
from app.db.occupied import Occupied, is_occupied
from app.db.outcomes import DriverMissing, NotEncrypted, StoreFull, TooNew, Unreadable
from ui.settings.secret import Rekeyed
from ui.unlock.viewmodel import Door, Opened
from ui.unlock.words import Shut, Trouble

if TYPE_CHECKING:
    from app.accounts.repository import Identity

KEY_FILE = "device.key"
KIND_FILE = "device.json"


class DeviceDoor:
    """Opens and enrols the device whose files lie in ``directory``. Blocking; called on a lane."""

    def __init__(
        self, directory: Path, key_store: Callable[[], KeyStore | None], clock: Clock, authority: Path | None = None
    ) -> None:
        self._directory = directory
        self._key_store = key_store
        self._clock = clock
        self._authority = authority
        self._file: keys.KeyFile | None = None
        self._held: Occupied | None = None

    @property
    def _keys(self) -> keys.KeyFile:
        if self._file is None:
            self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = keys.KeyFile(self._directory / KEY_FILE, self._key_store())
        return self._file

    def door(self) -> Door:
        """How the device stands."""
        file = self._keys
        return Door(
            in_use=self._held is None and is_occupied(self._directory),
            enrolled=file.exists(),
            pin_possible=not file.needs_passphrase,
            pin=self._pin() and not file.needs_passphrase,
            left=file.attempts_left(),
        )

    def unlock(self, secret: str) -> Opened | Shut:
        """Try the secret; open the store with the key that it gives. The store is this door's until ``leave``."""
        if not self._holds():
            return Shut(Trouble.IN_USE)
        key = self._try(secret)
        return key if isinstance(key, Shut) else self._open(key)

    def check(self, secret: str) -> Shut | None:
        """Whether this secret opens the device, which stays as it is; None where it does. A try that counts as any."""
        key = self._try(secret)
        return key if isinstance(key, Shut) else None

    def _try(self, secret: str) -> bytes | Shut:
        """The data key, or why there is none."""
        try:
            answer = self._keys.unlock(secret)
        except OSError:
            return Shut(Trouble.DISK_FULL)
        match answer:
            case keys.Unlocked(key=key):
                return key
            case keys.WrongSecret(left=left):
                return Shut(Trouble.WRONG, left)
            case keys.Destroyed():
                return Shut(Trouble.KEYS_GONE)
            case keys.KeyStoreMissing():
                return Shut(Trouble.KEY_STORE_MISSING)
            case keys.Damaged():
                return Shut(Trouble.UNREADABLE)
            case _:
                assert_never(answer)

    def enrol(self, address: str, code: str, secret: str, *, pin: bool) -> Opened | Shut:
        """Use a code up for this device. A device that opens with the secret keeps its unsent work."""
        if not self._holds():
            return Shut(Trouble.IN_USE)
        opened = self.unlock(secret) if self._keys.exists() else None
        if isinstance(opened, Shut) and opened.trouble is not Trouble.KEYS_GONE:
            return opened
        weak = self._keys.weakness(secret) if opened is None or isinstance(opened, Shut) else None
        if weak is not None:
            return Shut(Trouble.TOO_SHORT if isinstance(weak, keys.SecretTooShort) else Trouble.TOO_EASY)
        private = secrets.token_bytes(32)
        enrolled = self._ask(address, code, private)
        if isinstance(enrolled, Shut):
            return enrolled
        session = opened or self._found(secret, pin=pin)
        if isinstance(session, Shut):
            session = self._found(secret, pin=pin)
        if isinstance(session, Shut):
            return session
        from app.session import DeviceSession

        kept = session.session
        assert isinstance(kept, DeviceSession)  # noqa: S101 - what this class puts there
        return Shut(Trouble.DISK_FULL) if kept.enrol(enrolled) is not None else session

    def change_secret(self, old: str, new: str) -> Rekeyed:
        """Wrap the data key with another secret."""
        try:
            answer = self._keys.change(old, new)
        except OSError:
            return Rekeyed.FAILED
        match answer:
            case keys.Changed():
                return Rekeyed.DONE
            case keys.WrongSecret():
                return Rekeyed.WRONG
            case keys.SecretTooShort():
                return Rekeyed.WEAK
            case keys.SecretTooEasy():
                return Rekeyed.EASY
            case keys.Destroyed():
                return Rekeyed.KEYS_GONE
            case keys.KeyStoreMissing() | keys.Damaged():
                return Rekeyed.FAILED
            case _:
                assert_never(answer)

    def leave(self) -> None:
        """The session was closed: another start may take the store."""
        if self._held is not None:
            self._held.leave()
            self._held = None

    def _holds(self) -> bool:
        """Take the store for this process, unless another one has it."""
        if self._held is None:
            self._held = Occupied.enter(self._directory)
        return self._held is not None

    def destroy(self) -> None:
        """The device was revoked: nothing opens its data any more."""
        self._keys.destroy()

    def _found(self, secret: str, *, pin: bool) -> Opened | Shut:
        """Make the key and the store anew, in place of what no key opens any more."""
        file = self._keys
        if file.exists():
            file.destroy()
        for path in self._directory.glob("okrskar.db*"):
            path.unlink(missing_ok=True)
        try:
            made = file.create(secret)
            (self._directory / KIND_FILE).write_text(json.dumps({"pin": pin}), encoding="utf-8")
        except OSError:
            return Shut(Trouble.DISK_FULL)
        match made:
            case keys.Unlocked(key=key):
                return self._open(key)
            case keys.SecretTooShort():
                return Shut(Trouble.TOO_SHORT)
            case keys.SecretTooEasy():
                return Shut(Trouble.TOO_EASY)
            case keys.KeyStoreMissing():
                return Shut(Trouble.KEY_STORE_MISSING)
            case _:
                assert_never(made)

    def _open(self, key: bytes) -> Opened | Shut:
        from app.session import DeviceSession, open_session

        opened = open_session(self._directory, key, clock=self._clock)
        match opened:
            case DeviceSession():
                opened.preload()
                return Opened(opened)
            case DriverMissing():
                return Shut(Trouble.DRIVER_MISSING)
            case NotEncrypted():
                return Shut(Trouble.NOT_ENCRYPTED)
            case Unreadable():
                return Shut(Trouble.UNREADABLE)
            case TooNew():
                return Shut(Trouble.TOO_NEW)
            case StoreFull():
                return Shut(Trouble.DISK_FULL)
            case _:
                assert_never(opened)

    def _ask(self, address: str, code: str, private: bytes) -> "Identity | Shut":
        from app.accounts.domain import Role
        from app.accounts.repository import Identity
        from sync.client.credentials import enrol
        from sync.client.origin import OriginRefused, check_origin
        from sync.client.transport import Transport
        from sync.protocol.messages import EnrolResponse
        from ui.unlock.answers import failure_trouble, flaw_trouble

        authority = self._authority_file()
        origin = check_origin(address, authority)
        if isinstance(origin, OriginRefused):
            return Shut(flaw_trouble(origin.flaw))
        transport = Transport(origin)
        try:
            answer = enrol(transport, code, private, platform.node())
        finally:
            transport.close()
        if not isinstance(answer, EnrolResponse):
            return Shut(failure_trouble(answer))
        return Identity(
            device_id=answer.device_id,
            officer_id=answer.officer_id,
            officer_name=answer.officer_name,
            role=Role(answer.role),
            server=origin.url,
            private_key=private,
            ca_pem=authority.read_text(encoding="utf-8") if authority else "",
            device_name=platform.node(),
            station_key=_key_of(answer.station_key),
        )

    def _authority_file(self) -> Path | None:
        if self._authority is not None:
            return self._authority
        from app.session import AUTHORITY_FILE

        kept = self._directory / AUTHORITY_FILE
        return kept if kept.is_file() else None

    def _pin(self) -> bool:
        try:
            return bool(json.loads((self._directory / KIND_FILE).read_text(encoding="utf-8")).get("pin", True))
        except (OSError, ValueError, AttributeError):
            return True


def _key_of(text: str) -> bytes:
    """The raw key of its base64 text, empty where it is none."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return key if len(key) == KEY_BYTES else b""
