"""What one operation does to the server's rows, worked out before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.outbox.domain import Verdict
from app.patrols.domain import Patrol, PatrolNote
from app.photos.domain import Photo
from app.tips.domain import Contact, StoryLine, Tip, TipNote
from sync.server import schema
from sync.server.feed.publish import Move, Put, Step
from sync.server.ground.documents import render
from sync.server.photos.repository import row_of as photo_row
from sync.server.tips import search


@dataclass(frozen=True, slots=True)
class TipRecord:
    """A tip with the server's own columns. ``lines`` counts the lines of its story."""

    tip: Tip
    scope: str
    archived: bool = False
    lines: int = 0


@dataclass(frozen=True, slots=True)
class PatrolRecord:
    """A patrol or a patrol note with its scope."""

    row: Patrol | PatrolNote
    scope: str


@dataclass(frozen=True, slots=True)
class Effects:
    """New and changed rows, and what to publish of them."""

    tip: TipRecord | None = None
    patrol: PatrolRecord | None = None
    is_new: bool = False
    children: tuple[TipNote | Photo, ...] = ()
    contact: Contact | None = None
    story: StoryLine | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on an operation with its effects; ``quarantine`` says why its payload is set aside."""

    verdict: Verdict
    effects: Effects = Effects()
    quarantine: str | None = None


def child_step(child: TipNote | Photo, root: str, scope: str) -> Put:
    """What to publish of a note or a photo."""
    return Put("note" if isinstance(child, TipNote) else "photo", child.id, root, scope, render(child))


def tip_steps(record: TipRecord, before: TipRecord | None, effects: Effects) -> tuple[Step, ...]:
    """What to publish of a changed tip: its departure from the old scope first, then the new rows."""
    tip, scope = record.tip, record.scope
    steps: list[Step] = []
    if before is not None and before.scope != scope:
        steps.append(Move(tip.id, before.scope, scope))
    if before is None or before.tip != tip:
        steps.append(Put("tip", tip.id, tip.id, scope, render(tip)))
    steps += [child_step(child, tip.id, scope) for child in effects.children]
    if effects.contact is not None:
        steps.append(Put("contact", tip.id, tip.id, scope, render(effects.contact)))
    if effects.story is not None:
        steps.append(Put("story", effects.story.id, tip.id, scope, render(effects.story)))
    return tuple(steps)


def tip_row(record: TipRecord) -> dict[str, object]:
    """The columns of a tip's row."""
    tip = record.tip
    return {
        "id": tip.id,
        "number": tip.number,
        "scope": record.scope,
        "archived": record.archived,
        "title": tip.title,
        "category": tip.category,
        "status": tip.status.value,
        "district_id": tip.district_id,
        "holder_id": tip.holder_id,
        "channel": tip.channel.value,
        "lat": tip.place.lat if tip.place else None,
        "lon": tip.place.lon if tip.place else None,
        "created_at": tip.created_at,
        "deadline": tip.deadline,
        "closed_at": tip.closing.at if tip.closing else None,
        "version": tip.version,
        "doc": render(tip),
    }


def flush(connection: Connection, all_effects: Iterable[Effects]) -> None:
    """Write the rows of the effects, later ones over earlier ones; the feed is not touched here."""
    effects = tuple(all_effects)
    tips = {e.tip.tip.id: e.tip for e in effects if e.tip is not None}
    patrols = {e.patrol.row.id: e.patrol for e in effects if e.patrol is not None}
    born = {e.tip.tip.id for e in effects if e.tip is not None and e.is_new}
    born |= {e.patrol.row.id for e in effects if e.patrol is not None and e.is_new}
    _write(connection, _tip_insert(), [tip_row(r) for i, r in sorted(tips.items()) if i in born])
    _write(connection, _TIP_UPDATE, [tip_row(r) for i, r in sorted(tips.items()) if i not in born])
    _flush_patrols(connection, patrols, born)
    _flush_children(connection, effects)
    search.write_anew(connection, [record.tip for _, record in sorted(tips.items())])


def _flush_patrols(connection: Connection, patrols: Mapping[str, PatrolRecord], born: set[str]) -> None:
    for row_id, record in sorted(patrols.items()):
        row = record.row
        values: dict[str, object] = {
            "id": row.id,
            "scope": record.scope,
            "district_id": row.district_id,
            "by": row.by,
            "doc": render(row),
        }
        if isinstance(row, PatrolNote):
            table = schema.patrol_note
            values |= {"at": row.at}
        else:
            table = schema.patrol
            values |= {"started_at": row.started_at, "ended_at": row.ended_at}
        statement = sa.insert(table) if row_id in born else sa.update(table).where(table.c.id == row_id)
        connection.execute(statement.values(values))


def _flush_children(connection: Connection, effects: tuple[Effects, ...]) -> None:
    notes: list[dict[str, object]] = []
    photos: list[dict[str, object]] = []
    stories: list[dict[str, object]] = []
    contacts: list[dict[str, object]] = []
    for one in effects:
        for child in one.children:
            if isinstance(child, TipNote):
                notes.append({"id": child.id, "tip_id": child.tip_id, "at": child.at, "doc": render(child)})
            else:
                photos.append(photo_row(child))
        if one.story is not None and one.tip is not None:
            stories.append({"id": one.story.id, "tip_id": one.story.tip_id, "position": one.tip.lines,
                            "at": one.story.at, "doc": render(one.story)})  # fmt: skip
        if one.contact is not None:
            contacts.append({"tip_id": one.contact.tip_id, "doc": render(one.contact)})
    for table, rows in (
        (schema.note, notes),
        (schema.photo, photos),
        (schema.story, stories),
        (schema.contact, contacts),
    ):
        _write(connection, sa.insert(table), rows)


def _write(connection: Connection, statement: sa.Executable, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(statement, rows)


def _tip_insert() -> sa.Executable:
    return sa.insert(schema.tip)


_TIP_UPDATE = sa.text(
    "UPDATE tip SET number = :number, scope = :scope, archived = :archived, title = :title, category = :category, "
    "status = :status, district_id = :district_id, holder_id = :holder_id, channel = :channel, lat = :lat, lon = :lon, "
    "created_at = :created_at, deadline = :deadline, closed_at = :closed_at, version = :version, doc = :doc "
    "WHERE id = :id"
)
