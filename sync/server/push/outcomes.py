"""Why a push is not taken, as a whole."""

from dataclasses import dataclass
from typing import Final

COPIED: Final = "This device is a copy of another, or was restored. Enrol it anew; nothing is lost."
MISSING: Final = "Operations are missing before these."
NO_ROOM: Final = (
    "The station can not read these, and has no more room for such today. They stay on the device, which sends them "
    "again later."
)


@dataclass(frozen=True, slots=True)
class OutOfService:
    """The device was taken out of service."""


@dataclass(frozen=True, slots=True)
class Diverged:
    """Two different pasts under one device id: a cloned or restored device has to be enrolled anew."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Operations are missing before the ones sent; this number is expected."""

    expected_seq: int


NotTaken = OutOfService | Diverged | Gap


class NotTakenError(Exception):
    """Ends the transaction of a push without a trace; ``push`` answers with ``outcome``."""

    def __init__(self, outcome: NotTaken) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome
