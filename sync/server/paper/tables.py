"""Waves of papers. What comes by one is counted and nothing more: no tip and no rater is known by it."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Text

from sync.server.ground.metadata import metadata

paper_wave = sa.Table("paper_wave", metadata, Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False), Column("day", Text, nullable=False),
    Column("district_id", Text, nullable=False), Column("made_at", Text, nullable=False),
    Column("tips", BigInteger, nullable=False), Column("pupils", BigInteger, nullable=False, server_default="0"),
    Column("until", Text, nullable=False, server_default=""),
)  # fmt: skip
"""``tips`` is how many came by its code; a rating has the code as its ``source``.

Of a class of a school: how many ``pupils`` it has, and the last day, ``until``, on which its code is one; else 0 and
empty."""
