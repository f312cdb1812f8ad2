"""The device's copy of the cells of the safety surface."""

from sqlalchemy import Column, LargeBinary, Table, Text

from app.db.metadata import metadata

cell = Table(
    "cell",
    metadata,
    Column("id", Text, primary_key=True),
    Column("part", Text, nullable=False),
    Column("doc", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
