"""Ratings of residents, bursts of them, and what was published."""

import sqlalchemy as sa
from alembic import op

revision = "ratings"
down_revision = "messages"
branch_labels = None
depends_on = None


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=nullable)


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.BigInteger(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "rating_burst",
        _text("id"),
        _number("cell"),
        _text("first"),
        _text("last"),
        _number("most_in_a_day"),
        _number("believed"),
        sa.Column("baseline_per_day", sa.Float(), nullable=False),
        _text("found_at"),
        sa.Column("is_aside", sa.Boolean(), nullable=False),
        _text("decided_by", nullable=True),
        _text("decided_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_burst")),
    )
    op.create_table(
        "rating",
        _text("id"),
        _number("respondent"),
        _number("cell"),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("is_snapped", sa.Boolean(), nullable=False),
        _text("part"),
        _text("answer"),
        _text("frequency", nullable=True),
        _text("tags"),
        _text("age", nullable=True),
        _text("sex", nullable=True),
        _text("remark"),
        _text("channel"),
        _text("source"),
        _text("at"),
        _text("received_at"),
        _text("code", nullable=True),
        _text("replaced_by", nullable=True),
        _text("burst_id", nullable=True),
        sa.ForeignKeyConstraint(["burst_id"], ["rating_burst.id"], name=op.f("fk_rating_burst_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("code", name=op.f("uq_rating_code")),
    )
    op.create_index("ix_rating_burst_id", "rating", ["burst_id"])
    op.create_index("ix_rating_respondent_cell_part", "rating", ["respondent", "cell", "part"])
    op.create_index("ix_rating_is_snapped_at", "rating", ["is_snapped", "at"])
    op.create_table(
        "rater",
        sa.Column("respondent", sa.BigInteger(), autoincrement=False, nullable=False),
        _number("ratings"),
        sa.PrimaryKeyConstraint("respondent", name=op.f("pk_rater")),
    )
    op.create_table(
        "rating_release",
        _text("month"),
        _text("made_at"),
        _text("lines"),
        _text("basis"),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_rating_release")),
    )
