"""What becomes of the remarks of ratings; those that are there wait."""

import sqlalchemy as sa
from alembic import op

revision = "remarks"
down_revision = "duty_calendars"
branch_labels = None
depends_on = None


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "rating_remark",
        _text("rating_id"),
        _text("state"),
        _text("came_at"),
        _text("decided_by", nullable=True),
        _text("decided_at", nullable=True),
        sa.ForeignKeyConstraint(["rating_id"], ["rating.id"], name=op.f("fk_rating_remark_rating_id")),
        sa.PrimaryKeyConstraint("rating_id", name=op.f("pk_rating_remark")),
    )
    op.create_index("ix_rating_remark_state_came_at", "rating_remark", ["state", "came_at"])
    op.execute(
        "INSERT INTO rating_remark (rating_id, state, came_at) "
        "SELECT id, 'waiting', received_at FROM rating WHERE remark <> ''"
    )
