"""Places tips anew after borders have moved: found for all at once, written in slices of one transaction each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from sqlalchemy.engine import Connection

from app.districts.geometry import NONE, DistrictIndex
from app.tips.domain import Tip
from sync.server.accounts.duties import Roster, roster
from sync.server.feed.publish import Move, Put, Step
from sync.server.ground.documents import render
from sync.server.tips import repository
from sync.server.tips.repository import TipRecord

SLICE = 200
"""Tips of one transaction: what `publish` does for each grows with the others beside it."""


@dataclass(frozen=True, slots=True)
class Displaced:
    """A tip that no longer lies in the district it is in; ``to`` is empty outside of all."""

    tip_id: str
    origin: str
    to: str


def displaced(connection: Connection, index: DistrictIndex) -> list[Displaced]:
    """The tips that ``index`` places elsewhere than they are, by id. Tips without a place only leave what is gone."""
    rows = repository.positions(connection)
    nowhere = float("nan")
    lons = np.array([nowhere if row.lon is None else row.lon for row in rows], dtype=np.float64)
    lats = np.array([nowhere if row.lat is None else row.lat for row in rows], dtype=np.float64)
    found = index.locate(lons, lats).tolist()
    known = frozenset(index.ids)
    moved = []
    for row, place in zip(rows, found, strict=True):
        to = "" if place == NONE else index.ids[place]
        if row.lat is None or row.lon is None:
            to = row.district_id if row.district_id in known else ""
        if to != row.district_id:
            moved.append(Displaced(row.id, row.district_id, to))
    return moved


def slices(moved: Sequence[Displaced]) -> Iterator[Sequence[Displaced]]:
    """Parts for one transaction each."""
    for start in range(0, len(moved), SLICE):
        yield moved[start : start + SLICE]


def move(connection: Connection, moved: Sequence[Displaced], now: str) -> list[Step]:
    """Write these tips into their new districts, with who holds them there; to be published last."""
    wanted = {one.tip_id: one.to for one in moved}
    duties = roster(connection, now)
    steps: list[Step] = []
    written: dict[str, TipRecord] = {}
    for tip_id, before in repository.locked(connection, list(wanted)).items():
        after = _moved_to(before.tip, wanted[tip_id], duties)
        record = TipRecord(after, duties.scope_of(after), before.archived)
        written[tip_id] = record
        if not before.archived:
            steps += [
                Move(after.id, before.scope, record.scope),
                Put("tip", after.id, after.id, record.scope, render(after)),
            ]
    repository.write(connection, written, born=())
    return steps


def _moved_to(tip: Tip, district_id: str, duties: Roster) -> Tip:
    holder = tip.holder_id
    if tip.closing is None and (holder is None or not duties.serves(holder, district_id)):
        holder = duties.on_duty(district_id) or holder
    return msgspec.structs.replace(tip, district_id=district_id, holder_id=holder, version=tip.version + 1)
