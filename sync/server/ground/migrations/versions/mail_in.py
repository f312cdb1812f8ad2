"""Mails that came in, the mailboxes that they come from, and whose an address was shown to be."""

import sqlalchemy as sa
from alembic import op

revision = "mail_in"
down_revision = "mail"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reply_address", sa.Column("confirmed", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "mailbox",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_mailbox"),
    )
    op.create_table(
        "incoming_mail",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False, server_default=""),
        sa.Column("tip_id", sa.Text(), nullable=True),
        sa.Column("party_id", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_incoming_mail"),
        sa.UniqueConstraint("key", name="uq_incoming_mail_key"),
    )
    op.create_index("ix_incoming_mail_raw", "incoming_mail", ["raw"])
    op.create_index("ix_incoming_mail_tip_id", "incoming_mail", ["tip_id"])
    op.create_index("ix_incoming_mail_state_at", "incoming_mail", ["state", "at"])
