"""Search over all tips of some scopes, those that have left the devices too.

Each tip's folded words stand in ``tip_words``, written in the transaction that writes the tip. The database keeps its
own index of them: PostgreSQL an inverted one (GIN) over the words as a tsvector, SQLite an FTS5 table kept by triggers.
A category is kept as a mark of its id, and its name looked up when the question comes: a renamed one is found at once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.tips.domain import Tip, TipNote
from app.tips.words import all_words, searched_text
from sync.server import schema
from sync.server.documents import parse

LONGEST_WORD = 64
MOST_BYTES = 250_000
"""So many bytes of distinct words of one tip are found, its own before those of its notes: a tsvector has an end."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to look for. ``older``: only what is on no device any more. ``before``: a row's moment and id, to go on."""

    wanted: tuple[str, ...] = ()
    older: bool = False
    before: tuple[str, str] | None = None
    limit: int = 50


def write(connection: Connection, tips: Iterable[Tip], notes: Mapping[str, Sequence[str]]) -> None:
    """Keep the words of these tips; ``notes`` are the texts of all their notes by tip."""
    rows = [{"tip_id": tip.id, "words": words_of(tip, notes.get(tip.id, ()))} for tip in tips]
    if rows:
        connection.execute(_KEEP, rows)


def write_anew(connection: Connection, tips: Collection[Tip]) -> None:
    """``write`` for tips whose notes are all stored already."""
    noted = [tip.id for tip in tips if tip.notes]
    notes: dict[str, list[str]] = {}
    if noted:
        note = schema.note.c
        query = sa.select(note.tip_id, note.doc).where(note.tip_id.in_(noted)).order_by(note.tip_id, note.at, note.id)
        for row in connection.execute(query):
            notes.setdefault(row.tip_id, []).append(parse(row.doc, TipNote).text)
    write(connection, tips, notes)


def forget(connection: Connection, tip_ids: Collection[str]) -> None:
    """These tips are found no more."""
    connection.execute(sa.delete(schema.tip_words).where(schema.tip_words.c.tip_id.in_(tip_ids)))


def find(connection: Connection, question: Question, scopes: Collection[str]) -> list[Tip]:
    """The newest tips of the scopes that have all the wanted words as beginnings of words of theirs."""
    tip = schema.tip.c
    query = sa.select(tip.doc).where(tip.scope.in_(sorted(scopes)))
    if question.older:
        query = query.where(tip.archived)
    if question.before is not None:
        at, tip_id = question.before
        query = query.where(sa.or_(tip.created_at < at, sa.and_(tip.created_at == at, tip.id < tip_id)))
    if question.wanted:
        query = query.where(tip.id.in_(_matching(connection, question.wanted)))
    query = query.order_by(tip.created_at.desc(), tip.id.desc()).limit(question.limit)
    return [parse(doc, Tip) for doc in connection.execute(query).scalars()]


def words_of(tip: Tip, notes: Iterable[str]) -> str:
    """The distinct folded words of a tip, and the mark of its category."""
    size = 0
    kept: list[str] = []
    found = (word[:LONGEST_WORD] for word in all_words(searched_text(tip, "", notes)))
    for word in dict.fromkeys((_mark(tip.category), *found)):
        size += len(word.encode()) + 1
        if size > MOST_BYTES:
            break
        kept.append(word)
    return " ".join(kept)


def _mark(category: str) -> str:
    """A category among the words: no word of a person's has an underscore."""
    return f"_{category.encode().hex()}"


def _matching(connection: Connection, wanted: Sequence[str]) -> sa.Select[tuple[str]]:
    """The ids of the tips with these words."""
    column = schema.tip_words.c
    named = {row.id: all_words(row.name) for row in connection.execute(sa.select(schema.category))}
    groups = [
        (start, [_mark(key) for key, own in named.items() if any(word.startswith(start) for word in own)])
        for start in (word[:LONGEST_WORD] for word in wanted)
    ]
    if connection.dialect.name == "sqlite":
        asked = " AND ".join("(" + " OR ".join([f'"{s}" *', *(f'"{m}"' for m in marks)]) + ")" for s, marks in groups)
        rows = sa.text("SELECT rowid FROM tip_match WHERE tip_match MATCH :asked").bindparams(asked=asked)
        return sa.select(column.tip_id).where(column.n.in_(rows.columns(sa.column("rowid", sa.Integer))))
    asked = " & ".join("(" + " | ".join([f"'{s}':*", *(f"'{m}'" for m in marks)]) + ")" for s, marks in groups)
    own = sa.text("array_to_tsvector(string_to_array(tip_words.words, ' ')) @@ CAST(:asked AS tsquery)")
    return sa.select(column.tip_id).where(own.bindparams(asked=asked))


_KEEP = sa.text(
    "INSERT INTO tip_words (tip_id, words) VALUES (:tip_id, :words) "
    "ON CONFLICT (tip_id) DO UPDATE SET words = excluded.words WHERE tip_words.words <> excluded.words"
)
