"""The device's clock as a port: it dates what people do and never orders anything."""

import time
from datetime import UTC, datetime
from typing import Protocol


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
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def milliseconds(text: str) -> int:
    """An ``Instant`` text as whole milliseconds since 1970."""
    return int(datetime.fromisoformat(text).timestamp() * 1000)
