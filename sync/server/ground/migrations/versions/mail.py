"""Mails on their way out, and the addresses to which parties answer.."""

import sqlalchemy as sa
from alembic import op

revision = "mail"
down_revision = "intake"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailing",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("tip_id", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_mailing_message_id")),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_mailing_tip_id")),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_mailing")),
        sa.UniqueConstraint("mail_id", name=op.f("uq_mailing_mail_id")),
    )
    op.create_index("ix_mailing_tip_id", "mailing", ["tip_id"])
    op.create_table(
        "reply_address",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("tip_id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_reply_address_party_id")),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_reply_address_tip_id")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_reply_address")),
    )
    op.create_index("ix_reply_address_tip_id", "reply_address", ["tip_id"])
