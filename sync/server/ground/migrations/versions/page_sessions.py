"""What a person can be told of the sessions of their pages, as columns of tokens."""

import sqlalchemy as sa
from alembic import op

revision = "page_sessions"
down_revision = "aside_use"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("session_id", "opened_at", "seen_at", "address", "agent"):
        op.add_column("token", sa.Column(name, sa.Text(), nullable=True))
    op.create_index("ix_token_officer_id", "token", ["officer_id"])
