"""What was decided of photos, and the pictures that are shown of them. Moments are UTC text of one width."""

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, LargeBinary, Text

from sync.server.ground.metadata import metadata
from sync.server.showing.domain import MOST_BYTES

shown_photo = sa.Table(
    "shown_photo",
    metadata,
    Column("photo_id", Text, primary_key=True),
    Column("tip_id", Text, nullable=False, index=True),
    Column("name", Text, nullable=False, index=True),
    Column("cell", Text, nullable=False),
    Column("covers", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("picture", LargeBinary),
    Column("side", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("words_en", Text, nullable=False),
    Column("to_parties", Boolean, nullable=False),
    Column("to_all", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    sa.CheckConstraint(f"length(picture) <= {MOST_BYTES}", name="ck_shown_photo_picture"),
)
"""``picture`` is a JPEG that a child painted and encoded, ``mark`` its random id on the desk; ``name`` is the random id
by which residents ask for it, empty where nobody sees it. ``decided_at`` is empty until somebody decided."""
