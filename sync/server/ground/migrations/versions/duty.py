"""Absences, swaps, and the duties that were made of them."""

import sqlalchemy as sa
from alembic import op

revision = "duty"
down_revision = "bodies"
branch_labels = None
depends_on = None


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "absence",
        _text("id"),
        _text("officer_id"),
        _text("kind"),
        _text("cover_id"),
        _text("from_at"),
        _text("to_at"),
        _text("planned_to"),
        _text("made_by"),
        _text("made_at"),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["account.id"], name=op.f("fk_absence_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_officer_id", "absence", ["officer_id"])
    op.create_table(
        "duty_swap",
        _text("id"),
        _text("first_id"),
        _text("second_id"),
        _text("from_at"),
        _text("to_at"),
        _text("planned_to"),
        _text("made_by"),
        _text("made_at"),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["first_id"], ["account.id"], name=op.f("fk_duty_swap_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["account.id"], name=op.f("fk_duty_swap_second_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_swap")),
    )
    op.create_table(
        "planned_cover",
        _text("duty_id"),
        _text("absence_id"),
        _text("swap_id"),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_planned_cover_duty_id")),
        sa.PrimaryKeyConstraint("duty_id", name=op.f("pk_planned_cover")),
    )
