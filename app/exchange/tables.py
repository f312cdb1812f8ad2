"""What the device knows of the server's feed: which row is here by which scope, and how far each scope was read."""

from sqlalchemy import Column, Integer, Table, Text

from app.db.metadata import metadata

membership = Table(
    "membership",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("row_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)

cursor = Table(
    "cursor",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    sqlite_with_rowid=False,
)

skipped = Table(
    "skipped",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("reader", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Kinds of which this app could not take in a row of a scope, and what it read that kind by (nothing: it knew none)."""

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
