"""Of what the cells of the safety surface were made."""

import sqlalchemy as sa
from alembic import op

revision = "surface"
down_revision = "bodies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "surface",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("doc", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
