"""Photos: the rows, running uploads, sealed originals and who has shown to hold their bytes.

Moments are UTC text of one width, documents JSON text.
"""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Text

from sync.server.ground.metadata import metadata

photo = sa.Table(
    "photo",
    metadata,
    Column("id", Text, primary_key=True),
    Column("root_id", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("doc", Text, nullable=False),
    Index("ix_photo_root_id", "root_id"),
    Index("ix_photo_sha256", "sha256"),
)
"""What people say of their photos. A row alone opens no bytes."""

upload = sa.Table(
    "upload",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("device_id", Text, ForeignKey("device.id"), nullable=False),
    Column("expires_at", Text, nullable=False),
)

possession = sa.Table(
    "possession",
    metadata,
    Column("officer_id", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("device_id", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    Index("ix_possession_sha256", "sha256"),
)
"""Who has sent all bytes of a hash themselves: only a photo of theirs lets others, or them, read the original."""

original = sa.Table("original", metadata, Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False), Column("media_type", Text, nullable=False),
    Column("sealed_at", Text, nullable=False),
)  # fmt: skip
