"""The device's copy of tips and their children: documents as they came, and the columns that lists need."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text, text

from app.db.metadata import metadata

FACTS = "<qqdd12s"
"""What lists need of a tip, packed by ``struct``: created and deadline in milliseconds since 1970 (``NEVER``: none),
latitude and longitude in degrees (NaN: none), status. With the ids it lies in an index that holds no documents."""
NEVER = 1 << 62
"""The deadline of a tip without one, in milliseconds: after all others."""

HAS_PROMISES = """instr(doc, CAST('"promises"' AS BLOB)) > 0"""
"""Which documents may have open promises: a key stands so in a document, hardly ever a text of its own."""

HAS_CALLS = """instr(doc, CAST('"calls"' AS BLOB)) > 0"""
"""Which documents may have calls that are owed."""

tip = Table(
    "tip",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("district_id", Text, nullable=False),
    Column("holder_id", Text, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("gone", Integer, nullable=False, server_default=text("0")),
    Column("indexed", Integer, nullable=False, server_default=text("0")),
    Column("doc", LargeBinary, nullable=False),
    Index("ix_tip_facts", "gone", "n", "id", "district_id", "holder_id", "facts"),
    Index("ix_tip_unindexed", "n", sqlite_where=text("indexed = 0")),
    Index("ix_tip_promised", "n", sqlite_where=text(HAS_PROMISES)),
    Index("ix_tip_called", "n", sqlite_where=text(HAS_CALLS)),
)

tip_letters = Table(
    "tip_letters",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("letters", Integer, nullable=False),
)
"""With which letters the words begin by which a tip is found, beside the index of the words themselves."""

note = Table(
    "note",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tip_id", Text, nullable=False),
    Column("doc", LargeBinary, nullable=False),
    Index("ix_note_tip", "tip_id"),
)

message = Table(
    "message",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tip_id", Text, nullable=False),
    Column("doc", LargeBinary, nullable=False),
    Index("ix_message_tip", "tip_id"),
)

photo = Table(
    "photo",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tip_id", Text),
    Column("patrol_note_id", Text),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("doc", LargeBinary, nullable=False),
    Index("ix_photo_tip", "tip_id"),
    Index("ix_photo_patrol_note", "patrol_note_id"),
    Index("ix_photo_sha256", "sha256"),
)

contact = Table(
    "contact",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tip_id", Text, nullable=False),
    Column("doc", LargeBinary, nullable=False),
    Index("ix_contact_tip", "tip_id"),
)

story = Table(
    "story",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tip_id", Text, nullable=False),
    Column("doc", LargeBinary, nullable=False),
    Index("ix_story_tip", "tip_id"),
)

read_mark = Table(
    "read_mark",
    metadata,
    Column("tip_id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    sqlite_with_rowid=False,
)
