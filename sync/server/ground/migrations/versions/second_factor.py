"""Codes of an authenticator beside a password."""

import sqlalchemy as sa
from alembic import op

revision = "second_factor"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "second_factor",
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["account.id"], name=op.f("fk_second_factor_officer_id")),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_second_factor")),
    )
