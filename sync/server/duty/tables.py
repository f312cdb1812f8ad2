"""Who is away, who changes with whom, and which duties were made of it. Moments are UTC text of one width.

``to_at`` is when it really ends, ``planned_to`` what was entered. Nothing of the past is ever changed or deleted.
"""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Text

from sync.server.ground.metadata import metadata

absence = sa.Table(
    "absence",
    metadata,
    Column("id", Text, primary_key=True),
    Column("officer_id", Text, ForeignKey("account.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("cover_id", Text, nullable=False),
    Column("from_at", Text, nullable=False),
    Column("to_at", Text, nullable=False),
    Column("planned_to", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("ended_at", Text),
    Index("ix_absence_officer_id", "officer_id"),
)

duty_swap = sa.Table(
    "duty_swap",
    metadata,
    Column("id", Text, primary_key=True),
    Column("first_id", Text, ForeignKey("account.id"), nullable=False),
    Column("second_id", Text, ForeignKey("account.id"), nullable=False),
    Column("from_at", Text, nullable=False),
    Column("to_at", Text, nullable=False),
    Column("planned_to", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("ended_at", Text),
)

planned_cover = sa.Table("planned_cover", metadata, Column("duty_id", Text, ForeignKey("duty.id"), primary_key=True),
    Column("absence_id", Text, nullable=False), Column("swap_id", Text, nullable=False),
)  # fmt: skip
"""The duties that were made of an absence or of a swap; the other of the two is empty."""

duty_pair = sa.Table("duty_pair", metadata, Column("id", Text, primary_key=True),
    Column("first_id", Text, ForeignKey("account.id"), nullable=False),
    Column("second_id", Text, ForeignKey("account.id"), nullable=False),
    Column("from_at", Text, nullable=False), Column("to_at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
)  # fmt: skip

pair_district = sa.Table("pair_district", metadata, Column("district_id", Text, primary_key=True))
"""Where two are needed."""
