"""How much of a file to send at once: what the line carries in about two seconds, found by measuring."""

from typing import Final

from sync.protocol.messages import CHUNK

SMALLEST: Final = 4 * 1024
FIRST: Final = 32 * 1024
AIM_SECONDS: Final = 2.0
_GROWTH: Final = 4


class Pace:
    """Pieces in bytes, between 4 KiB and the protocol's 512 KiB. A cut then costs seconds and never the whole file."""

    def __init__(self) -> None:
        self.piece = FIRST

    def went(self, size: int, seconds: float) -> None:
        """A piece of ``size`` bytes was taken after so many seconds."""
        if size < self.piece and seconds < AIM_SECONDS:
            return  # the end of a file says nothing of what the line could carry
        fits = int(size * AIM_SECONDS / max(seconds, 0.001))
        self.piece = max(SMALLEST, min(fits, self.piece * _GROWTH, CHUNK))

    def failed(self) -> None:
        """A piece did not get through."""
        self.piece = max(SMALLEST, self.piece // _GROWTH)
