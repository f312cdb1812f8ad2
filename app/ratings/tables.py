"""The device's copy of the cells of the safety surface, and of what they were made of."""

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

surface = Table(
    "surface",
    metadata,
    Column("id", Text, primary_key=True),
    Column("doc", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
