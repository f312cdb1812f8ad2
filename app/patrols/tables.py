"""The device's copy of patrol notes and walks."""

from sqlalchemy import Column, Float, Index, LargeBinary, Table, Text

from app.db.metadata import metadata

patrol_note = Table(
    "patrol_note",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("district_id", Text, nullable=False),
    Column("doc", LargeBinary, nullable=False),
    Index("ix_patrol_note_at", "at"),
)

patrol = Table(
    "patrol",
    metadata,
    Column("id", Text, primary_key=True),
    Column("by", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("doc", LargeBinary, nullable=False),
    Index("ix_patrol_by", "by", "started_at"),
)

track_fix = Table(
    "track_fix",
    metadata,
    Column("patrol_id", Text, primary_key=True),
    Column("at", Float, primary_key=True),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("accuracy", Float),
    Index("ix_track_fix_at", "at"),
    sqlite_with_rowid=False,
)
"""Fixes of this officer's receiver; seconds since 1970 UTC, degrees, metres. Never sent."""
