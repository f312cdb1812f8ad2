"""The first tables of the device's store."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _outbox()
    _tips()
    _children()
    _patrols()
    _lookups()
    _feed()


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("base", sa.Integer),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("monotonic", sa.Float, nullable=False),
        sa.Column("first_sent_at", sa.Text),
        sa.Column("verdict", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("now", sa.LargeBinary),
        sa.Column("verdict_at", sa.Text),
        sa.Column("covered", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("dismissed", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("follows", sa.Text),
    )
    op.create_index("ix_outbox_target", "outbox", ["target"])
    op.create_index("ix_outbox_uncovered", "outbox", ["seq"], sqlite_where=sa.text("covered = 0"))
    op.create_index("ix_outbox_unanswered", "outbox", ["seq"], sqlite_where=sa.text("verdict IS NULL"))
    op.create_table(
        "file_sent",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
    )


def _tips() -> None:
    op.create_table(
        "tip",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("district_id", sa.Text, nullable=False),
        sa.Column("holder_id", sa.Text, nullable=False),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("gone", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("indexed", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("doc", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_tip_facts", "tip", ["gone", "n", "id", "district_id", "holder_id", "facts"])
    op.create_index("ix_tip_unindexed", "tip", ["n"], sqlite_where=sa.text("indexed = 0"))
    op.execute(
        "CREATE VIRTUAL TABLE tip_search USING fts5(words, content='', contentless_delete=1, detail=none,"
        " tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    op.create_table(
        "read_mark",
        sa.Column("tip_id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def _child(name: str, *columns: sa.Column[object], indexes: dict[str, list[str]]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text, primary_key=True),
        *columns,
        sa.Column("doc", sa.LargeBinary, nullable=False),
    )
    for index, names in indexes.items():
        op.create_index(index, name, names)


def _text(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.Text, nullable=nullable)


def _children() -> None:
    _child("note", _text("tip_id"), indexes={"ix_note_tip": ["tip_id"]})
    _child(
        "photo",
        _text("tip_id", nullable=True),
        _text("patrol_note_id", nullable=True),
        _text("sha256"),
        sa.Column("size", sa.Integer, nullable=False),
        _text("at"),
        indexes={
            "ix_photo_tip": ["tip_id"],
            "ix_photo_patrol_note": ["patrol_note_id"],
            "ix_photo_sha256": ["sha256"],
        },
    )
    _child("contact", _text("tip_id"), indexes={"ix_contact_tip": ["tip_id"]})
    _child("story", _text("tip_id"), indexes={"ix_story_tip": ["tip_id"]})


def _patrols() -> None:
    _child("patrol_note", _text("at"), _text("district_id"), indexes={"ix_patrol_note_at": ["at"]})
    _child(
        "patrol",
        _text("by"),
        _text("started_at"),
        _text("ended_at", nullable=True),
        indexes={"ix_patrol_by": ["by", "started_at"]},
    )


def _lookups() -> None:
    for name in ("district", "category", "template", "basemap", "officer"):
        _child(name, indexes={})
    op.create_table(
        "identity",
        sa.Column("only", sa.Integer, sa.CheckConstraint("only = 1", name="ck_identity_only"), primary_key=True),
        sa.Column("doc", sa.LargeBinary, nullable=False),
    )
    for name in ("setting", "meta"):
        op.create_table(
            name,
            sa.Column("name", sa.Text, primary_key=True),
            sa.Column("value", sa.Text, nullable=False),
            sqlite_with_rowid=False,
        )


def _feed() -> None:
    op.create_table(
        "membership",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("row_id", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cursor",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "skipped",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("reader", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
