"""Parties and messages, read and written at the server."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.messages.domain import Message, Party
from sync.server.ground.among import among
from sync.server.ground.documents import render
from sync.server.messages.tables import message, party


def add_parties(connection: Connection, parties: Iterable[tuple[str, Party]]) -> None:
    """Write new parties, each with its tip's id."""
    rows = [{"id": one.id, "tip_id": tip_id, "kind": one.kind.value} for tip_id, one in parties]
    if rows:
        connection.execute(sa.insert(party), rows)


def write(connection: Connection, messages: Iterable[Message]) -> None:
    """Write messages, new ones and those of which something else became; later ones over earlier ones."""
    rows = [_row(one) for one in {one.id: one for one in messages}.values()]
    if rows:
        connection.execute(_UPSERT, rows)


def known(connection: Connection, message_ids: Sequence[str]) -> dict[str, str]:
    """The tip of each of these messages that there is."""
    query = sa.select(message.c.id, message.c.tip_id).where(among(message.c.id, message_ids))
    return {row.id: row.tip_id for row in connection.execute(query)} if message_ids else {}


def _row(one: Message) -> dict[str, object]:
    delivery = one.delivery.value if one.delivery is not None else None
    return {
        "id": one.id, "tip_id": one.tip_id, "party_id": one.party_id, "delivery": delivery, "at": one.at,
        "doc": render(one),
    }  # fmt: skip


_UPSERT = sa.text(
    "INSERT INTO message (id, tip_id, party_id, delivery, at, doc) "
    "VALUES (:id, :tip_id, :party_id, :delivery, :at, :doc) "
    "ON CONFLICT (id) DO UPDATE SET delivery = excluded.delivery, doc = excluded.doc"
)
