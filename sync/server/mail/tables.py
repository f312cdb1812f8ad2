"""Mails on their way out, the secret addresses to which parties answer, and mails that came in.

The addresses are hashed, as a copy of them opens nothing; of a mail that came in the bytes are a file of their own.
"""

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
    Column("confirmed", Text, nullable=False, server_default=""),
)  # fmt: skip
"""``confirmed``: the hash of the address from which somebody answered to it, so that it is theirs."""

mailbox = sa.Table("mailbox", metadata, Column("name", Text, primary_key=True), Column("doc", Text, nullable=False))

incoming = sa.Table("incoming_mail", metadata, Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False, unique=True), Column("mailbox", Text, nullable=False),
    Column("raw", Text, nullable=False, index=True), Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""), Column("at", Text, nullable=False),
    Column("sender", Text, nullable=False, server_default=""), Column("tip_id", Text, index=True),
    Column("party_id", Text), Column("decided_at", Text), Column("submission_id", Text, index=True),
    sa.Index("ix_incoming_mail_state_at", "state", "at"),
)  # fmt: skip
"""``key`` is what is the same of the same mail, ``raw`` the file with its bytes or nothing once it was forgotten,
``sender`` a keyed hash. ``tip_id`` and ``party_id`` are whose it is or, while a person has to look, may be; so with
``submission_id``, of which nobody sees a mail who may not read it."""
