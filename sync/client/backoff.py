"""When to try again: 1 s doubling to 60 s with full jitter, so that a returning network is not met by all at once."""

import random
from collections.abc import Callable
from typing import Final

FIRST_SECONDS: Final = 1.0
LONGEST_SECONDS: Final = 60.0
_CHANCE: Final = random.SystemRandom()


class Backoff:
    """Counts failures in a row. Full jitter: a delay is uniform on (0, min(60, 2^(failures - 1))] seconds."""

    def __init__(self, chance: Callable[[], float] = _CHANCE.random) -> None:
        self._chance = chance
        self._failures = 0

    def failed(self, at_least: float | None = None) -> float:
        """Seconds to wait after one more failure; never less than the server asked for with ``at_least``."""
        ceiling = min(LONGEST_SECONDS, FIRST_SECONDS * 2.0 ** min(self._failures, 10))
        self._failures += 1
        delay = ceiling * (1.0 - self._chance())
        return max(delay, at_least or 0.0)

    def reset(self) -> None:
        """Start over: a round went through, the network came back, or a person pressed "send now"."""
        self._failures = 0

    @property
    def failures(self) -> int:
        """Failures in a row."""
        return self._failures
