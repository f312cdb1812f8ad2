"""The device's copy of patrol notes and walks."""

from sqlalchemy import Column, Index, LargeBinary, Table, Text

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
