"""Who gets news by mail, and of what."""

import sqlalchemy as sa
from alembic import op

revision = "news"
down_revision = "events"
branch_labels = None
depends_on = None


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "news_reader",
        _text("id"),
        _text("who"),
        _text("email"),
        _text("language"),
        _text("leave"),
        _text("asked_at"),
        _text("edition"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_reader")),
        sa.UniqueConstraint("who", name=op.f("uq_news_reader_who")),
        sa.UniqueConstraint("leave", name=op.f("uq_news_reader_leave")),
    )
    op.create_table(
        "news_topic",
        _text("id"),
        _text("reader_id"),
        _text("district_id"),
        _text("street"),
        _text("confirm"),
        _text("asked_at"),
        sa.Column("confirmed_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["reader_id"], ["news_reader.id"], name=op.f("fk_news_topic_reader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_topic")),
        sa.UniqueConstraint("confirm", name=op.f("uq_news_topic_confirm")),
    )
    op.create_index("ix_news_topic_reader_id", "news_topic", ["reader_id"])
