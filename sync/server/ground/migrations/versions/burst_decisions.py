"""What was decided of bursts of ratings, and why."""

import sqlalchemy as sa
from alembic import op

revision = "burst_decisions"
down_revision = "paper"
branch_labels = None
depends_on = None


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "rating_burst_decision",
        _text("id"),
        _text("burst_id"),
        _text("at"),
        _text("by"),
        _text("what"),
        _text("reason"),
        sa.ForeignKeyConstraint(["burst_id"], ["rating_burst.id"], name=op.f("fk_rating_burst_decision_burst_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_burst_decision")),
    )
    op.create_index(op.f("ix_rating_burst_decision_burst_id"), "rating_burst_decision", ["burst_id"])
