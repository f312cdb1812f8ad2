"""Reads of the device's patrol notes and walks. No database row leaves here."""

from sqlalchemy.engine import Connection

from app.patrols.domain import Patrol, PatrolNote
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
