"""Secret addresses by which duty stands in calendar programs."""

import sqlalchemy as sa
from alembic import op

revision = "duty_calendars"
down_revision = "burst_decisions"
branch_labels = None
depends_on = None


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "duty_calendar",
        _text("id"),
        _text("hash"),
        _text("officer_id"),
        _text("district_id"),
        _text("language"),
        _text("made_by"),
        _text("made_at"),
        sa.Column("revoked_at", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_calendar")),
        sa.UniqueConstraint("hash", name=op.f("uq_duty_calendar_hash")),
    )
