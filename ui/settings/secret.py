"""Changing the PIN or passphrase: how it is asked for and how it ends."""

from collections.abc import Callable
from enum import StrEnum


class Rekeyed(StrEnum):
    """How changing the PIN or passphrase ended."""

    DONE = "done"
    WRONG = "wrong"
    WEAK = "weak"
    EASY = "easy"
    KEYS_GONE = "keys_gone"
    FAILED = "failed"


ChangeSecret = Callable[[str, str], Rekeyed]
"""Rewraps the data key: the secret now, the new one. Blocking."""
