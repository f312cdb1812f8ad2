"""How far the device's clock is from the server's. It dates things for people and never orders anything."""

from datetime import datetime
from typing import Final

SUSPECT_SECONDS: Final = 120.0


def measured(server_at: str, midway: float) -> float | None:
    """Server's clock less the device's in seconds: the server's word against the middle of question and answer."""
    try:
        return datetime.fromisoformat(server_at).timestamp() - midway
    except ValueError:
        return None


def is_suspect(offset: float | None) -> bool:
    """Whether the clocks are too far apart to be believed."""
    return offset is not None and abs(offset) > SUSPECT_SECONDS
