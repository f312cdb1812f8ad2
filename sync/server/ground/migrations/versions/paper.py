"""Waves of papers, by whose codes ratings and tips come."""

import sqlalchemy as sa
from alembic import op

revision = "paper"
down_revision = "submissions"
branch_labels = None
depends_on = None


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "paper_wave",
        _text("code"),
        _text("name"),
        _text("day"),
        _text("district_id"),
        _text("made_at"),
        sa.Column("tips", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_paper_wave")),
    )
    op.create_index("ix_rating_source", "rating", ["source"])
