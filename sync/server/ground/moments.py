"""Moments as the server stores them: UTC text of one width, so that they sort as text."""

from datetime import UTC, datetime


def instant(moment: datetime) -> str:
    """ISO 8601 in UTC with milliseconds and a trailing Z: 24 characters."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def moment(text: str) -> datetime:
    """Read an ``Instant`` of any precision. Raises ValueError where the calendar has no such moment."""
    return datetime.fromisoformat(text)
