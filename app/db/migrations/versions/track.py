"""Where this officer went on patrol: fixes of the receiver, on this device alone and for fourteen days."""

import sqlalchemy as sa
from alembic import op

revision = "track"
down_revision = "briefs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "track_fix",
        sa.Column("patrol_id", sa.Text, primary_key=True),
        sa.Column("at", sa.Float, primary_key=True),
        sa.Column("lat", sa.Float, nullable=False),
        sa.Column("lon", sa.Float, nullable=False),
        sa.Column("accuracy", sa.Float),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_track_fix_at", "track_fix", ["at"])
