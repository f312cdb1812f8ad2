"""The device's clock as a port: it dates what people do and never orders anything."""

import time
from datetime import UTC, datetime
from typing import Protocol

from app.values import parse_instant


class Clock(Protocol):
    """Wall time and a time that only goes forward."""

    def now(self) -> datetime:
        """The time in UTC."""

    def monotonic(self) -> float:
        """Seconds since some start."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


def instant(moment: datetime) -> str:
    """A moment as the ``Instant`` text of the wire, in milliseconds."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def milliseconds(text: str) -> int | None:
    """An ``Instant`` text as whole milliseconds since 1970; None for a moment that the calendar does not have."""
    moment = parse_instant(text)
    return None if moment is None else int(moment.timestamp() * 1000)
