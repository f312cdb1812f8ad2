"""Who goes with whom, and where two are needed."""

import sqlalchemy as sa
from alembic import op

revision = "duty_pairs"
down_revision = "sheets"
branch_labels = None
depends_on = None


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "duty_pair",
        _text("id"),
        _text("first_id"),
        _text("second_id"),
        _text("from_at"),
        _text("to_at"),
        _text("made_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_pair")),
        sa.ForeignKeyConstraint(["first_id"], ["account.id"], name=op.f("fk_duty_pair_first_id_account")),
        sa.ForeignKeyConstraint(["second_id"], ["account.id"], name=op.f("fk_duty_pair_second_id_account")),
    )
    op.create_table(
        "pair_district",
        _text("district_id"),
        sa.PrimaryKeyConstraint("district_id", name=op.f("pk_pair_district")),
    )
