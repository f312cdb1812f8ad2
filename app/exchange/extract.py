"""From a row of the feed to the columns of its table: only the needed fields of a document are decoded."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

Parameters = tuple[Any, ...]


class _Point(msgspec.Struct, frozen=True):
    lat: float
    lon: float


class _TipKeys(msgspec.Struct, frozen=True):
    created_at: datetime
    status: str = "new"
    deadline: datetime | None = None
    holder_id: str | None = None
    district_id: str = ""
    place: _Point | None = None
    version: int = 1


class _ChildKeys(msgspec.Struct, frozen=True):
    tip_id: str


class _PhotoKeys(msgspec.Struct, frozen=True):
    sha256: str
    size: int
    at: str
    tip_id: str | None = None
    patrol_note_id: str | None = None


class _PatrolNoteKeys(msgspec.Struct, frozen=True):
    at: str
    district_id: str


class _PatrolKeys(msgspec.Struct, frozen=True):
    by: str
    started_at: str
    ended_at: str | None = None


_tip_keys = msgspec.json.Decoder(_TipKeys).decode
_child_keys = msgspec.json.Decoder(_ChildKeys).decode
_photo_keys = msgspec.json.Decoder(_PhotoKeys).decode
_patrol_note_keys = msgspec.json.Decoder(_PatrolNoteKeys).decode
_patrol_keys = msgspec.json.Decoder(_PatrolKeys).decode


def _milliseconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)


def _tip(row_id: str, doc: bytes) -> Parameters:
    keys = _tip_keys(doc)
    place = keys.place
    return (
        row_id,
        keys.status,
        _milliseconds(keys.created_at),
        _milliseconds(keys.deadline),
        keys.holder_id,
        keys.district_id,
        place.lat if place else None,
        place.lon if place else None,
        keys.version,
        doc,
    )


def _child(row_id: str, doc: bytes) -> Parameters:
    return row_id, _child_keys(doc).tip_id, doc


def _photo(row_id: str, doc: bytes) -> Parameters:
    keys = _photo_keys(doc)
    return row_id, keys.tip_id, keys.patrol_note_id, keys.sha256, keys.size, keys.at, doc


def _patrol_note(row_id: str, doc: bytes) -> Parameters:
    keys = _patrol_note_keys(doc)
    return row_id, keys.at, keys.district_id, doc


def _patrol(row_id: str, doc: bytes) -> Parameters:
    keys = _patrol_keys(doc)
    return row_id, keys.by, keys.started_at, keys.ended_at, doc


def _lookup(row_id: str, doc: bytes) -> Parameters:
    return row_id, doc


class Kind(msgspec.Struct, frozen=True):
    """How rows of one kind are stored: the statement and what makes its parameters."""

    table: str
    put: str
    parameters: Callable[[str, bytes], Parameters]


def _kind(table: str, columns: str, parameters: Callable[[str, bytes], Parameters], also: str = "") -> Kind:
    names = [name.strip() for name in columns.split(",")]
    marks = ",".join("?" * len(names))
    changes = ", ".join(f"{name} = excluded.{name}" for name in names if name != "id")
    put = f"INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {changes}{also}"  # noqa: S608
    return Kind(table, put, parameters)


KINDS: dict[str, Kind] = {
    "tip": _kind(
        "tip",
        "id, status, created, deadline, holder_id, district_id, lat, lon, version, doc",
        _tip,
        ", gone = 0, indexed = 0",
    ),
    "note": _kind("note", "id, tip_id, doc", _child),
    "photo": _kind("photo", "id, tip_id, patrol_note_id, sha256, size, at, doc", _photo),
    "contact": _kind("contact", "id, tip_id, doc", _child),
    "story": _kind("story", "id, tip_id, doc", _child),
    "patrol_note": _kind("patrol_note", "id, at, district_id, doc", _patrol_note),
    "patrol": _kind("patrol", "id, by, started_at, ended_at, doc", _patrol),
    **{name: _kind(name, "id, doc", _lookup) for name in ("district", "officer", "category", "template", "basemap")},
}
ROOTS = ("tip", "patrol_note", "patrol")
"""Kinds that a person's change can aim at: kept, hidden, while such a change waits."""
