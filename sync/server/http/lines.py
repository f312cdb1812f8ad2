"""Who is connected to this process, and who has to go: those that take a place and do not get on.

A request's head has to be whole soon, its body has to keep coming. An address, and all of them together, have so many
places: a newcomer takes the place of the oldest half request, so that who holds places open without asking anything
only shuts out themselves. Behind a trusted proxy all callers have one address, which only the sum bounds.
"""

import ipaddress
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, Protocol

from sync.server.http.rates import subject_of

log = logging.getLogger("okrskar.server")
SWEEP_SECONDS: Final = 1.0
_ENDING_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Places, seconds, and bytes a second below which a body does not count as coming."""

    places: int = 1000
    places_per_address: int = 100
    head_seconds: float = 20.0
    silence_seconds: float = 30.0
    body_bytes_per_second: float = 2048.0
    proxies: tuple[str, ...] = ()


class Phase(IntEnum):
    """What a connection is at, in the order in which it loses its place to a newcomer."""

    HEAD = 0
    IDLE = 1
    BODY = 2
    BUSY = 3


class Speaker(Protocol):
    """The side of a connection that can still say something."""

    def give_up(self) -> None:
        """Say that it took too long, if nothing was said yet, and close."""

    def end(self) -> None:
        """Close at once, whatever is unsaid."""

    @property
    def is_paused(self) -> bool:
        """Whether it is this side that takes no more for the moment."""


@dataclass(eq=False, slots=True)
class Line:
    """One connection. ``cut`` ends it before there is anybody to speak, as during the handshake of TLS."""

    subject: str
    cut: Callable[[], None]
    since: float
    heard: float
    phase: Phase = Phase.HEAD
    received: int = 0
    speaker: Speaker | None = None
    ending: bool = False

    def move(self, phase: Phase, size: int, now: float) -> None:
        """It is at ``phase`` now, after ``size`` more bytes."""
        if size:
            self.heard = now
        if phase is not self.phase:
            self.phase, self.since, self.received = phase, now, 0
        self.received += size


@dataclass(slots=True)
class Lines:
    """The connections of one process."""

    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    _lines: dict[str, dict[Line, None]] = field(default_factory=dict)
    _count: int = 0

    def __len__(self) -> int:
        return self._count

    def admit(self, address: str, cut: Callable[[], None]) -> Line | None:
        """A place for a newcomer, if need be that of an older half request; None where all are at work."""
        subject = subject_of(address)
        own = self._lines.get(subject, {})
        if len(own) >= self.limits.places_per_address and not self._is_proxy(address) and not self._make_way([own]):
            return None
        if self._count >= self.limits.places:
            crowds = sorted(self._lines.values(), key=len, reverse=True)
            if not self._make_way(crowds):
                return None
        now = self.clock()
        line = Line(subject, cut, now, now)
        self._lines.setdefault(subject, {})[line] = None
        self._count += 1
        return line

    def forget(self, line: Line) -> None:
        """It is closed. Harmless to repeat."""
        own = self._lines.get(line.subject, {})
        if line in own:
            del own[line]
            self._count -= 1
            if not own:
                del self._lines[line.subject]

    def sweep(self) -> None:
        """Let those go that do not get on."""
        now = self.clock()
        for line in [line for own in self._lines.values() for line in own]:
            if line.ending:
                if now - line.since > _ENDING_SECONDS:
                    self._end(line)
            elif self._is_overdue(line, now):
                line.ending, line.since = True, now
                if line.speaker is None:
                    line.cut()
                else:
                    line.speaker.give_up()

    def _make_way(self, crowds: Sequence[dict[Line, None]]) -> bool:
        for own in crowds:
            victim = min(own, key=lambda line: (line.phase, line.since))
            if victim.phase is not Phase.BUSY:
                log.info("a connection in %s gave its place to a newcomer", victim.phase.name)
                self._end(victim)
                return True
        return False

    def _end(self, line: Line) -> None:
        self.forget(line)
        if line.speaker is None:
            line.cut()
        else:
            line.speaker.end()

    def _is_overdue(self, line: Line, now: float) -> bool:
        limits = self.limits
        if line.phase is Phase.HEAD:
            return now - line.since > limits.head_seconds
        if line.phase is not Phase.BODY or (line.speaker is not None and line.speaker.is_paused):
            return False
        fair = limits.silence_seconds + line.received / limits.body_bytes_per_second
        return now - line.heard > limits.silence_seconds or now - line.since > fair

    def _is_proxy(self, address: str) -> bool:
        try:
            parsed = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        return any(parsed in ipaddress.ip_network(proxy) for proxy in self.limits.proxies)
