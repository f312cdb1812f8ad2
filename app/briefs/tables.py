"""The device's copy of its briefs."""

from sqlalchemy import Column, LargeBinary, Table, Text

from app.db.metadata import metadata

brief = Table(
    "brief",
    metadata,
    Column("id", Text, primary_key=True),
    Column("doc", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
