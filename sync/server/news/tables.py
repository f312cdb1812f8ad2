"""Who gets news by mail, and of what. The addresses stand here and nowhere else; moments are UTC text of one width."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Text

from sync.server.ground.metadata import metadata

news_reader = sa.Table("news_reader", metadata, Column("id", Text, primary_key=True),
    Column("who", Text, nullable=False, unique=True), Column("email", Text, nullable=False),
    Column("language", Text, nullable=False), Column("leave", Text, nullable=False, unique=True),
    Column("asked_at", Text, nullable=False), Column("edition", Text, nullable=False),
)  # fmt: skip
"""``who`` is a keyed hash of the address, ``leave`` the hash of the link by which news end, ``asked_at`` when the last
mail was due that asks for a confirmation, ``edition`` the last one that was told."""

news_topic = sa.Table("news_topic", metadata, Column("id", Text, primary_key=True),
    Column("reader_id", Text, ForeignKey("news_reader.id"), nullable=False, index=True),
    Column("district_id", Text, nullable=False), Column("street", Text, nullable=False),
    Column("confirm", Text, nullable=False, unique=True), Column("asked_at", Text, nullable=False),
    Column("confirmed_at", Text),
)  # fmt: skip
"""News of a district, or of a street where one is named; ``confirm`` is the hash of the link that confirms it."""
