"""Numbered sheets of paper and the batches in which they are entered."""

import sqlalchemy as sa
from alembic import op

revision = "sheets"
down_revision = "remarks"
branch_labels = None
depends_on = None


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "paper_batch",
        _text("id"),
        _text("name"),
        _text("day"),
        _text("made_at"),
        _text("made_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_batch")),
    )
    op.create_table(
        "paper_sheet",
        _text("code"),
        _text("print_id"),
        _text("district_id"),
        _text("language"),
        _text("places"),
        _text("made_at"),
        _text("batch_id", nullable=True),
        _text("rows"),
        _text("entered_at", nullable=True),
        _text("entered_by", nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["paper_batch.id"], name=op.f("fk_paper_sheet_batch_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_paper_sheet")),
    )
    op.create_index(op.f("ix_paper_sheet_print_id"), "paper_sheet", ["print_id"])
    op.create_index(op.f("ix_paper_sheet_batch_id"), "paper_sheet", ["batch_id"])
