"""Patrols and what was noted on them. Moments are UTC text of one width, documents JSON text."""

import sqlalchemy as sa
from sqlalchemy import Column, Index, Text

from sync.server.ground.metadata import metadata

patrol_note = sa.Table(
    "patrol_note",
    metadata,
    Column("id", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("district_id", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Index("ix_patrol_note_district_id_at", "district_id", "at"),
)

patrol = sa.Table(
    "patrol",
    metadata,
    Column("id", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("district_id", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("doc", Text, nullable=False),
    Index("ix_patrol_by_started_at", "by", "started_at"),
)
