"""What devices sent: a receipt for each operation, and what could not be taken in.

Moments are UTC text of one width, documents JSON text.
"""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Text

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
    Index("ix_receipt_op_id", "op_id"),
)

quarantine = sa.Table(
    "quarantine",
    metadata,
    Column("op_id", Text, primary_key=True),
    Column("device_id", Text, primary_key=True),
    Column("operation", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
)
