"""Public documents, and the rows that they are made of."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.tips.domain import Status
from sync.server.districts.tables import district
from sync.server.ground import meta
from sync.server.patrols.tables import patrol_note
from sync.server.published.tables import public_document
from sync.server.ratings.tables import rating_release
from sync.server.tips.tables import tip

_d = public_document.c


def document(connection: Connection, name: str) -> str | None:
    """The document of a name."""
    found: str | None = connection.execute(sa.select(_d.doc).where(_d.name == name)).scalar()
    return found


def dated(connection: Connection, name: str) -> tuple[str, str] | None:
    """The document of a name, and when it was written."""
    row = connection.execute(sa.select(_d.doc, _d.made_at).where(_d.name == name)).first()
    return None if row is None else (row.doc, row.made_at)


def names(connection: Connection, beginning: str) -> list[str]:
    """The names that begin so, sorted."""
    query = sa.select(_d.name).where(_d.name.startswith(beginning, autoescape=True))
    return sorted(connection.execute(query).scalars())


def alone(connection: Connection) -> None:
    """Wait for whoever makes the documents now, until their commit."""
    meta.write(connection, "doing published", "")


def all_documents(connection: Connection) -> dict[str, str]:
    """Every document by its name."""
    return {row.name: row.doc for row in connection.execute(sa.select(_d.name, _d.doc))}


def put(connection: Connection, documents: Mapping[str, str], at: str) -> None:
    """Write these documents, new or anew."""
    rows = [{"name": name, "doc": doc, "made_at": at} for name, doc in documents.items()]
    if rows:
        connection.execute(_PUT, rows)


def drop(connection: Connection, gone: Collection[str]) -> None:
    """Delete the documents of these names."""
    for name in sorted(gone):
        connection.execute(sa.delete(public_document).where(_d.name == name))


def closed_tips(connection: Connection, since: str) -> Sequence[Any]:
    """Rows of ``lat``, ``lon``, ``category``, ``closed_at`` and ``outcome`` of tips with a place, closed since."""
    doc = "CAST(t.doc AS jsonb)" if connection.dialect.name == "postgresql" else "t.doc"
    values = {"status": Status.CLOSED.value, "since": since}
    return connection.execute(sa.text(_CLOSED.replace("{doc}", doc)), values).all()


def open_tips(connection: Connection) -> Sequence[Any]:
    """Rows of ``id``, ``lat``, ``lon``, ``district_id``, ``category``, ``created_at`` of tips that are not closed."""
    row = tip.c
    query = sa.select(row.id, row.lat, row.lon, row.district_id, row.category, row.created_at)
    return connection.execute(query.where(row.status != Status.CLOSED.value)).all()


def noted(connection: Connection, since: str) -> list[str]:
    """The documents of patrol notes since a moment."""
    return list(connection.execute(sa.select(patrol_note.c.doc).where(patrol_note.c.at >= since)).scalars())


def releases(connection: Connection) -> dict[str, str]:
    """What was published of each month."""
    query = sa.select(rating_release.c.month, rating_release.c.lines)
    return {row.month: row.lines for row in connection.execute(query)}


def districts(connection: Connection) -> list[str]:
    """The documents of all districts, by their ids."""
    return list(connection.execute(sa.select(district.c.doc).order_by(district.c.id)).scalars())


_CLOSED = """
SELECT t.lat AS lat, t.lon AS lon, t.category AS category, t.closed_at AS closed_at,
  {doc} -> 'closing' -> 'outcome' ->> 'kind' AS outcome
FROM tip t WHERE t.status = :status AND t.lat IS NOT NULL AND t.lon IS NOT NULL AND t.closed_at >= :since
"""
_PUT = sa.text(
    "INSERT INTO public_document (name, doc, made_at) VALUES (:name, :doc, :made_at) "
    "ON CONFLICT (name) DO UPDATE SET doc = excluded.doc, made_at = excluded.made_at"
)
