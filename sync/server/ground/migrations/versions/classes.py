"""Waves that are classes of a school: how many pupils, and until when their code is one."""

import sqlalchemy as sa
from alembic import op

revision = "classes"
down_revision = "duty_pairs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("paper_wave", sa.Column("pupils", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("paper_wave", sa.Column("until", sa.Text(), nullable=False, server_default=""))
