"""Photos of closed tips that people show, and categories of which nothing is shown."""

import json

import sqlalchemy as sa
from alembic import op

revision = "shown_photos"
down_revision = "news"
branch_labels = None
depends_on = None

_PRIVATE = ("noise", "drinking")


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "shown_photo",
        _text("photo_id"),
        _text("tip_id"),
        _text("name"),
        _text("cell"),
        _text("covers"),
        _text("mark"),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        _text("side"),
        _text("words"),
        _text("words_en"),
        sa.Column("to_parties", sa.Boolean(), nullable=False),
        sa.Column("to_all", sa.Boolean(), nullable=False),
        _text("by"),
        _text("decided_at"),
        sa.CheckConstraint("length(picture) <= 3145728", name="ck_shown_photo_picture"),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_shown_photo")),
    )
    op.create_index("ix_shown_photo_tip_id", "shown_photo", ["tip_id"])
    op.create_index("ix_shown_photo_name", "shown_photo", ["name"])
    connection = op.get_bind()
    for one in _PRIVATE:
        doc = connection.execute(sa.text("SELECT doc FROM category WHERE id = :id"), {"id": one}).scalar()
        if doc is not None:
            private = json.dumps(json.loads(doc) | {"private": True}, ensure_ascii=False, separators=(",", ":"))
            connection.execute(sa.text("UPDATE category SET doc = :doc WHERE id = :id"), {"doc": private, "id": one})
