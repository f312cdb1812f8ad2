"""Events; hours of cards and what was done for a priority as parts, portraits that are hidden before they go."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "events"
down_revision = "originals"
branch_labels = None
depends_on = None

_MOST = 200
_CARD = sa.table("officer_card", sa.column("officer_id", sa.Text()), sa.column("doc", sa.Text()))
_PRIORITY = sa.table("district_priority", sa.column("id", sa.Text()), sa.column("doc", sa.Text()))


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "event",
        _text("id"),
        _text("district_id"),
        _text("from_at"),
        _text("to_at"),
        _text("announced_at"),
        _text("doc"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_to_at", "event", ["to_at"])
    op.add_column("officer_card", sa.Column("hidden_at", sa.Text(), nullable=True))
    _rewrite(_CARD, _CARD.c.officer_id, _card)
    _rewrite(_PRIORITY, _PRIORITY.c.id, _priority)


def _rewrite(table: Any, key: Any, change: Any) -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(key.label("key"), table.c.doc)).all():
        doc = json.dumps(change(json.loads(row.doc)), ensure_ascii=False)
        connection.execute(sa.update(table).where(key == row.key).values(doc=doc))


def _card(doc: dict[str, Any]) -> dict[str, Any]:
    """Hours were lines in words of their own: they are kept as the words below the hours."""
    lines = doc.pop("hours", [])
    return doc | ({"note": "; ".join(lines)[:_MOST]} if lines else {})


def _priority(doc: dict[str, Any]) -> dict[str, Any]:
    done = doc.pop("done", "")
    return doc | ({"done": [{"day": doc["at"][:10], "text": done}]} if done else {})
