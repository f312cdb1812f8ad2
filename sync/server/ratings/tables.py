"""Ratings of residents and what is made of them. Moments are UTC text of one width, cells H3 indices of resolution 9.

No table says who rated: ``respondent`` is 63 bits of a keyed hash of what a browser keeps.
"""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Text

from sync.server.ground.metadata import metadata

rating_burst = sa.Table(
    "rating_burst",
    metadata,
    Column("id", Text, primary_key=True),
    Column("cell", BigInteger, nullable=False),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("most_in_a_day", BigInteger, nullable=False),
    Column("believed", BigInteger, nullable=False),
    Column("baseline_per_day", Float, nullable=False),
    Column("found_at", Text, nullable=False),
    Column("is_aside", Boolean, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Text),
)
"""More ratings of a cell within a day than ``believed``, which its ``baseline_per_day`` still explains."""

burst_decision = sa.Table("rating_burst_decision", metadata, Column("id", Text, primary_key=True),
    Column("burst_id", Text, ForeignKey("rating_burst.id"), nullable=False, index=True),
    Column("at", Text, nullable=False), Column("by", Text, nullable=False), Column("what", Text, nullable=False),
    Column("reason", Text, nullable=False),
)  # fmt: skip
"""Every decision on a burst, with its reason; the newest is the one that stands in ``rating_burst``."""

rating = sa.Table(
    "rating",
    metadata,
    Column("id", Text, primary_key=True),
    Column("respondent", BigInteger, nullable=False),
    Column("cell", BigInteger, nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("is_snapped", Boolean, nullable=False),
    Column("part", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("frequency", Text),
    Column("tags", Text, nullable=False),
    Column("age", Text),
    Column("sex", Text),
    Column("remark", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("code", Text, unique=True),
    Column("replaced_by", Text),
    Column("burst_id", Text, ForeignKey("rating_burst.id"), index=True),
    Index("ix_rating_respondent_cell_part", "respondent", "cell", "part"),
    Index("ix_rating_is_snapped_at", "is_snapped", "at"),
    Index("ix_rating_source", "source"),
)
"""``code``: a hash of the code that the rater holds. ``replaced_by``: the later one of the same respondent."""

rater = sa.Table(
    "rater",
    metadata,
    Column("respondent", BigInteger, primary_key=True, autoincrement=False),
    Column("ratings", BigInteger, nullable=False),
)
"""How many ratings came from each browser; its row is what two ratings of one browser at the same time wait for."""

rating_release = sa.Table(
    "rating_release",
    metadata,
    Column("month", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("lines", Text, nullable=False),
    Column("basis", Text, nullable=False),
)
"""What was published of each month, written once; ``basis`` stays here: by it the next month knows what has changed."""
