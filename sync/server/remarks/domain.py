"""What a remark of a rating is, and what somebody may decide of it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Nobody sees a remark that waits; a released one the officers of its district; a withheld one nobody."""

    WAITING = "waiting"
    RELEASED = "released"
    WITHHELD = "withheld"


class Trouble(StrEnum):
    """Why nothing was decided: its words are gone, somebody decided meanwhile, or it is so already."""

    GONE = "gone"
    MEANWHILE = "meanwhile"
    ALREADY = "already"


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark with the rating it stands beside. ``decided_at`` is empty where nobody decided.

    ``in_burst``: its rating is one of those that came too fast.
    """

    id: str
    text: str
    cell: int
    lat: float
    lon: float
    part: str
    answer: str
    came_at: str
    in_burst: bool
    state: State
    decided_by: str
    decided_at: str
