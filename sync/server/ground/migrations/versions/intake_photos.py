"""Photos that residents send with a tip."""

import sqlalchemy as sa
from alembic import op

revision = "intake_photos"
down_revision = "mail_in"
branch_labels = None
depends_on = None

_MOST_BYTES = 15 * 1024 * 1024


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "intake_photo",
        _text("id"),
        _text("bag"),
        _text("drops"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("shown", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        _text("media_type"),
        _text("place"),
        _text("at"),
        _text("address"),
        sa.Column("clean", sa.LargeBinary(), nullable=True),
        _text("tip_id", nullable=True),
        _text("until", nullable=True),
        sa.CheckConstraint(
            f"length(data) <= {_MOST_BYTES} AND length(shown) <= {_MOST_BYTES}", name=op.f("ck_intake_photo_bytes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_photo")),
    )
    for column in ("bag", "at", "tip_id", "until"):
        op.create_index(f"ix_intake_photo_{column}", "intake_photo", [column])
    op.create_index("ix_intake_photo_address_at", "intake_photo", ["address", "at"])
