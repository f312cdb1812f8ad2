"""The basemaps that devices are offered. Moments are UTC text of one width, documents JSON text."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Text

from sync.server.ground.metadata import metadata

basemap = sa.Table("basemap", metadata, Column("id", Text, primary_key=True), Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False), Column("built_at", Text, nullable=False),
    Column("doc", Text, nullable=False),
)  # fmt: skip
