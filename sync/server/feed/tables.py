"""The state feed: one row per row and scope, its counters, and what was erased for good.

Moments are UTC text of one width, documents JSON text.
"""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Index, Text

from sync.server.ground.metadata import metadata

scope = sa.Table("scope", metadata, Column("id", Text, primary_key=True), Column("head", BigInteger, nullable=False),
    Column("purged", BigInteger, nullable=False, server_default="0"),
)  # fmt: skip

feed = sa.Table(
    "feed",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("row_id", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("root_id", Text, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("doc", Text),
    Column("at", Text, nullable=False),
    Index("uq_feed_scope_seq", "scope", "seq", unique=True),
    Index("ix_feed_root_id", "root_id"),
)

erased = sa.Table("erased", metadata, Column("row_id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False, unique=True), Column("at", Text, nullable=False),
)  # fmt: skip
