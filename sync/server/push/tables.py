"""What devices sent: a receipt for each operation, and what could not be taken in.

Moments are UTC text of one width, documents JSON text.
"""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Text

from sync.server.ground.metadata import metadata

receipt = sa.Table(
    "receipt",
    metadata,
    Column("device_id", Text, ForeignKey("device.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("op_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("operation", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("offset_seconds", Float),
    Column("odd", Boolean, nullable=False, server_default=sa.false()),
    Index("ix_receipt_op_id", "op_id"),
)
"""``odd``: nobody can read the operation, or nobody was to send it: what it names is found by reading all of it."""

quarantine = sa.Table(
    "quarantine",
    metadata,
    Column("op_id", Text, primary_key=True),
    Column("device_id", Text, primary_key=True),
    Column("operation", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
)

aside_use = sa.Table(
    "aside_use",
    metadata,
    Column("id", Text, primary_key=True),
    Column("officer_id", Text, nullable=False),
    Column("device_id", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("operations", BigInteger, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Index("ix_aside_use_officer_id_at", "officer_id", "at"),
)
"""How much of what can not be read, or is set aside, was taken from whom: a row a transaction, kept for the window."""
