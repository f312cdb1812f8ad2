"""The bodies to which tips are forwarded, and which of them a party is."""

import sqlalchemy as sa
from alembic import op

revision = "bodies"
down_revision = "cards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "body",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
    )
    op.add_column("party", sa.Column("body_id", sa.Text(), nullable=False, server_default=""))
