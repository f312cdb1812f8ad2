"""Parties of tips and their messages. Moments are UTC text of one width, documents JSON text."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Text

from sync.server.ground.metadata import metadata

party = sa.Table("party", metadata, Column("id", Text, primary_key=True),
    Column("tip_id", Text, ForeignKey("tip.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False), Column("body_id", Text, nullable=False, server_default=""),
)  # fmt: skip

message = sa.Table("message", metadata, Column("id", Text, primary_key=True),
    Column("tip_id", Text, ForeignKey("tip.id"), nullable=False, index=True),
    Column("party_id", Text, ForeignKey("party.id"), nullable=False),
    Column("delivery", Text), Column("at", Text, nullable=False), Column("doc", Text, nullable=False),
)  # fmt: skip
