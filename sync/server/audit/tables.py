"""The audit: who did what, as a chain. Moments are UTC text of one width, documents JSON text."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Text

from sync.server.ground.metadata import metadata

audit = sa.Table(
    "audit",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("address", Text, nullable=False, server_default=""),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
