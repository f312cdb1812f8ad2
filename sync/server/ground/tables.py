"""Facts about the whole server, and counters. Moments are UTC text of one width, documents JSON text."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Text

from sync.server.ground.metadata import metadata

meta = sa.Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

counter = sa.Table(
    "counter", metadata, Column("name", Text, primary_key=True), Column("value", BigInteger, nullable=False)
)
