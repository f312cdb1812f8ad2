"""What opening, unlocking and writing the device's store can end in."""

import msgspec


class StoreFull(msgspec.Struct, frozen=True):
    """The disk is full: nothing of the change was kept, everything from before it is whole. ``free`` in bytes."""

    free: int


class DriverMissing(msgspec.Struct, frozen=True):
    """No SQLCipher driver: the app refuses to make a plain file."""


class NotEncrypted(msgspec.Struct, frozen=True):
    """The file is a plain SQLite database: refused, not touched."""


class Unreadable(msgspec.Struct, frozen=True):
    """The key does not open the file, or the file is damaged."""


class TooNew(msgspec.Struct, frozen=True):
    """A newer version of the app wrote the file; ``found`` is its schema."""

    found: str


OpenFailure = DriverMissing | NotEncrypted | Unreadable | TooNew | StoreFull
