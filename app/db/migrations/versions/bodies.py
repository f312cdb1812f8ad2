"""The bodies to which tips are forwarded."""

import sqlalchemy as sa
from alembic import op

revision = "bodies"
down_revision = "letters"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "body",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("doc", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
