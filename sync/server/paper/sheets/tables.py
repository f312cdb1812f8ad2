"""Sheets of paper, each with a code of its own, and the batches in which they are entered."""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Text

from sync.server.ground.metadata import metadata

paper_batch = sa.Table("paper_batch", metadata, Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False), Column("day", Text, nullable=False),
    Column("made_at", Text, nullable=False), Column("made_by", Text, nullable=False),
)  # fmt: skip
"""``day`` is when the sheets were filled in."""

paper_sheet = sa.Table("paper_sheet", metadata, Column("code", Text, primary_key=True),
    Column("print_id", Text, nullable=False, index=True), Column("district_id", Text, nullable=False),
    Column("language", Text, nullable=False), Column("places", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("batch_id", Text, ForeignKey("paper_batch.id"), index=True), Column("rows", Text, nullable=False),
    Column("entered_at", Text), Column("entered_by", Text),
)  # fmt: skip
"""``places``: what its numbers stand for. ``rows``: as they were typed, kept when the entry is undone."""
"""What is printed once is one ``print_id``; a sheet that is not entered has no batch."""
