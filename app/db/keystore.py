"""The operating system's key store as a port, and its adapter over ``keyring``."""

import base64
import binascii
from typing import Protocol, Self

SERVICE = "okrskar"


class KeyStoreError(Exception):
    """The key store could not be asked: locked, no session bus, refused by the user."""


class KeyStore(Protocol):
    """Keeps small secrets by name, outside the app's own files. Every method may raise KeyStoreError."""

    def get(self, name: str) -> bytes | None:
        """The secret, None if there is none."""

    def set(self, name: str, secret: bytes) -> None:
        """Keep the secret."""

    def delete(self, name: str) -> None:
        """Forget the secret for good; no error if there is none."""


class OsKeyStore:
    """Windows Credential Locker, macOS Keychain, Secret Service or KWallet, through ``keyring``."""

    @classmethod
    def open(cls) -> Self | None:
        """The system's key store, None where there is none worth the name (never a file of plain text)."""
        import keyring
        from keyring.backends import chainer, fail, null

        backend = keyring.get_keyring()
        parts = backend.backends if isinstance(backend, chainer.ChainerBackend) else [backend]
        refused = (fail.Keyring, null.Keyring)
        real = [
            part for part in parts if not isinstance(part, refused) and "plaintext" not in type(part).__name__.lower()
        ]
        return cls() if real else None

    def get(self, name: str) -> bytes | None:
        import keyring
        from keyring.errors import KeyringError

        try:
            text = keyring.get_password(SERVICE, name)
        except KeyringError as error:
            raise KeyStoreError from error
        if text is None:
            return None
        try:
            return base64.b64decode(text, validate=True)
        except binascii.Error as error:
            raise KeyStoreError from error

    def set(self, name: str, secret: bytes) -> None:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, name, base64.b64encode(secret).decode())
        except KeyringError as error:
            raise KeyStoreError from error

    def delete(self, name: str) -> None:
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            keyring.delete_password(SERVICE, name)
        except PasswordDeleteError:
            if self.get(name) is not None:
                raise KeyStoreError from None
        except KeyringError as error:
            raise KeyStoreError from error
