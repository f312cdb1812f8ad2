"""What residents sent, and by which secret links they see what became of it. Moments are UTC text of one width.

``state`` and what follows are the server's alone: the account of the residents' pages may write nothing but the rest.
"""

from typing import Final

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, Text

from sync.server.ground.metadata import metadata

MOST_LETTERS: Final = 40_000
"""Of a document; the database refuses more, whoever sends it."""

intake = sa.Table(
    "intake",
    metadata,
    Column("number", Text, primary_key=True),
    Column("form", Text, nullable=False, unique=True),
    Column("link", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("at", Text, nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("network", Text, nullable=False),
    Column("doubt", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("code", Text, nullable=False, server_default=""),
    Column("tip_id", Text),
    Column("decided_at", Text),
    Index("ix_intake_address_at", "address", "at"),
    Index("ix_intake_network_at", "network", "at"),
    Index("ix_intake_state_at", "state", "at"),
    sa.CheckConstraint(f"length(doc) <= {MOST_LETTERS}", name="ck_intake_doc"),
)

MOST_BYTES: Final = 15 * 1024 * 1024
"""Of one photo, as for the document."""

intake_photo = sa.Table(
    "intake_photo",
    metadata,
    Column("id", Text, primary_key=True),
    Column("bag", Text, nullable=False, index=True),
    Column("drops", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("shown", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("at", Text, nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("clean", LargeBinary),
    Column("tip_id", Text, index=True),
    Column("party_id", Text),
    Column("until", Text, index=True),
    Index("ix_intake_photo_address_at", "address", "at"),
    sa.CheckConstraint(f"length(data) <= {MOST_BYTES} AND length(shown) <= {MOST_BYTES}", name="ck_intake_photo_bytes"),
)
"""Photos as they were sent, in quarantine until the job has encoded them anew (``clean``); then the sealed originals of
a tip's photos, each of the party that sent it, until their own deadline. ``bag``: the hash of the form's bag; a row
that ``drops`` another takes it out."""

tip_link = sa.Table(
    "tip_link",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("tip_id", Text, ForeignKey("tip.id"), nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("party_id", Text, nullable=False, server_default=""),
)
"""A link is a party's, not a tip's: of one tip there are as many as people who sent it or joined."""
