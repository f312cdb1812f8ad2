"""Cards of officers, priorities of districts, the city's pledge. Moments are UTC text, documents JSON text."""

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, LargeBinary, Text

from sync.server.ground.metadata import metadata

officer_card = sa.Table("officer_card", metadata,
    Column("officer_id", Text, ForeignKey("account.id"), primary_key=True),
    Column("shows_name", Boolean, nullable=False), Column("portrait", Text, nullable=False, index=True),
    Column("picture", LargeBinary), Column("hidden_at", Text), Column("doc", Text, nullable=False),
)  # fmt: skip
"""``portrait`` is a random id of ``picture``, a JPEG; empty where there is none, or where it is hidden since a moment:
then nobody but the desk sees it, and a day later it is gone."""

district_priority = sa.Table("district_priority", metadata, Column("id", Text, primary_key=True),
    Column("district_id", Text, nullable=False, index=True), Column("at", Text, nullable=False),
    Column("doc", Text, nullable=False),
)  # fmt: skip

pledge = sa.Table("pledge", metadata, Column("id", Text, primary_key=True), Column("doc", Text, nullable=False),
    Column("figure", Text, nullable=False),
)  # fmt: skip
"""One row; ``figure`` is how often it was kept, empty before that was counted."""
