"""An index of the tips whose parties have to be called."""

import sqlalchemy as sa
from alembic import op

revision = "called"
down_revision = "surface"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with_calls = sa.text("""instr(doc, CAST('"calls"' AS BLOB)) > 0""")
    op.create_index("ix_tip_called", "tip", ["n"], sqlite_where=with_calls)
