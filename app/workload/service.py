"""A supervisor's view of the work: numbers a district and officer, the tips behind each, and giving tips to others."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import assert_never

import numpy as np
from msgspec.structs import replace

from app.clock import Clock, instant
from app.czech_order import czech_order
from app.db.outcomes import StoreFull
from app.db.store import DiskFullError, Store
from app.districts.service import DistrictService
from app.outbox.views import Recorded, Refused
from app.tips.columns import Mask, TipColumns
from app.tips.domain import Status
from app.tips.operations import TipAssign
from app.tips.service import TipService
from app.tips.views import Sort, Tab, TipQuery
from app.workload.views import Cell, Measure, WorkloadRow

__all__ = ["Cell", "Measure", "TeamService", "WorkloadRow"]

NEW_WITHIN = timedelta(days=7)
_DAY_MS = 86_400_000
_WAITING = tuple(Status).index(Status.WAITING)


class TeamService:
    """Blocking; called on the database lane. Shows what the device holds: a supervisor's holds all districts."""

    def __init__(self, store: Store, tips: TipService, districts: DistrictService, clock: Clock) -> None:
        self._store, self._tips, self._districts, self._clock = store, tips, districts, clock

    def workload(self, now: datetime | None = None) -> tuple[WorkloadRow, ...]:
        """One row a district and holder with tips, and one a district without any, by district and holder."""
        moment = now or self._clock.now()
        now_ms = int(moment.timestamp() * 1000)
        columns = self._tips.lists.columns()
        names = {district.id: district.name for district in self._districts.districts()}
        officers = {officer.id: officer.name for officer in self._districts.officers()}
        rows = [
            _row(columns, district, holder, now_ms=now_ms, names=names, officers=officers)
            for district, holder in sorted(_pairs(columns, now_ms))
        ]
        seen = {row.district_id for row in rows}
        rows += [_nothing(district, name) for district, name in names.items() if district not in seen]
        return tuple(sorted(rows, key=lambda row: (czech_order(row.district_name), czech_order(row.holder_name))))

    def tips_of(self, cell: Cell) -> TipQuery:
        """The list behind one number of the board."""
        query = TipQuery(district=cell.district_id, holder=cell.holder_id or "", sort=Sort.AGE)
        match cell.measure:
            case Measure.NEW_7D:
                return replace(query, created_from=instant(self._clock.now() - NEW_WITHIN))
            case Measure.OPEN:
                return replace(query, open_only=True)
            case Measure.WAITING:
                return replace(query, tab=Tab.WAITING)
            case Measure.OVERDUE:
                return replace(query, tab=Tab.OVERDUE, sort=Sort.DEADLINE)
            case _:
                assert_never(cell.measure)

    def reassign(
        self, tip_ids: Sequence[str], holder_id: str | None, district_id: str | None = None
    ) -> tuple[Recorded | Refused | StoreFull, ...]:
        """Give tips to a holder, or to a district: an operation each, all durable together, one answer each."""
        try:
            with self._store.write() as connection:
                return tuple(
                    self._tips.record(connection, tip_id, TipAssign(holder_id, district_id)) for tip_id in tip_ids
                )
        except DiskFullError as full:
            return tuple(full.outcome for _ in tip_ids)


def _recent(columns: TipColumns, now_ms: int) -> Mask:
    return columns.created >= now_ms - 7 * _DAY_MS


def _pairs(columns: TipColumns, now_ms: int) -> set[tuple[str, str]]:
    counted = columns.open | _recent(columns, now_ms)
    codes = np.unique(np.stack([columns.district[counted], columns.holder[counted]]), axis=1)
    return {(columns.districts[district], columns.holders[holder]) for district, holder in codes.T}


def _row(
    columns: TipColumns,
    district: str,
    holder: str,
    *,
    now_ms: int,
    names: Mapping[str, str],
    officers: Mapping[str, str],
) -> WorkloadRow:
    mine = columns.among(district, holder)
    going = mine & columns.open
    oldest = (now_ms - int(columns.created[going].min())) // _DAY_MS if going.any() else None
    return WorkloadRow(
        district_id=district,
        district_name=names.get(district, district),
        holder_id=holder or None,
        holder_name=officers.get(holder, holder),
        new_7d=int(np.count_nonzero(mine & _recent(columns, now_ms))),
        open=int(np.count_nonzero(going)),
        waiting=int(np.count_nonzero(mine & (columns.status == _WAITING))),
        overdue=int(np.count_nonzero(going & (columns.deadline < now_ms))),
        oldest_days=oldest,
    )


def _nothing(district: str, name: str) -> WorkloadRow:
    return WorkloadRow(
        district_id=district,
        district_name=name,
        holder_id=None,
        holder_name="",
        new_7d=0,
        open=0,
        waiting=0,
        overdue=0,
        oldest_days=None,
    )
