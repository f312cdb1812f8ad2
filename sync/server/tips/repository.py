"""Tips and what hangs on them, read and written at the server."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.tips.domain import Contact, StoryLine, Tip, TipNote
from sync.server.feed.publish import Put
from sync.server.feed.tables import erased
from sync.server.ground.among import among
from sync.server.ground.database import for_update
from sync.server.ground.documents import parse, render
from sync.server.ground.many import Many
from sync.server.messages.tables import message
from sync.server.photos.tables import photo
from sync.server.tips.search import repository as search
from sync.server.tips.tables import contact, note, story, tip


@dataclass(frozen=True, slots=True)
class TipRecord:
    """A tip with the server's own columns. ``lines`` counts the lines of its story."""

    tip: Tip
    scope: str
    archived: bool = False
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Hanging:
    """The stored texts of what hangs on a tip."""

    contact: str | None = None
    notes: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    story: tuple[str, ...] = ()


def tip_row(record: TipRecord) -> dict[str, object]:
    """The columns of a tip's row."""
    one = record.tip
    return {
        "id": one.id,
        "number": one.number,
        "scope": record.scope,
        "archived": record.archived,
        "title": one.title,
        "category": one.category,
        "status": one.status.value,
        "district_id": one.district_id,
        "holder_id": one.holder_id,
        "channel": one.channel.value,
        "lat": one.place.lat if one.place else None,
        "lon": one.place.lon if one.place else None,
        "created_at": one.created_at,
        "deadline": one.deadline,
        "closed_at": one.closing.at if one.closing else None,
        "version": one.version,
        "doc": render(one),
    }


def locked(connection: Connection, ids: Sequence[str]) -> dict[str, TipRecord]:
    """Lock and read tips in the order of their ids."""
    query = sa.select(tip.c.id, tip.c.scope, tip.c.archived, tip.c.doc).where(among(tip.c.id, ids)).order_by(tip.c.id)
    rows = connection.execute(for_update(query)).all()
    counted = sa.select(story.c.tip_id, sa.func.max(story.c.position).label("last")).where(
        among(story.c.tip_id, [row.id for row in rows])
    )
    lines = {row.tip_id: row.last for row in connection.execute(counted.group_by(story.c.tip_id))} if rows else {}
    return {row.id: TipRecord(parse(row.doc, Tip), row.scope, row.archived, lines.get(row.id, 0)) for row in rows}


def write(connection: Connection, records: Mapping[str, TipRecord], born: Iterable[str]) -> None:
    """Write tips, those ``born`` for the first time, and the words by which they are found."""
    new = frozenset(born)
    ordered = [record for _, record in sorted(records.items())]
    _execute(connection, sa.insert(tip), [tip_row(one) for one in ordered if one.tip.id in new])
    _UPDATE.run(connection, [tip_row(one) for one in ordered if one.tip.id not in new])


def index(connection: Connection, records: Mapping[str, TipRecord]) -> None:
    """Renew the words by which tips are found: after what hangs on them was written."""
    search.write_anew(connection, [record.tip for _, record in sorted(records.items())])


def add_notes(connection: Connection, notes: Iterable[TipNote]) -> None:
    """Write new notes."""
    rows: list[dict[str, object]] = [
        {"id": one.id, "tip_id": one.tip_id, "at": one.at, "doc": render(one)} for one in notes
    ]
    _NOTE.run(connection, rows)


def add_contacts(connection: Connection, contacts: Iterable[Contact]) -> None:
    """Write who sent tips."""
    _execute(connection, sa.insert(contact), [{"tip_id": one.tip_id, "doc": render(one)} for one in contacts])


def add_lines(connection: Connection, lines: Iterable[tuple[StoryLine, int]]) -> None:
    """Write new lines of stories with their positions."""
    rows: list[dict[str, object]] = [
        {"id": one.id, "tip_id": one.tip_id, "position": position, "at": one.at, "doc": render(one)}
        for one, position in lines
    ]
    _STORY.run(connection, rows)


def noted(connection: Connection, note_ids: Sequence[str]) -> dict[str, str]:
    """The tip of each of these notes that there is."""
    query = sa.select(note.c.id, note.c.tip_id).where(among(note.c.id, note_ids))
    return {row.id: row.tip_id for row in connection.execute(query)} if note_ids else {}


def told(connection: Connection, line_ids: Sequence[str]) -> frozenset[str]:
    """Which of these ids are lines of some story."""
    return frozenset(connection.execute(sa.select(story.c.id).where(among(story.c.id, line_ids))).scalars())


def first_line(connection: Connection, tip_id: str) -> StoryLine | None:
    """How the story of a tip begins."""
    query = sa.select(story.c.doc).where(story.c.tip_id == tip_id, story.c.position == 1)
    doc = connection.execute(query).scalar()
    return None if doc is None else parse(doc, StoryLine)


def begun_by(connection: Connection, tip_ids: Sequence[str]) -> dict[str, str | None]:
    """Whose line each of these stories begins with."""
    query = sa.select(story.c.tip_id, story.c.doc).where(among(story.c.tip_id, tip_ids), story.c.position == 1)
    return {row.tip_id: parse(row.doc, StoryLine).by for row in connection.execute(query)} if tip_ids else {}


def stored(connection: Connection, tip_id: str) -> Tip | None:
    """The tip of that id, not locked."""
    doc = connection.execute(sa.select(tip.c.doc).where(tip.c.id == tip_id)).scalar()
    return None if doc is None else parse(doc, Tip)


def any_tip(connection: Connection) -> bool:
    """Whether there is a tip at all."""
    return connection.execute(sa.select(tip.c.id).limit(1)).first() is not None


