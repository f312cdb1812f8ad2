"""What residents are told of their officer, and what the city pledges."""

import sqlalchemy as sa
from alembic import op

revision = "cards"
down_revision = "published"
branch_labels = None
depends_on = None


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "officer_card",
        _text("officer_id"),
        sa.Column("shows_name", sa.Boolean(), nullable=False),
        _text("portrait"),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        _text("doc"),
        sa.ForeignKeyConstraint(["officer_id"], ["account.id"], name=op.f("fk_officer_card_officer_id")),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_officer_card")),
    )
    op.create_index("ix_officer_card_portrait", "officer_card", ["portrait"])
    op.create_table(
        "district_priority",
        _text("id"),
        _text("district_id"),
        _text("at"),
        _text("doc"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district_priority")),
    )
    op.create_index("ix_district_priority_district_id", "district_priority", ["district_id"])
    op.create_table(
        "pledge",
        _text("id"),
        _text("doc"),
        _text("figure"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
    )
