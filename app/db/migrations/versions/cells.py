"""The cells of the safety surface."""

import sqlalchemy as sa
from alembic import op

revision = "cells"
down_revision = "messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cell",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("doc", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
