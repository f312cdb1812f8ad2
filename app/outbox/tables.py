"""The device's own changes. Never rewritten once sent; only a verdict and a later complete pull lets one go."""

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, Table, Text, text

from app.db.metadata import metadata

outbox = Table(
    "outbox",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("target", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("base", Integer),
    Column("payload", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
    Column("monotonic", Float, nullable=False),
    Column("first_sent_at", Text),
    Column("verdict", Text),
    Column("code", Text),
    Column("now", LargeBinary),
    Column("verdict_at", Text),
    Column("covered", Integer, nullable=False, server_default=text("0")),
    Column("dismissed", Integer, nullable=False, server_default=text("0")),
    Column("follows", Text),
    Index("ix_outbox_target", "target"),
    Index("ix_outbox_uncovered", "seq", sqlite_where=text("covered = 0")),
    Index("ix_outbox_unanswered", "seq", sqlite_where=text("verdict IS NULL")),
)

file_sent = Table(
    "file_sent",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("at", Text, nullable=False),
)
