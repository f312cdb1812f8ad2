"""What is being written on this device. A spent row has lost its content and only keeps late jobs from reviving it."""

from sqlalchemy import Column, Integer, LargeBinary, Table, Text, text

from app.db.metadata import metadata

draft = Table(
    "draft",
    metadata,
    Column("feature", Text, primary_key=True),
    Column("sheet", Text, primary_key=True),
    Column("target", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("base", Integer),
    Column("version", Integer, nullable=False),
    Column("spent", Integer, nullable=False, server_default=text("0")),
    Column("content", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
