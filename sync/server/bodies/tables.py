"""Bodies to which tips are forwarded. The address stays here; the document is what devices get.

``days``: within so many an answer is asked for. One that ended is offered no more, and still written to where it is a
party.
"""

import sqlalchemy as sa
from sqlalchemy import Column, Integer, Text

from sync.server.ground.metadata import metadata

body = sa.Table("body", metadata, Column("id", Text, primary_key=True), Column("email", Text, nullable=False),
    Column("days", Integer, nullable=False), Column("ended_at", Text), Column("doc", Text, nullable=False),
)  # fmt: skip
