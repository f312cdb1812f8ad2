"""Addresses of calendars by the hash of their secret: of one officer or of one district, the other of the two empty."""

import sqlalchemy as sa
from sqlalchemy import Column, Text

from sync.server.ground.metadata import metadata

duty_calendar = sa.Table("duty_calendar", metadata, Column("id", Text, primary_key=True),
    Column("hash", Text, nullable=False, unique=True), Column("officer_id", Text, nullable=False),
    Column("district_id", Text, nullable=False), Column("language", Text, nullable=False),
    Column("made_by", Text, nullable=False), Column("made_at", Text, nullable=False), Column("revoked_at", Text),
)  # fmt: skip
