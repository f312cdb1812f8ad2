"""The words of every tip, to search them at the server."""

import json
import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "tip_words"
down_revision = "second_factor"
branch_labels = None
depends_on = None

_BATCH = 2_000
_LONGEST = 64
_MOST_BYTES = 250_000
_WORD = re.compile(r"[^\W_]+")


def upgrade() -> None:
    connection = op.get_bind()
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "tip_words",
        sa.Column("n", number, autoincrement=True, nullable=False),
        sa.Column("tip_id", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["tip_id"], ["tip.id"], name=op.f("fk_tip_words_tip_id")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_tip_words")),
        sa.UniqueConstraint("tip_id", name=op.f("uq_tip_words_tip_id")),
    )
    op.create_index("ix_tip_created_at_id_archived_scope", "tip", ["created_at", "id", "archived", "scope"])
    _fill(connection)
    if connection.dialect.name == "sqlite":
        _index_of_sqlite()
    else:
        op.execute(
            "CREATE INDEX tip_match ON tip_words USING gin (array_to_tsvector(string_to_array(words, ' ')))",
        )


def _index_of_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE tip_match USING fts5(words, content='tip_words', content_rowid='n', detail=none,"
        " tokenize='ascii tokenchars _', prefix='1 2 3')"
    )
    op.execute("INSERT INTO tip_match (tip_match) VALUES ('rebuild')")
    put = "INSERT INTO tip_match (rowid, words) VALUES (new.n, new.words);"
    drop = "INSERT INTO tip_match (tip_match, rowid, words) VALUES ('delete', old.n, old.words);"
    for event, does in (("INSERT", put), ("DELETE", drop), ("UPDATE", drop + put)):
        op.execute(f"CREATE TRIGGER tip_match_{event.lower()} AFTER {event} ON tip_words BEGIN {does} END")


def _fill(connection: sa.Connection) -> None:
    tips = sa.text("SELECT id, doc FROM tip WHERE id > :last ORDER BY id LIMIT :many")
    notes = sa.text("SELECT tip_id, doc FROM note WHERE tip_id >= :first AND tip_id <= :last ORDER BY tip_id, at, id")
    insert = sa.text("INSERT INTO tip_words (tip_id, words) VALUES (:tip_id, :words)")
    last = ""
    while rows := connection.execute(tips, {"last": last, "many": _BATCH}).all():
        first, last = rows[0].id, rows[-1].id
        written: dict[str, list[str]] = {}
        for row in connection.execute(notes, {"first": first, "last": last}):
            written.setdefault(row.tip_id, []).append(json.loads(row.doc)["text"])
        filled = [{"tip_id": row.id, "words": _words(json.loads(row.doc), written.get(row.id, []))} for row in rows]
        connection.execute(insert, filled)


def _words(tip: dict[str, object], notes: list[str]) -> str:
    place = tip.get("place")
    address = place.get("address", "") if isinstance(place, dict) else ""
    texts = (tip["number"], tip["title"], tip.get("text", ""), address, *notes)
    found = ["_" + str(tip["category"]).encode().hex()]
    found += _WORD.findall(_folded(unicodedata.normalize("NFC", "\n".join(str(text) for text in texts))))
    size = 0
    kept = []
    for word in dict.fromkeys(one[:_LONGEST] if one[0] != "_" else one for one in found):
        size += len(word.encode()) + 1
        if size > _MOST_BYTES:
            break
        kept.append(word)
    return " ".join(kept)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    bare = {letter: unicodedata.normalize("NFKD", letter)[0].lower() for letter in set(text)}
    return "".join(bare[letter] if len(bare[letter]) == 1 else letter for letter in text)
