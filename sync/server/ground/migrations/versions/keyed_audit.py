"""Scopes, quotas and ends of the keys of programs; where from something was done, in the audit."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "keyed_audit"
down_revision = "photo_possession"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit", sa.Column("address", sa.Text(), nullable=False, server_default=""))
    for name in ("scopes", "expires_at", "hour", "day"):
        op.add_column("api_key", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in ("per_hour", "per_day", "in_hour", "in_day"):
        op.add_column("api_key", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("api_key", sa.Column("used_at", sa.Text()))
    year = (datetime.now(UTC) + timedelta(days=365)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    key = sa.table("api_key", *(sa.column(name) for name in ("scopes", "expires_at", "per_hour", "per_day")))
    op.execute(sa.update(key).values(scopes="tips.file", expires_at=year, per_hour=600, per_day=5_000))
    op.create_table(
        "key_tip",
        sa.Column("tip_id", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tip_id", name=op.f("pk_key_tip")),
    )
