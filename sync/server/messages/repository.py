"""Parties and messages, read and written at the server."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.messages.domain import Delivery, Door, Message, Party
from sync.server.ground.among import among
from sync.server.ground.documents import parse, render
from sync.server.messages.tables import message, party
from sync.server.tips.tables import tip


def add_parties(connection: Connection, parties: Iterable[tuple[str, Party]]) -> None:
    """Write new parties, each with its tip's id."""
    rows = [{"id": one.id, "tip_id": tip_id, "kind": one.kind.value, "body_id": one.body_id} for tip_id, one in parties]
    if rows:
        connection.execute(sa.insert(party), rows)


def write(connection: Connection, messages: Iterable[Message]) -> None:
    """Write messages, new ones and those of which something else became; later ones over earlier ones."""
    rows = [_row(one) for one in {one.id: one for one in messages}.values()]
    if rows:
        connection.execute(_UPSERT, rows)


def queued(connection: Connection) -> list[Message]:
    """Every message that waits to go out by mail."""
    docs = connection.execute(sa.select(message.c.doc).where(message.c.delivery == Delivery.QUEUED.value)).scalars()
    return [one for one in (parse(doc, Message) for doc in docs) if one.door is Door.MAIL]


def message_of(connection: Connection, message_id: str) -> Message | None:
    """The message of that id. Its tip is locked."""
    doc = connection.execute(sa.select(message.c.doc).where(message.c.id == message_id)).scalar()
    return None if doc is None else parse(doc, Message)


def known(connection: Connection, message_ids: Sequence[str]) -> dict[str, str]:
    """The tip of each of these messages that there is."""
    query = sa.select(message.c.id, message.c.tip_id).where(among(message.c.id, message_ids))
    return {row.id: row.tip_id for row in connection.execute(query)} if message_ids else {}


def place_of(connection: Connection, party_id: str) -> tuple[str, str] | None:
    """The tip of a party and the scope where it lies; the tip is locked, so that it stays there."""
    query = sa.select(tip.c.id, tip.c.scope).join(party, party.c.tip_id == tip.c.id).where(party.c.id == party_id)
    row = connection.execute(query.with_for_update(of=tip)).first()
    return None if row is None else (row.id, row.scope)


def parties_of_body(connection: Connection, body_id: str) -> list[tuple[str, str]]:
    """Where a body is a party of a tip that devices have: the tip and the party, sorted."""
    query = sa.select(party.c.tip_id, party.c.id).join(tip, tip.c.id == party.c.tip_id)
    rows = connection.execute(query.where(party.c.body_id == body_id, tip.c.archived.is_(False)))
    return sorted((row.tip_id, row.id) for row in rows)


def waiting_of(connection: Connection, tip_ids: Sequence[str]) -> list[Message]:
    """The messages of these tips that are held, or wait to leave or to be told. Their tips are locked."""
    states = (Delivery.HELD.value, Delivery.QUEUED.value)
    query = sa.select(message.c.doc).where(among(message.c.tip_id, tip_ids), message.c.delivery.in_(states))
    return (
        [parse(doc, Message) for doc in connection.execute(query.order_by(message.c.id)).scalars()] if tip_ids else []
    )


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
