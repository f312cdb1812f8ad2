"""From a row of the feed to the columns of its table: only the needed fields of a document are decoded."""

import math
import struct
from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from app.tips.tables import FACTS, NEVER
from app.values import MAX_INT

Parameters = tuple[Any, ...]
Document = bytes | msgspec.Raw
"""JSON in UTF-8. As a ``Raw`` it lies where the page of it was read, and is copied first when it is written."""
_Stored = Annotated[int, Meta(ge=-MAX_INT - 1, le=MAX_INT)]
ODD = (msgspec.DecodeError, ValueError, OverflowError, RecursionError, struct.error)
"""What a document can raise of which no row can be made."""


class _Point(msgspec.Struct, frozen=True, gc=False):
    lat: float
    lon: float


class _TipKeys(msgspec.Struct, frozen=True, gc=False):
    created_at: datetime
    status: str = "new"
    deadline: datetime | None = None
    holder_id: str | None = None
    district_id: str = ""
    place: _Point | None = None
    version: _Stored = 1


class _ChildKeys(msgspec.Struct, frozen=True, gc=False):
    tip_id: str


class _PhotoKeys(msgspec.Struct, frozen=True, gc=False):
    sha256: str
    size: _Stored
    at: str
    tip_id: str | None = None
    patrol_note_id: str | None = None


class _PatrolNoteKeys(msgspec.Struct, frozen=True, gc=False):
    at: str
    district_id: str


class _CellKeys(msgspec.Struct, frozen=True, gc=False):
    part: str


class _PatrolKeys(msgspec.Struct, frozen=True, gc=False):
    by: str
    started_at: str
    ended_at: str | None = None


_facts = struct.Struct(FACTS).pack
_tip_keys = msgspec.json.Decoder(_TipKeys).decode
_child_keys = msgspec.json.Decoder(_ChildKeys).decode
_photo_keys = msgspec.json.Decoder(_PhotoKeys).decode
_patrol_note_keys = msgspec.json.Decoder(_PatrolNoteKeys).decode
_patrol_keys = msgspec.json.Decoder(_PatrolKeys).decode
_cell_keys = msgspec.json.Decoder(_CellKeys).decode


def _tip(row_id: str, doc: Document) -> Parameters:
    keys = _tip_keys(doc)
    deadline, place = keys.deadline, keys.place
    facts = _facts(
        int(keys.created_at.timestamp() * 1000),
        NEVER if deadline is None else int(deadline.timestamp() * 1000),
        math.nan if place is None else place.lat,
        math.nan if place is None else place.lon,
        keys.status.encode(),
    )
    return row_id, keys.district_id, keys.holder_id or "", facts, keys.version, doc


def _child(row_id: str, doc: Document) -> Parameters:
    return row_id, _child_keys(doc).tip_id, doc


def _photo(row_id: str, doc: Document) -> Parameters:
    keys = _photo_keys(doc)
    return row_id, keys.tip_id, keys.patrol_note_id, keys.sha256, keys.size, keys.at, doc


def _patrol_note(row_id: str, doc: Document) -> Parameters:
    keys = _patrol_note_keys(doc)
    return row_id, keys.at, keys.district_id, doc


def _patrol(row_id: str, doc: Document) -> Parameters:
    keys = _patrol_keys(doc)
    return row_id, keys.by, keys.started_at, keys.ended_at, doc


def _cell(row_id: str, doc: Document) -> Parameters:
    return row_id, _cell_keys(doc).part, doc


def _lookup(row_id: str, doc: Document) -> Parameters:
    return row_id, doc


class Kind(msgspec.Struct, frozen=True):
    """How rows of one kind are stored: the statement, what makes its parameters, and what it reads of a document."""

    table: str
    put: str
    parameters: Callable[[str, Document], Parameters]
    keys: type[msgspec.Struct] | None = None

    @property
    def reader(self) -> str:
        """A word that is another one once a later app reads documents of this kind by other rules."""
        read = msgspec.json.schema(self.keys) if self.keys is not None else {}
        return blake2b(msgspec.json.encode(read, order="deterministic"), digest_size=8).hexdigest()


def _kind(
    table: str,
    columns: str,
    parameters: Callable[[str, Document], Parameters],
    keys: type[msgspec.Struct] | None = None,
    also: str = "",
) -> Kind:
    names = [name.strip() for name in columns.split(",")]
    marks = ",".join("?" * len(names))
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name != "id")
    put = f"INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {changes}{also}"  # noqa: S608
    return Kind(table, put, parameters, keys)


_PLAIN = ("district", "officer", "category", "template", "basemap", "body", "surface", "brief")
KINDS: dict[str, Kind] = {
    "tip": _kind(
        "tip", "id, district_id, holder_id, facts, version, doc", _tip, _TipKeys, also=", gone = 0, indexed = 0"
    ),
    "note": _kind("note", "id, tip_id, doc", _child, _ChildKeys),
    "message": _kind("message", "id, tip_id, doc", _child, _ChildKeys),
    "photo": _kind("photo", "id, tip_id, patrol_note_id, sha256, size, at, doc", _photo, _PhotoKeys),
    "contact": _kind("contact", "id, tip_id, doc", _child, _ChildKeys),
    "story": _kind("story", "id, tip_id, doc", _child, _ChildKeys),
    "patrol_note": _kind("patrol_note", "id, at, district_id, doc", _patrol_note, _PatrolNoteKeys),
    "patrol": _kind("patrol", "id, by, started_at, ended_at, doc", _patrol, _PatrolKeys),
    "cell": _kind("cell", "id, part, doc", _cell, _CellKeys),
    **{name: _kind(name, "id, doc", _lookup) for name in _PLAIN},
}
ROOTS = ("tip", "patrol_note", "patrol")
"""Kinds that a person's change can aim at: kept, hidden, while such a change waits."""
