"""The device's copy of the city's look-ups: small, read whole."""

from sqlalchemy import Column, LargeBinary, Table, Text

from app.db.metadata import metadata


def _lookup(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("id", Text, primary_key=True),
        Column("doc", LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )


district = _lookup("district")
category = _lookup("category")
template = _lookup("template")
basemap = _lookup("basemap")
body = _lookup("body")
