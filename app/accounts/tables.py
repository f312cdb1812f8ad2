"""Officers as the server knows them, and this device's own identity and settings."""

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, Table, Text

from app.db.metadata import metadata

officer = Table(
    "officer",
    metadata,
    Column("id", Text, primary_key=True),
    Column("doc", LargeBinary, nullable=False),
)

identity = Table(
    "identity",
    metadata,
    Column("only", Integer, CheckConstraint("only = 1", name="ck_identity_only"), primary_key=True),
    Column("doc", LargeBinary, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
