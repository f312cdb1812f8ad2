"""Bringing a tip back from the archive: what hangs on it is published anew, as it is stored."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server import schema
from sync.server.feed.publish import Put


def stored_steps(connection: Connection, tip_id: str, scope: str) -> list[Put]:
    """What to publish of all stored rows that hang on a tip."""
    steps: list[Put] = []
    for kind, table, row_id, owner in (
        ("note", schema.note, schema.note.c.id, schema.note.c.tip_id),
        ("photo", schema.photo, schema.photo.c.id, schema.photo.c.root_id),
        ("contact", schema.contact, schema.contact.c.tip_id, schema.contact.c.tip_id),
        ("story", schema.story, schema.story.c.id, schema.story.c.tip_id),
    ):
        query = sa.select(row_id.label("row_id"), table.c.doc).where(owner == tip_id).order_by(row_id)
        steps += [Put(kind, row.row_id, tip_id, scope, row.doc) for row in connection.execute(query)]
    return steps
