"""An index of the tips with open promises."""

import sqlalchemy as sa
from alembic import op

revision = "promised"
down_revision = "drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with_promises = sa.text("""instr(doc, CAST('"promises"' AS BLOB)) > 0""")
    op.create_index("ix_tip_promised", "tip", ["n"], sqlite_where=with_promises)
