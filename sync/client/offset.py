"""How far the device's clock is from the server's. It dates things for people and never orders anything."""

from typing import Final

from app.values import parse_instant

SUSPECT_SECONDS: Final = 120.0


def measured(server_at: str, midway: float) -> float | None:
    """Server's clock less the device's in seconds: the server's word against the middle of question and answer."""
    moment = parse_instant(server_at)
    return None if moment is None else moment.timestamp() - midway


def is_suspect(offset: float | None) -> bool:
    """Whether the clocks are too far apart to be believed."""
    return offset is not None and abs(offset) > SUSPECT_SECONDS
