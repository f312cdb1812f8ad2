"""Every table of the device's store, in one place to compare with the migrations and to empty the cache."""

from app.accounts.tables import identity, officer, setting
from app.briefs.tables import brief
from app.db.metadata import metadata
from app.districts.tables import basemap, body, category, district, template
from app.drafts.tables import draft
from app.exchange.tables import cursor, membership, meta, skipped
from app.outbox.tables import file_sent, outbox
from app.patrols.tables import patrol, patrol_note, track_fix
from app.ratings.tables import cell, surface
from app.tips.tables import contact, message, note, photo, read_mark, story, tip, tip_letters

CACHE = (
    tip, tip_letters, note, message, photo, contact, story, patrol_note, patrol, cell, surface, brief,
    district, officer, body, category, template, basemap, membership, cursor,
    skipped,
)  # fmt: skip
"""What a pull can bring anew. Migrations and resets touch these and nothing else."""
OWN = (outbox, file_sent, read_mark, draft, track_fix, identity, setting, meta)
"""What only this device has."""
KEPT_APART = ("tip_search",)
"""The search index: a virtual table that the models do not describe, with its shadow tables."""

__all__ = ["CACHE", "KEPT_APART", "OWN", "metadata"]
