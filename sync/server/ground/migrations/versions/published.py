"""Documents that anybody may read."""

import sqlalchemy as sa
from alembic import op

revision = "published"
down_revision = "intake_photos"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_document",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_public_document"),
    )
