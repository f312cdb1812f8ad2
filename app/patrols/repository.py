"""Reads of the device's patrol notes and walks. No database row leaves here."""

from collections.abc import Iterable

import msgspec
from sqlalchemy.engine import Connection

from app.patrols.domain import Patrol, PatrolNote
from app.patrols.planned import PlannedWalk
from app.patrols.track import Fix
from app.photos.domain import Photo
from app.reading import only, readable


def newest_notes(connection: Connection, limit: int) -> tuple[PatrolNote, ...]:
    """The newest patrol notes first."""
    rows = connection.exec_driver_sql("SELECT doc FROM patrol_note ORDER BY at DESC LIMIT ?", (limit,))
    return tuple(readable(rows, PatrolNote))


def photos_of(connection: Connection, note_ids: tuple[str, ...]) -> tuple[Photo, ...]:
    """The photos of these patrol notes, oldest first."""
    marks = ",".join("?" * len(note_ids))
    rows = connection.exec_driver_sql(
        f"SELECT doc FROM photo WHERE patrol_note_id IN ({marks}) ORDER BY at",  # noqa: S608
        note_ids,
    )
    return tuple(readable(rows, Photo))


def running(connection: Connection, officer_id: str) -> tuple[Patrol, ...]:
    """The officer's walks that the server knows as not ended, newest first."""
    rows = connection.exec_driver_sql(
        'SELECT doc FROM patrol WHERE "by" = ? AND ended_at IS NULL ORDER BY started_at DESC', (officer_id,)
    )
    return tuple(readable(rows, Patrol))


def stored(connection: Connection, target: str) -> PatrolNote | Patrol | None:
    """The patrol note or walk of that id."""
    doc = connection.exec_driver_sql("SELECT doc FROM patrol_note WHERE id = ?", (target,)).scalar()
    if doc is not None:
        return only(doc, PatrolNote)
    doc = connection.exec_driver_sql("SELECT doc FROM patrol WHERE id = ?", (target,)).scalar()
    return only(doc, Patrol)


def which_noted(connection: Connection, note_ids: tuple[str, ...]) -> set[str]:
    """Those of these ids under which a patrol note is stored."""
    marks = ",".join("?" * len(note_ids))
    rows = connection.exec_driver_sql(f"SELECT id FROM patrol_note WHERE id IN ({marks})", note_ids)  # noqa: S608
    return {str(row.id) for row in rows}


_WALK = "patrol.walk"
"""The name of the setting that holds the walk: there is one at most, and it is never sent."""


def kept_walk(connection: Connection) -> PlannedWalk | None:
    """The suggested walk as it was kept last; None where none can be read."""
    return only(connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (_WALK,)).scalar(), PlannedWalk)


def keep_walk(connection: Connection, walk: PlannedWalk) -> None:
    """Keep the walk in place of the one before."""
    connection.exec_driver_sql(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (_WALK, msgspec.json.encode(walk).decode()),
    )


def forget_walk(connection: Connection) -> None:
    """Keep none."""
    connection.exec_driver_sql("DELETE FROM setting WHERE name = ?", (_WALK,))


_TRACK_KEY = "patrol.track_key"
"""The name of the setting that holds the private key to which a running patrol's fixes are sealed."""


def track_key(connection: Connection) -> bytes | None:
    """That key, raw; None where there is none yet."""
    kept = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (_TRACK_KEY,)).scalar()
    return bytes.fromhex(str(kept)) if kept is not None else None


def keep_track_key(connection: Connection, key: bytes) -> None:
    """Keep that key for good."""
    connection.exec_driver_sql("INSERT INTO setting (name, value) VALUES (?, ?)", (_TRACK_KEY, key.hex()))


def forget_track(connection: Connection) -> None:
    """Delete every fix, and the key without which nothing opens those that are still in sealed files."""
    connection.exec_driver_sql("DELETE FROM track_fix")
    connection.exec_driver_sql("DELETE FROM setting WHERE name = ?", (_TRACK_KEY,))


def add_fixes(connection: Connection, patrol_id: str, fixes: Iterable[Fix]) -> None:
    """Add fixes of a patrol; one of a moment that is there already changes nothing."""
    for fix in fixes:
        connection.exec_driver_sql(
            "INSERT INTO track_fix (patrol_id, at, lat, lon, accuracy) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (patrol_id, fix.at, fix.lat, fix.lon, fix.accuracy),
        )


def fixes_between(connection: Connection, start: float, end: float) -> dict[str, list[Fix]]:
    """The fixes from a moment up to another, by their patrol, each in rising time."""
    rows = connection.exec_driver_sql(
        "SELECT patrol_id, at, lat, lon, accuracy FROM track_fix WHERE at >= ? AND at < ? ORDER BY at", (start, end)
    )
    found: dict[str, list[Fix]] = {}
    for row in rows:
        found.setdefault(str(row.patrol_id), []).append(Fix(row.lat, row.lon, row.at, row.accuracy))
    return found


def forget_fixes(connection: Connection, before: float) -> int:
    """Delete the fixes before a moment; how many."""
    return connection.exec_driver_sql("DELETE FROM track_fix WHERE at < ?", (before,)).rowcount


def fixes_before(connection: Connection, moment: float) -> bool:
    """Whether there is any fix before a moment."""
    return bool(connection.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM track_fix WHERE at < ?)", (moment,)).scalar())
