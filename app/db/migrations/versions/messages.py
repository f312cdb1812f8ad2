"""A table for the messages of tips."""

import sqlalchemy as sa
from alembic import op

revision = "messages"
down_revision = "promised"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("tip_id", sa.Text, nullable=False),
        sa.Column("doc", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_message_tip", "message", ["tip_id"])
