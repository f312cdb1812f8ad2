"""Mails of what is no tip are known as its, so that nobody else reads them; those of before by what is made of them."""

import json

import sqlalchemy as sa
from alembic import op

revision = "submission_mails"
down_revision = "classes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incoming_mail", sa.Column("submission_id", sa.Text()))
    op.create_index(op.f("ix_incoming_mail_submission_id"), "incoming_mail", ["submission_id"])
    connection = op.get_bind()
    belong = sa.text("UPDATE incoming_mail SET submission_id = :submission WHERE id = :mail AND state <> 'erased'")
    for row in connection.execute(sa.text("SELECT id, doc FROM submission")).all():
        for mail in json.loads(row.doc).get("mails", ()):
            connection.execute(belong, {"submission": row.id, "mail": mail})
