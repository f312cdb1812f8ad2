"""Which receipts nobody can read, and how much of such work was taken from whom."""

import sqlalchemy as sa
from alembic import op

revision = "aside_use"
down_revision = "jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("receipt", sa.Column("odd", sa.Boolean(), nullable=False, server_default=sa.false()))
    receipt = sa.table("receipt", sa.column("odd"), sa.column("verdict"))
    op.execute(sa.update(receipt).where(receipt.c.verdict.contains('"rejected"')).values(odd=sa.true()))
    op.create_table(
        "aside_use",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("operations", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aside_use")),
    )
    op.create_index("ix_aside_use_officer_id_at", "aside_use", ["officer_id", "at"])
