"""Waves of papers. What comes by one is counted and nothing more: no tip and no rater is known by it."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Text

from sync.server.ground.metadata import metadata

paper_wave = sa.Table("paper_wave", metadata, Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False), Column("day", Text, nullable=False),
    Column("district_id", Text, nullable=False), Column("made_at", Text, nullable=False),
    Column("tips", BigInteger, nullable=False),
)  # fmt: skip
"""``tips`` is how many came by its code; a rating has the code as its ``source``."""
