"""Districts, categories and prepared replies. Moments are UTC text of one width, documents JSON text."""

import sqlalchemy as sa
from sqlalchemy import Column, Integer, Text

from sync.server.ground.metadata import metadata

district = sa.Table("district", metadata, Column("id", Text, primary_key=True), Column("name", Text, nullable=False),
    Column("doc", Text, nullable=False),
)  # fmt: skip

category = sa.Table("category", metadata, Column("id", Text, primary_key=True), Column("name", Text, nullable=False),
    Column("working_days", Integer, nullable=False), Column("doc", Text, nullable=False),
)  # fmt: skip

template = sa.Table("template", metadata, Column("id", Text, primary_key=True), Column("doc", Text, nullable=False))
