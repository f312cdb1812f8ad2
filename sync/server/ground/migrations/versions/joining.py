"""A link belongs to a party of a tip; tips are found by where they lie."""

import sqlalchemy as sa
from alembic import op

revision = "joining"
down_revision = "duty"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tip_link", sa.Column("party_id", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE tip_link SET party_id = tip_id")
    op.create_index("ix_tip_lat_lon", "tip", ["lat", "lon"])
