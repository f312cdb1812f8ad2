"""Bursts: more ratings of a cell within a day than its history explains are set aside until somebody has looked.

They stay where they are, with the reason, and count again as soon as a person lets them. What somebody has let count is
neither judged again nor held against what comes after it; so with the paper sheets of a named batch, which somebody of
the office collected and entered. The answers of a school class are judged: its code may have come to anybody.
"""

import hashlib
from typing import Final

import numpy as np
from sqlalchemy.engine import Connection

from app.analysis.counted_ratings import CountedRatings
from app.identifiers import uuid7_of
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


def decide(connection: Connection, burst_id: str, *, is_aside: bool, by: str, now: str) -> bool:
    """A person lets a burst count, or sets it aside again. False where there is no such burst.

    It is felt once the surface has been made anew.
    """
    return repository.decide_burst(connection, burst_id, is_aside=is_aside, by=by, at=now)
