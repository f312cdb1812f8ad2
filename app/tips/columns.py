"""All tips of the device as columns in memory: lists, counts, distances and the board of work come from here.

20,000 tips are 2 MB and are read in some 50 ms; after that a page of any list, in any order, with exact counts, costs
about a millisecond, which no set of database indexes gives for every tab, filter and order at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from app.calendar import PRAGUE, prague_day
from app.clock import milliseconds
from app.tips.domain import Status, Tip
from app.tips.tables import NEVER
from app.tips.views import Sort, Tab
from app.values import Place

Mask = NDArray[np.bool_]
Positions = NDArray[np.int64]
STATUSES = tuple(Status)
_CODE = {status.value: code for code, status in enumerate(STATUSES)}
_FACTS = np.dtype([("created", "<i8"), ("deadline", "<i8"), ("lat", "<f8"), ("lon", "<f8"), ("status", "S12")])
"""The same as ``FACTS``."""
_STRIDE = 8_192
"""So many positions of an order are looked at at once, until a list has its window."""
UNSENT_N = 0
"""The ``n`` of a tip that only the outbox has."""


@dataclass(frozen=True)
class TipColumns:
    """One position a tip. ``n`` is its row, 0 for one that only the outbox has; times in milliseconds since 1970;
    ``lat`` and ``lon`` in degrees, NaN without a place; ``holder`` and ``district`` index into their names."""

    n: NDArray[np.int64]
    ids: list[str]
    status: NDArray[np.int8]
    created: NDArray[np.int64]
    deadline: NDArray[np.int64]
    holder: NDArray[np.int32]
    district: NDArray[np.int32]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    indexed: Mask
    holders: tuple[str, ...]
    districts: tuple[str, ...]

    @cached_property
    def by_age(self) -> Positions:
        """Positions from the newest to the oldest."""
        return np.argsort(-self.created, kind="stable")

    @cached_property
    def by_deadline(self) -> Positions:
        """Positions from the earliest deadline on, those without one last."""
        return np.argsort(self.deadline, kind="stable")

    @cached_property
    def position_of(self) -> dict[str, int]:
        """Where each tip's id is."""
        return {identifier: position for position, identifier in enumerate(self.ids)}

    @cached_property
    def open(self) -> Mask:
        """Tips that are not closed."""
        return np.asarray(self.status != _CODE[Status.CLOSED])

    def tab(self, tab: Tab, now_ms: int, day_end_ms: int) -> Mask:
        """Which tips belong to a tab at ``now_ms``."""
        match tab:
            case Tab.NEW:
                return self._in(Status.NEW, Status.REOPENED)
            case Tab.TODAY:
                due = self.open & (self.deadline < day_end_ms)
                return self._in(Status.ACCEPTED, Status.IN_PROGRESS) | due
            case Tab.WAITING:
                return self._in(Status.WAITING)
            case Tab.OVERDUE:
                return self.open & (self.deadline < now_ms)
            case Tab.CLOSED:
                return self._closed
            case Tab.ALL:
                return np.ones(len(self.ids), dtype=np.bool_)

    def _in(self, *statuses: Status) -> Mask:
        if statuses not in self._of_statuses:
            codes = [_CODE[status] for status in statuses]
            self._of_statuses[statuses] = np.logical_or.reduce([self.status == code for code in codes])
        return self._of_statuses[statuses]

    @cached_property
    def _of_statuses(self) -> dict[tuple[Status, ...], Mask]:
        """What was asked for before: each list asks for the size of every tab."""
        return {}

    @cached_property
    def _closed(self) -> Mask:
        return ~self.open

    def among(self, district: str | None, holder: str | None) -> Mask:
        """Which tips are of a district and a holder; ``""`` is nobody, None is all."""
        mask = np.ones(len(self.ids), dtype=np.bool_)
        if district is not None:
            mask &= self.district == _index(self.districts, district)
        if holder is not None:
            mask &= self.holder == _index(self.holders, holder)
        return mask

    def ordered(self, mask: Mask, sort: Sort, near: Place | None, first: int) -> Positions:
        """At least the ``first`` positions in the mask in the order of the list, if there are as many."""
        if sort is Sort.NEAR and near is not None:
            found = self.by_age[mask[self.by_age]]
            apart = self._apart(near)[found]
            if first >= len(found):
                return found[np.argsort(apart, kind="stable")]
            parted = np.argpartition(apart, first)
            nearest = np.sort(parted[:first])
            return found[nearest[np.argsort(apart[nearest], kind="stable")]]
        order = self.by_deadline if sort is Sort.DEADLINE else self.by_age
        pieces: list[Positions] = []
        missing = first
        for start in range(0, len(order), _STRIDE):
            piece = order[start : start + _STRIDE]
            pieces.append(piece[mask[piece]])
            missing -= len(pieces[-1])
            if missing <= 0:
                break
        return np.concatenate(pieces) if pieces else order

    @cached_property
    def _directions(self) -> NDArray[np.float64]:
        lat, lon = np.radians(self.lat), np.radians(self.lon)
        return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])

    def _apart(self, near: Place) -> NDArray[np.float64]:
        lat, lon = np.radians(near.lat), np.radians(near.lon)
        here = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
        return np.asarray(np.nan_to_num(-(here @ self._directions), nan=2.0))

    @cached_property
    def _place_of_row(self) -> NDArray[np.int64]:
        rows = self.n[: self.stored]
        places = np.full(int(rows[-1]) + 2 if len(rows) else 1, -1, dtype=np.int64)
        places[rows] = np.arange(len(rows))
        return places

    def positions_of_rows(self, rows: NDArray[np.int64]) -> Positions:
        """Positions of stored rows by their ``n``; unknown ones are left out."""
        known = self._place_of_row
        places = known[rows[rows < len(known)]]
        return places[places >= 0]

    def with_unindexed(self, rows: NDArray[np.int64]) -> "TipColumns":
        """The same columns after the search index went through all stored rows but these, given by their ``n``."""
        indexed = np.ones(len(self.ids), dtype=np.bool_)
        indexed[self.positions_of_rows(rows)] = False
        return replace(self, indexed=indexed)

    @cached_property
    def stored(self) -> int:
        """How many of the tips are stored rows; they come first, by ``n``."""
        return int(np.count_nonzero(self.n != UNSENT_N))


