"""The server's tables. Moments are UTC text of one width (``sync.server.moments``); documents are JSON text.

The migrations make the same tables on their own words; a test holds the two equal.
"""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, Text

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
BigKey = BigInteger().with_variant(Integer, "sqlite")

meta = sa.Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

counter = sa.Table(
    "counter", metadata, Column("name", Text, primary_key=True), Column("value", BigInteger, nullable=False)
)

# -- the feed -------------------------------------------------------------------------------------------------------

scope = sa.Table("scope", metadata, Column("id", Text, primary_key=True), Column("head", BigInteger, nullable=False),
    Column("purged", BigInteger, nullable=False, server_default="0"),
)  # fmt: skip

feed = sa.Table(
    "feed",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("row_id", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("root_id", Text, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("doc", Text),
    Column("at", Text, nullable=False),
    Index("uq_feed_scope_seq", "scope", "seq", unique=True),
    Index("ix_feed_root_id", "root_id"),
)

erased = sa.Table("erased", metadata, Column("row_id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False, unique=True), Column("at", Text, nullable=False),
)  # fmt: skip

# -- people and devices ---------------------------------------------------------------------------------------------

account = sa.Table(
    "account",
    metadata,
    Column("id", Text, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("badge", Text, nullable=False, server_default=""),
    Column("phone", Text, nullable=False, server_default=""),
    Column("active", Boolean, nullable=False),
    Column("password", Text),
    Column("created_at", Text, nullable=False),
)

duty = sa.Table(
    "duty",
    metadata,
    Column("id", Text, primary_key=True),
    Column("officer_id", Text, ForeignKey("account.id"), nullable=False),
    Column("district_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("from_at", Text, nullable=False),
    Column("to_at", Text),
    Index("ix_duty_officer_id", "officer_id"),
    Index("ix_duty_district_id", "district_id"),
)

device = sa.Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("officer_id", Text, ForeignKey("account.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("enrolled_at", Text, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("highest_seq", BigInteger, nullable=False),
    Column("waiting", BigInteger, nullable=False),
    Column("offset_seconds", Float),
    Column("seen_at", Text),
    Column("revoked_at", Text),
    Column("diverged_at", Text),
    Index("ix_device_officer_id", "officer_id"),
)

enrolment = sa.Table(
    "enrolment",
    metadata,
    Column("code_hash", Text, primary_key=True),
    Column("officer_id", Text, ForeignKey("account.id"), nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("used_at", Text),
)

challenge = sa.Table("challenge", metadata, Column("nonce_hash", Text, primary_key=True),
    Column("device_id", Text, nullable=False), Column("expires_at", Text, nullable=False),
)  # fmt: skip

token = sa.Table(
    "token",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("officer_id", Text, ForeignKey("account.id"), nullable=False),
    Column("device_id", Text, ForeignKey("device.id")),
    Column("expires_at", Text, nullable=False),
    Index("ix_token_expires_at", "expires_at"),
)

api_key = sa.Table("api_key", metadata, Column("hash", Text, primary_key=True), Column("id", Text, nullable=False),
    Column("name", Text, nullable=False), Column("officer_id", Text, ForeignKey("account.id"), nullable=False),
    Column("created_at", Text, nullable=False), Column("revoked_at", Text),
)  # fmt: skip

second_factor = sa.Table("second_factor", metadata,
    Column("officer_id", Text, ForeignKey("account.id"), primary_key=True), Column("secret", Text, nullable=False),
    Column("last_step", BigInteger, nullable=False), Column("since", Text, nullable=False),
)  # fmt: skip

login_attempt = sa.Table(
    "login_attempt",
    metadata,
    Column("id", BigKey, primary_key=True, autoincrement=True),
    Column("subject", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("ix_login_attempt_subject_at", "subject", "at"),
)

# -- operations -----------------------------------------------------------------------------------------------------

receipt = sa.Table(
    "receipt",
    metadata,
    Column("device_id", Text, ForeignKey("device.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("op_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("operation", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("offset_seconds", Float),
    Index("ix_receipt_op_id", "op_id"),
)

quarantine = sa.Table(
    "quarantine",
    metadata,
    Column("op_id", Text, primary_key=True),
    Column("device_id", Text, primary_key=True),
    Column("operation", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# -- tips -----------------------------------------------------------------------------------------------------------

tip = sa.Table(
    "tip",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("archived", Boolean, nullable=False),
    Column("title", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("district_id", Text, nullable=False),
    Column("holder_id", Text),
    Column("channel", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("created_at", Text, nullable=False),
    Column("deadline", Text),
    Column("closed_at", Text),
    Column("version", BigInteger, nullable=False),
    Column("doc", Text, nullable=False),
    Index("ix_tip_district_id_status", "district_id", "status"),
    Index("ix_tip_holder_id_status", "holder_id", "status"),
    Index("ix_tip_archived_closed_at", "archived", "closed_at"),
    Index("ix_tip_created_at_id_archived_scope", "created_at", "id", "archived", "scope"),
)

tip_words = sa.Table(
    "tip_words",
    metadata,
    Column("n", BigKey, primary_key=True, autoincrement=True),
    Column("tip_id", Text, ForeignKey("tip.id"), nullable=False, unique=True),
    Column("words", Text, nullable=False),
)
"""The folded words of each tip, written only by ``sync.server.tips.search``."""

KEPT_APART = ("tip_match",)
"""What each database makes of the words for itself: an index of PostgreSQL's, a virtual table of SQLite's."""

note = sa.Table("note", metadata, Column("id", Text, primary_key=True),
    Column("tip_id", Text, ForeignKey("tip.id"), nullable=False, index=True),
    Column("at", Text, nullable=False), Column("doc", Text, nullable=False),
)  # fmt: skip

contact = sa.Table("contact", metadata, Column("tip_id", Text, ForeignKey("tip.id"), primary_key=True),
    Column("doc", Text, nullable=False),
)  # fmt: skip

story = sa.Table(
    "story",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tip_id", Text, ForeignKey("tip.id"), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Index("ix_story_tip_id_position", "tip_id", "position"),
)

photo = sa.Table(
    "photo",
    metadata,
    Column("id", Text, primary_key=True),
    Column("root_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("doc", Text, nullable=False),
    Index("ix_photo_root_id", "root_id"),
    Index("ix_photo_sha256", "sha256"),
)

upload = sa.Table(
    "upload",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("device_id", Text, ForeignKey("device.id"), nullable=False),
    Column("expires_at", Text, nullable=False),
)

original = sa.Table("original", metadata, Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False), Column("media_type", Text, nullable=False),
    Column("device_id", Text, nullable=False), Column("sealed_at", Text, nullable=False),
)  # fmt: skip

# -- patrols --------------------------------------------------------------------------------------------------------

patrol_note = sa.Table(
    "patrol_note",
    metadata,
    Column("id", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("district_id", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("doc", Text, nullable=False),
    Index("ix_patrol_note_district_id_at", "district_id", "at"),
)

patrol = sa.Table(
    "patrol",
    metadata,
    Column("id", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("district_id", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("doc", Text, nullable=False),
    Index("ix_patrol_by_started_at", "by", "started_at"),
)

# -- the city -------------------------------------------------------------------------------------------------------

district = sa.Table("district", metadata, Column("id", Text, primary_key=True), Column("name", Text, nullable=False),
    Column("doc", Text, nullable=False),
)  # fmt: skip

category = sa.Table("category", metadata, Column("id", Text, primary_key=True), Column("name", Text, nullable=False),
    Column("working_days", Integer, nullable=False), Column("doc", Text, nullable=False),
)  # fmt: skip

template = sa.Table("template", metadata, Column("id", Text, primary_key=True), Column("doc", Text, nullable=False))

basemap = sa.Table("basemap", metadata, Column("id", Text, primary_key=True), Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False), Column("built_at", Text, nullable=False),
    Column("doc", Text, nullable=False),
)  # fmt: skip

audit = sa.Table(
    "audit",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
