"""With which letters the words of tips begin: the index goes through all of them again."""

import sqlalchemy as sa
from alembic import op

revision = "letters"
down_revision = "cells"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tip_letters",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("letters", sa.Integer, nullable=False),
    )
    op.execute("UPDATE tip SET indexed = 0")
