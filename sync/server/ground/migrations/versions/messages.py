"""Parties of tips and their messages. Who sent a tip of before is a party of it, and the devices hear of that."""

import json

import sqlalchemy as sa
from alembic import op

revision = "messages"
down_revision = "page_sessions"
branch_labels = None
depends_on = None

_BATCH = 1_000


def upgrade() -> None:
    op.create_table(
        "party",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tip_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_party_tip_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    op.create_index("ix_party_tip_id", "party", ["tip_id"])
    op.create_table(
        "message",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tip_id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_message_party_id")),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_message_tip_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index("ix_message_tip_id", "message", ["tip_id"])
    _name_the_senders(op.get_bind())


def _name_the_senders(connection: sa.Connection) -> None:
    senders = sa.text(
        "SELECT tip.id, tip.doc, contact.doc AS contact FROM contact JOIN tip ON tip.id = contact.tip_id "
        "WHERE tip.id > :last ORDER BY tip.id LIMIT :many"
    )
    last = ""
    while rows := connection.execute(senders, {"last": last, "many": _BATCH}).all():
        for row in rows:
            contact = json.loads(row.contact)
            way = "mail" if contact.get("email") else "call" if contact.get("phone") else ""
            if way:
                doc = json.loads(row.doc) | {"parties": [{"id": row.id, "way": way}]}
                _write(connection, row.id, json.dumps(doc, ensure_ascii=False, separators=(",", ":")))
        last = rows[-1].id


def _write(connection: sa.Connection, tip_id: str, doc: str) -> None:
    insert = "INSERT INTO party (id, tip_id, kind) VALUES (:id, :id, 'sender')"
    connection.execute(sa.text(insert), {"id": tip_id})
    connection.execute(sa.text("UPDATE tip SET doc = :doc WHERE id = :id"), {"id": tip_id, "doc": doc})
    here = "SELECT scope FROM feed WHERE kind = 'tip' AND row_id = :id AND NOT gone"
    for scope in connection.execute(sa.text(here), {"id": tip_id}).scalars().all():
        named = {"id": tip_id, "scope": scope, "doc": doc}
        connection.execute(sa.text("UPDATE scope SET head = head + 1 WHERE id = :scope"), named)
        moved = (
            "UPDATE feed SET doc = :doc, seq = (SELECT head FROM scope WHERE id = :scope) "
            "WHERE kind = 'tip' AND row_id = :id AND scope = :scope"
        )
        connection.execute(sa.text(moved), named)
