"""What is no tip: submissions, whom they are about, their senders' links, their photos. Moments are UTC text."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, LargeBinary, Text

from sync.server.ground.metadata import metadata

submission = sa.Table(
    "submission",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("came_at", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("reader_id", Text),
    Column("closed_at", Text, index=True),
    Column("version", BigInteger, nullable=False),
    Column("doc", Text, nullable=False),
    Index("ix_submission_state_due", "state", "due"),
)

submission_about = sa.Table(
    "submission_about",
    metadata,
    Column("submission_id", Text, ForeignKey("submission.id"), primary_key=True),
    Column("officer_id", Text, primary_key=True),
)
"""Who never reads it, for it is about them."""

submission_link = sa.Table(
    "submission_link",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("submission_id", Text, ForeignKey("submission.id"), nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("party_id", Text, nullable=False),
)
"""``own``: the link of who sent it. Who had joined the tip that it was sees the status alone."""

submission_photo = sa.Table(
    "submission_photo",
    metadata,
    Column("id", Text, primary_key=True),
    Column("submission_id", Text, ForeignKey("submission.id"), nullable=False, index=True),
    Column("position", BigInteger, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("shown", LargeBinary, nullable=False),
)
"""Pictures encoded anew; ``shown`` is what the desk shows, always JPEG."""
