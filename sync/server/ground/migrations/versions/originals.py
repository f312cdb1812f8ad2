"""The original of a photo belongs to the party that sent it."""

import sqlalchemy as sa
from alembic import op

revision = "originals"
down_revision = "joining"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("intake_photo", sa.Column("party_id", sa.Text(), nullable=True))
    op.execute("UPDATE intake_photo SET party_id = tip_id")
