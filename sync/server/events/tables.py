"""Events. Moments are UTC text of one width, documents JSON text; every row may be read by anybody."""

import sqlalchemy as sa
from sqlalchemy import Column, Text

from sync.server.ground.metadata import metadata

event = sa.Table("event", metadata, Column("id", Text, primary_key=True), Column("district_id", Text, nullable=False),
    Column("from_at", Text, nullable=False), Column("to_at", Text, nullable=False, index=True),
    Column("announced_at", Text, nullable=False), Column("doc", Text, nullable=False),
)  # fmt: skip
"""``district_id`` is empty for one of the whole city."""
