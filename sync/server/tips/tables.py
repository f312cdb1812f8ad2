"""Tips and what hangs on them. Moments are UTC text of one width, documents JSON text."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Text

from sync.server.ground.metadata import BigKey, metadata

tip = sa.Table(
    "tip",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("archived", Boolean, nullable=False),
    Column("title", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("district_id", Text, nullable=False),
    Column("holder_id", Text),
    Column("channel", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("created_at", Text, nullable=False),
    Column("deadline", Text),
    Column("closed_at", Text),
    Column("version", BigInteger, nullable=False),
    Column("doc", Text, nullable=False),
    Index("ix_tip_district_id_status", "district_id", "status"),
    Index("ix_tip_holder_id_status", "holder_id", "status"),
    Index("ix_tip_lat_lon", "lat", "lon"),
    Index("ix_tip_archived_closed_at", "archived", "closed_at"),
    Index("ix_tip_created_at_id_archived_scope", "created_at", "id", "archived", "scope"),
)

tip_words = sa.Table(
    "tip_words",
    metadata,
    Column("n", BigKey, primary_key=True, autoincrement=True),
    Column("tip_id", Text, ForeignKey("tip.id"), nullable=False, unique=True),
    Column("words", Text, nullable=False),
)
"""The folded words of each tip, written only by ``sync.server.tips.search.repository``."""

KEPT_APART = ("tip_match",)
"""What each database makes of the words for itself: an index of PostgreSQL's, a virtual table of SQLite's."""

note = sa.Table("note", metadata, Column("id", Text, primary_key=True),
    Column("tip_id", Text, ForeignKey("tip.id"), nullable=False, index=True),
    Column("at", Text, nullable=False), Column("doc", Text, nullable=False),
)  # fmt: skip

contact = sa.Table("contact", metadata, Column("tip_id", Text, ForeignKey("tip.id"), primary_key=True),
    Column("doc", Text, nullable=False),
)  # fmt: skip

story = sa.Table(
    "story",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tip_id", Text, ForeignKey("tip.id"), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Index("ix_story_tip_id_position", "tip_id", "position"),
)