def known_ids(connection: Connection) -> set[str]:
    """The ids of all tips that are here, or were erased."""
    return set(connection.execute(sa.select(tip.c.id).union(sa.select(erased.c.row_id))).scalars())


def positions(connection: Connection) -> Sequence[Any]:
    """Rows of ``id``, ``district_id``, ``lat`` and ``lon`` (None where there is no place) of all tips by id."""
    query = sa.select(tip.c.id, tip.c.district_id, tip.c.lat, tip.c.lon)
    return connection.execute(query.order_by(tip.c.id)).all()


def count_in(connection: Connection, district_ids: Collection[str]) -> Counter[str]:
    """How many tips lie in each of these districts."""
    query = sa.select(tip.c.district_id, sa.func.count()).where(tip.c.district_id.in_(district_ids))
    return Counter({row[0]: row[1] for row in connection.execute(query.group_by(tip.c.district_id))})


def document(connection: Connection, tip_id: str, scopes: Collection[str]) -> str | None:
    """The stored text of a tip in one of these scopes."""
    query = sa.select(tip.c.doc).where(tip.c.id == tip_id, tip.c.scope.in_(sorted(scopes)))
    return connection.execute(query).scalar()


def numbered(connection: Connection, number: str, scopes: Collection[str]) -> TipRecord | None:
    """The tip of a number in one of these scopes, not locked."""
    query = sa.select(tip.c.scope, tip.c.archived, tip.c.doc).where(tip.c.number == number)
    row = connection.execute(query.where(tip.c.scope.in_(sorted(scopes)))).first()
    return None if row is None else TipRecord(parse(row.doc, Tip), row.scope, row.archived)


def hanging_on(connection: Connection, tip_id: str) -> Hanging:
    """The stored texts of what hangs on a tip, in the order in which it is read."""
    who = connection.execute(sa.select(contact.c.doc).where(contact.c.tip_id == tip_id)).scalar()
    notes = sa.select(note.c.doc).where(note.c.tip_id == tip_id).order_by(note.c.at, note.c.id)
    said = sa.select(message.c.doc).where(message.c.tip_id == tip_id).order_by(message.c.at, message.c.id)
    photos = sa.select(photo.c.doc).where(photo.c.root_id == tip_id).order_by(photo.c.id)
    lines = sa.select(story.c.doc).where(story.c.tip_id == tip_id).order_by(story.c.position)
    return Hanging(who, *(tuple(connection.execute(query).scalars()) for query in (notes, said, photos, lines)))


def is_erased(connection: Connection, row_id: str) -> bool:
    """Whether this id belongs to something that was erased."""
    return connection.execute(sa.select(erased.c.row_id).where(erased.c.row_id == row_id)).first() is not None


def closed_before(connection: Connection, cutoff: str, limit: int) -> list[tuple[str, str]]:
    """Ids and scopes of tips closed before a moment and not archived yet, locked until the commit.

    Nor is one on which something was done or said since then: it stays in sight as long as after a closing.
    """
    since = sa.exists().where(story.c.tip_id == tip.c.id, story.c.at >= cutoff)
    query = (
        sa.select(tip.c.id, tip.c.scope)
        .where(sa.not_(tip.c.archived), tip.c.closed_at < cutoff, ~since)
        .order_by(tip.c.id)
        .limit(limit)
    )
    return [(row.id, row.scope) for row in connection.execute(for_update(query))]


def mark_archived(connection: Connection, tip_ids: Collection[str]) -> None:
    """These tips are on no device any more."""
    connection.execute(sa.update(tip).where(tip.c.id.in_(tip_ids)).values(archived=True))


def hanging_steps(connection: Connection, tip_id: str, scope: str) -> list[Put]:
    """What to publish of all stored rows that hang on a tip: it comes back from the archive as it is stored."""
    steps: list[Put] = []
    for kind, table, row_id, owner in (
        ("note", note, note.c.id, note.c.tip_id),
        ("message", message, message.c.id, message.c.tip_id),
        ("photo", photo, photo.c.id, photo.c.root_id),
        ("contact", contact, contact.c.tip_id, contact.c.tip_id),
        ("story", story, story.c.id, story.c.tip_id),
    ):
        query = sa.select(row_id.label("row_id"), table.c.doc).where(owner == tip_id).order_by(row_id)
        steps += [Put(kind, row.row_id, tip_id, scope, row.doc) for row in connection.execute(query)]
    return steps


def next_numbers(connection: Connection, year: int, count: int = 1) -> list[str]:
    """The next numbers of tips, such as 2026-000123, gapless within a year: the counter is locked until the commit."""
    last = int(connection.execute(_COUNT, {"name": f"tip-{year}", "n": count}).scalar_one())
    return [f"{year}-{value:06d}" for value in range(last - count + 1, last + 1)]


def _execute(connection: Connection, statement: sa.Executable, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(statement, rows)


_COUNT = sa.text(
    "INSERT INTO counter (name, value) VALUES (:name, :n) "
    "ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value RETURNING value"
)
_NOTE, _STORY = Many.insert(note), Many.insert(story)
_UPDATE = Many(
    "tip",
    "UPDATE tip SET number = :number, scope = :scope, archived = :archived, title = :title, category = :category, "
    "status = :status, district_id = :district_id, holder_id = :holder_id, channel = :channel, lat = :lat, lon = :lon, "
    "created_at = :created_at, deadline = :deadline, closed_at = :closed_at, version = :version, doc = :doc "
    "WHERE tip.id = :id",
)
