"""Mails of what is no tip are known as its, so that nobody else reads them while they wait."""

import sqlalchemy as sa
from alembic import op

revision = "submission_mails"
down_revision = "classes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incoming_mail", sa.Column("submission_id", sa.Text()))
    op.create_index(op.f("ix_incoming_mail_submission_id"), "incoming_mail", ["submission_id"])
