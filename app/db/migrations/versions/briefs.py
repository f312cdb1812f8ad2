"""The briefs of who covers a district, and of who comes back to it."""

import sqlalchemy as sa
from alembic import op

revision = "briefs"
down_revision = "called"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brief",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("doc", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
