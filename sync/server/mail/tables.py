"""Mails on their way out, and the secret addresses to which parties answer: hashed, as a copy of them opens nothing."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Text

from sync.server.ground.metadata import metadata

mailing = sa.Table("mailing", metadata,
    Column("message_id", Text, ForeignKey("message.id"), primary_key=True),
    Column("tip_id", Text, ForeignKey("tip.id"), nullable=False, index=True),
    Column("mail_id", Text, nullable=False, unique=True),
)  # fmt: skip

reply_address = sa.Table("reply_address", metadata, Column("hash", Text, primary_key=True),
    Column("tip_id", Text, ForeignKey("tip.id"), nullable=False, index=True),
    Column("party_id", Text, ForeignKey("party.id"), nullable=False),
)  # fmt: skip
