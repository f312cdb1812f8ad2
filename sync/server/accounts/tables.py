"""People, their duties, their devices, and what each has to show.

Moments are UTC text of one width, documents JSON text.
"""

import sqlalchemy as sa
from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, LargeBinary, Text

from sync.server.ground.metadata import BigKey, metadata

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
    Column("session_id", Text),
    Column("opened_at", Text),
    Column("seen_at", Text),
    Column("address", Text),
    Column("agent", Text),
    Index("ix_token_expires_at", "expires_at"),
    Index("ix_token_officer_id", "officer_id"),
)

api_key = sa.Table(
    "api_key",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("officer_id", Text, ForeignKey("account.id"), nullable=False),
    Column("scopes", Text, nullable=False, server_default=""),
    Column("per_hour", BigInteger, nullable=False, server_default="0"),
    Column("per_day", BigInteger, nullable=False, server_default="0"),
    Column("created_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False, server_default=""),
    Column("revoked_at", Text),
    Column("used_at", Text),
    Column("hour", Text, nullable=False, server_default=""),
    Column("in_hour", BigInteger, nullable=False, server_default="0"),
    Column("day", Text, nullable=False, server_default=""),
    Column("in_day", BigInteger, nullable=False, server_default="0"),
)

key_tip = sa.Table("key_tip", metadata, Column("tip_id", Text, primary_key=True),
    Column("key_id", Text, nullable=False),
)  # fmt: skip
"""Which tips came by which key."""

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
