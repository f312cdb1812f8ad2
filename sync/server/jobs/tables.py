"""Work that is to be done later or again and again. Moments are UTC text of one width, payloads JSON text."""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, Index, Text

from sync.server.ground.metadata import metadata

job = sa.Table(
    "job",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("payload", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("lease", Text),
    Column("tries", BigInteger, nullable=False),
    Column("every", BigInteger),
    Column("done", Text),
    Column("fault", Text),
    Index("ix_job_done_due", "done", "due"),
)
