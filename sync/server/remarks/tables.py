"""What becomes of the remarks of ratings. Their words stand in ``rating`` and nowhere else."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Text

from sync.server.ground.metadata import metadata

rating_remark = sa.Table("rating_remark", metadata,
    Column("rating_id", Text, ForeignKey("rating.id"), primary_key=True), Column("state", Text, nullable=False),
    Column("came_at", Text, nullable=False), Column("decided_by", Text), Column("decided_at", Text),
    Index("ix_rating_remark_state_came_at", "state", "came_at"),
)  # fmt: skip
"""One row a remark, as long as its words are kept."""
