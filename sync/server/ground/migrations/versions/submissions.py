"""What residents send that is no tip."""

import sqlalchemy as sa
from alembic import op

revision = "submissions"
down_revision = "shown_photos"
branch_labels = None
depends_on = None


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "submission",
        _text("id"),
        _text("number"),
        _text("kind"),
        _text("state"),
        _text("came_at"),
        _text("due"),
        _text("reader_id", nullable=True),
        _text("closed_at", nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        _text("doc"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("number", name=op.f("uq_submission_number")),
    )
    op.create_index(op.f("ix_submission_closed_at"), "submission", ["closed_at"])
    op.create_index("ix_submission_state_due", "submission", ["state", "due"])
    op.create_table(
        "submission_about",
        _text("submission_id"),
        _text("officer_id"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_submission_about_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", "officer_id", name=op.f("pk_submission_about")),
    )
    op.create_table(
        "submission_link",
        _text("hash"),
        _text("submission_id"),
        _text("number"),
        _text("language"),
        _text("made_at"),
        sa.Column("own", sa.Boolean(), nullable=False),
        _text("party_id"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_submission_link_submission_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_submission_link")),
    )
    op.create_index(op.f("ix_submission_link_submission_id"), "submission_link", ["submission_id"])
    op.create_table(
        "submission_photo",
        _text("id"),
        _text("submission_id"),
        sa.Column("position", sa.BigInteger(), nullable=False),
        _text("media_type"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("shown", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_submission_photo_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_photo")),
    )
    op.create_index(op.f("ix_submission_photo_submission_id"), "submission_photo", ["submission_id"])
