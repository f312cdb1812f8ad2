"""Bursts: more ratings of a cell within a day than its history explains are set aside until somebody has looked.

They stay where they are, with the reason, and count again as soon as a person lets them. What somebody has let count is
neither judged again nor held against what comes after it; so with the paper sheets of a named batch, which somebody of
the office collected and entered, and with the answers of a school class: of a hexagon and part of the day as many as
the class has pupils. What comes by its code beyond that is judged: a code may have come to anybody.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from sqlalchemy.engine import Connection

from app.analysis.counted_ratings import CountedRatings
from app.identifiers import new_id, uuid7_of
from app.safety.bursts import Burst, find_bursts
from app.safety.ratings import Flags
from app.safety.settings import SurfaceSettings
from sync.server.ground.moments import moment
from sync.server.ratings import repository

ID: Final = "id"
AT: Final = "at"
BURST: Final = "burst"
STATE: Final = "state"
"""Labels of ratings: their id, their moment, the burst they are in, and what is thought of it."""
ASIDE: Final = "aside"
COUNTS: Final = "counts"
MOST_REASON: Final = 500
"""Letters of why somebody decided as they did."""


def set_aside(connection: Connection, table: CountedRatings, settings: SurfaceSettings, now: str) -> Flags:
    """Which of the ratings count, once bursts among them are found and written down."""
    state = np.array(table.labels[STATE], dtype=object)
    judged = np.flatnonzero(state != COUNTS)
    kept = state != ASIDE
    for burst in find_bursts(table.ratings.where(judged), settings):
        members = judged[list(burst.positions)]
        kept[members] = False
        _write(connection, table, burst, members.tolist(), now)
    return np.asarray(kept, dtype=np.bool_)


def _write(connection: Connection, table: CountedRatings, burst: Burst, members: list[int], now: str) -> None:
    labels = table.labels
    known = sorted({labels[BURST][at] for at in members if labels[BURST][at]})
    new = [labels[ID][at] for at in members if not labels[BURST][at]]
    if not new:
        return
    times = sorted(labels[AT][at] for at in members)
    first = times[0]
    values: dict[str, object] = {
        "id": known[0] if known else _id(burst.cell, first),
        "cell": burst.cell,
        "first": first,
        "last": times[-1],
        "most_in_a_day": burst.most_in_a_day,
        "believed": burst.limit,
        "baseline_per_day": burst.baseline_per_day,
        "found_at": now,
    }
    if not known:
        values |= {"is_aside": True, "decided_by": None, "decided_at": None}
    repository.put_burst(connection, values, is_new=not known)
    repository.into_burst(connection, str(values["id"]), new)


def _id(cell: int, first: str) -> str:
    digest = hashlib.sha256(f"{cell} {first}".encode()).digest()
    return uuid7_of(int(moment(first).timestamp() * 1000), int.from_bytes(digest[:10], "big"))


class Decision(StrEnum):
    """What a person says of a burst; ``OPEN`` takes back what was decided, so that it waits aside again."""

    COUNT = "count"
    LEAVE_OUT = "leave_out"
    OPEN = "open"


class Trouble(StrEnum):
    """Why nothing was decided: there is no such burst, somebody decided meanwhile, or it is so already."""

    GONE = "gone"
    MEANWHILE = "meanwhile"
    ALREADY = "already"


@dataclass(frozen=True, slots=True)
class Said:
    """What a person decides and why. ``seen``: when the decision that they know of was taken, empty for none; None
    where nobody looked."""

    what: Decision
    by: str
    now: str
    reason: str = ""
    seen: str | None = None


def decide(connection: Connection, burst_id: str, said: Said) -> Trouble | None:
    """What a person decides of a burst. It is felt once the surface has been made anew."""
    found = repository.burst(connection, burst_id, lock=True)
    if found is None:
        return Trouble.GONE
    if said.seen is not None and said.seen != (found.decided_at or ""):
        return Trouble.MEANWHILE
    if said.what is standing(found):
        return Trouble.ALREADY
    is_open = said.what is Decision.OPEN
    repository.decide_burst(
        connection, burst_id, is_aside=said.what is not Decision.COUNT, by=None if is_open else said.by,
        at=None if is_open else said.now,
    )  # fmt: skip
    values = {"burst_id": burst_id, "at": said.now, "by": said.by, "what": said.what.value, "reason": said.reason}
    repository.add_burst_decision(connection, id=new_id(), **values)
    return None


def standing(row: Any) -> Decision:
    """What stands of a burst, by its row."""
    if row.decided_at is None:
        return Decision.OPEN
    return Decision.LEAVE_OUT if row.is_aside else Decision.COUNT
