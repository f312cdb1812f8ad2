"""Documents that anybody may read, by their names. The account of the residents' pages reads this table whole."""

from sqlalchemy import Column, Table, Text

from sync.server.ground.metadata import metadata

public_document = Table(
    "public_document",
    metadata,
    Column("name", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("doc", Text, nullable=False),
)