def _index(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1


def _codes(values: list[str]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    codes: dict[str, int] = {}
    numbers = [codes.setdefault(value, len(codes)) for value in values]
    return np.array(numbers, dtype=np.int32), tuple(codes)


_LOAD = """
SELECT group_concat(n), group_concat(id), group_concat(district_id, x'1f'), group_concat(holder_id, x'1f'),
       group_concat(hex(facts), '')
FROM tip INDEXED BY ix_tip_facts WHERE gone = 0
"""


def load(connection: Connection) -> TipColumns:
    """Read the columns of every tip that the device shows, in the order of ``n``.

    Each comes out of an index that holds no documents, as one text: five times faster than a row a tip.
    """
    n, ids, district, holder, facts = (value or "" for value in connection.exec_driver_sql(_LOAD).one())
    full = bool(n)
    districts, district_names = _codes(district.split("\x1f") if full else [])
    holders, holder_names = _codes(holder.split("\x1f") if full else [])
    packed = np.frombuffer(bytes.fromhex(facts), dtype=_FACTS)
    status = np.zeros(len(packed), dtype=np.int8)
    for name, code in _CODE.items():
        status[packed["status"] == name.encode()] = code
    rows = np.fromstring(n, dtype=np.int64, sep=",")
    read = TipColumns(
        n=rows,
        ids=ids.split(",") if full else [],
        status=status,
        created=np.ascontiguousarray(packed["created"]),
        deadline=np.ascontiguousarray(packed["deadline"]),
        holder=holders,
        district=districts,
        lat=np.ascontiguousarray(packed["lat"]),
        lon=np.ascontiguousarray(packed["lon"]),
        indexed=np.ones(len(rows), dtype=np.bool_),
        holders=holder_names,
        districts=district_names,
    )
    return read.with_unindexed(unindexed_rows(connection))


def unindexed_rows(connection: Connection) -> NDArray[np.int64]:
    """The ``n`` of every tip that the search index has not been through."""
    found: str | None = connection.exec_driver_sql("SELECT group_concat(n) FROM tip WHERE indexed = 0").scalar()
    return np.fromstring(found, dtype=np.int64, sep=",") if found else np.empty(0, dtype=np.int64)


def with_folded(columns: TipColumns, tips: Mapping[str, Tip], hidden: frozenset[str]) -> TipColumns:
    """The columns with changed and new tips of the outbox in their places; ``hidden`` ones have left the device."""
    if not tips:
        return columns
    changed = [(columns.position_of[key], tip) for key, tip in tips.items() if key in columns.position_of]
    new = [tip for key, tip in tips.items() if key not in columns.position_of and key not in hidden]
    places = np.array(
        [*(place for place, _ in changed), *range(len(columns.ids), len(columns.ids) + len(new))], np.int64
    )
    values = [tip for _, tip in changed] + new
    holders = _grown(columns.holders, (tip.holder_id or "" for tip in values))
    districts = _grown(columns.districts, (tip.district_id for tip in values))

    def patched(column: NDArray[Any], numbers: list[Any]) -> NDArray[Any]:
        copy = np.concatenate([column, np.zeros(len(new), dtype=column.dtype)])
        copy[places] = numbers
        return copy

    spots = [(tip.place.lat, tip.place.lon) if tip.place else (np.nan, np.nan) for tip in values]
    return TipColumns(
        n=np.concatenate([columns.n, np.full(len(new), UNSENT_N, dtype=np.int64)]),
        ids=[*columns.ids, *(tip.id for tip in new)],
        status=patched(columns.status, [_CODE[tip.status] for tip in values]),
        created=patched(columns.created, [milliseconds(tip.created_at) or 0 for tip in values]),
        deadline=patched(columns.deadline, [deadline_ms(tip) for tip in values]),
        holder=patched(columns.holder, [holders.index(tip.holder_id or "") for tip in values]),
        district=patched(columns.district, [districts.index(tip.district_id) for tip in values]),
        lat=patched(columns.lat, [lat for lat, _ in spots]),
        lon=patched(columns.lon, [lon for _, lon in spots]),
        indexed=patched(columns.indexed, [False] * len(values)),
        holders=holders,
        districts=districts,
    )


def deadline_ms(tip: Tip) -> int:
    """The deadline in milliseconds since 1970; ``NEVER`` without one, and for one that can not be."""
    at = milliseconds(tip.deadline) if tip.deadline else None
    return NEVER if at is None else at


def _grown(names: tuple[str, ...], more: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*names, *more]))


def end_of_day_ms(now: datetime) -> int:
    """The coming midnight in Prague, whatever zone the device is set to, in milliseconds since 1970."""
    tomorrow = prague_day(now) + timedelta(days=1)
    return int(datetime.combine(tomorrow, time(), PRAGUE).timestamp()) * 1000
