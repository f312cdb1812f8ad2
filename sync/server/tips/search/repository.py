"""Search over all tips of some scopes, those that have left the devices too.

Each tip's folded words stand in ``tip_words``, written in the transaction that writes the tip. The database keeps its
own index of them: PostgreSQL an inverted one (GIN) over the words as a tsvector, SQLite an FTS5 table kept by triggers.
A category is kept as a mark of its id, and its name looked up when the question comes: a renamed one is found at once.

Neither index knows which tip is newer. So the newest tips are looked through first, which soon finds what is frequent;
only what is too rare for that is asked of the index, which then has little to put in order.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.tips.domain import Tip, TipNote
from app.tips.words import all_words
from sync.server.districts.tables import category
from sync.server.ground.documents import parse
from sync.server.ground.many import Many
from sync.server.tips.search.words import LONGEST_WORD, mark, words_of
from sync.server.tips.tables import note, tip, tip_words

NEWEST = 2_000
"""So many tips are looked through without the index."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to look for. ``older``: only what is on no device any more. ``before``: a row's moment and id, to go on."""

    wanted: tuple[str, ...] = ()
    older: bool = False
    before: tuple[str, str] | None = None
    limit: int = 50


def write(connection: Connection, tips: Iterable[Tip], notes: Mapping[str, Sequence[str]]) -> None:
    """Keep the words of these tips; ``notes`` are the texts of all their notes by tip."""
    _KEEP.run(connection, [{"tip_id": tip.id, "words": words_of(tip, notes.get(tip.id, ()))} for tip in tips])


def write_anew(connection: Connection, tips: Collection[Tip]) -> None:
    """``write`` for tips whose notes are all stored already."""
    noted = [tip.id for tip in tips if tip.notes]
    notes: dict[str, list[str]] = {}
    if noted:
        query = sa.select(note.c.tip_id, note.c.doc).where(note.c.tip_id.in_(noted))
        query = query.order_by(note.c.tip_id, note.c.at, note.c.id)
        for row in connection.execute(query):
            notes.setdefault(row.tip_id, []).append(parse(row.doc, TipNote).text)
    write(connection, tips, notes)


def forget(connection: Connection, tip_ids: Collection[str]) -> None:
    """These tips are found no more."""
    connection.execute(sa.delete(tip_words).where(tip_words.c.tip_id.in_(tip_ids)))


@dataclass(frozen=True, slots=True)
class _Word:
    """A wanted beginning, and the marks of the categories whose names have a word with it."""

    start: str
    marks: tuple[str, ...]


def find(connection: Connection, question: Question, scopes: Collection[str], *, newest: int = NEWEST) -> list[Tip]:
    """The newest tips of the scopes that have all the wanted words as beginnings of words of theirs."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_custom_plan")  # a word's frequency decides
    wanted = _asked(connection, question.wanted)
    among = _among(question, scopes)
    if not wanted:
        ids = _ids(connection, sa.select(_id).select_from(tip).where(*among), question.limit)
    else:
        ids = _ids(connection, _looked_through(wanted, among, newest), question.limit)
        if len(ids) < question.limit:
            ids = _ids(connection, _by_index(connection, wanted, among), question.limit)
    docs = sa.select(tip.c.id, tip.c.doc).where(tip.c.id.in_(ids))
    found = {row.id: row.doc for row in connection.execute(docs)}
    return [parse(found[tip_id], Tip) for tip_id in ids]


def _among(question: Question, scopes: Collection[str]) -> list[sa.ColumnElement[bool]]:
    """Which tips at all; written so that the index of the order is walked and no other one tempts a planner."""
    among: list[sa.ColumnElement[bool]] = [_scope.in_(sorted(scopes))]
    if question.older:
        among.append(sa.or_(_archived, sa.bindparam("all", value=False, type_=sa.Boolean)))
    if question.before is not None:
        at, tip_id = question.before
        among += [_created_at <= at, sa.or_(_created_at < at, _id < tip_id)]
    return among


def _ids(connection: Connection, query: sa.Select[str], limit: int) -> list[str]:
    return list(connection.execute(query.order_by(*_newest_first).limit(limit)).scalars())


def _looked_through(wanted: Sequence[_Word], among: Sequence[sa.ColumnElement[bool]], newest: int) -> sa.Select[str]:
    """The newest tips whose words have these: what is in the inner question is read before anything is compared."""
    tips = sa.text("tip CROSS JOIN tip_words")
    first = sa.select(_id, _created_at, _words).select_from(tips).where(sa.text("tip_id = id"), *among)
    query = sa.select(_id).select_from(first.order_by(*_newest_first).limit(newest).subquery("newest"))
    spaced = sa.literal(" ").concat(_words).concat(" ")
    for word in wanted:
        forms = (f" {word.start}", *(f" {mark} " for mark in word.marks))
        query = query.where(sa.or_(*(spaced.contains(form, autoescape=True) for form in forms)))
    return query


def _by_index(
    connection: Connection, wanted: Sequence[_Word], among: Sequence[sa.ColumnElement[bool]]
) -> sa.Select[str]:
    """From the words to the tips: SQLite takes the tables of a cross join in the order in which they stand."""
    if connection.dialect.name == "sqlite":
        forms = [(f'"{word.start}" *', *(f'"{mark}"' for mark in word.marks)) for word in wanted]
        asked = " AND ".join(f"({' OR '.join(form)})" for form in forms)
        found = sa.text("n IN (SELECT rowid FROM tip_match WHERE tip_match MATCH :asked) AND id = tip_id")
    else:
        forms = [(f"'{word.start}':*", *(f"'{mark}'" for mark in word.marks)) for word in wanted]
        asked = " & ".join(f"({' | '.join(form)})" for form in forms)
        found = sa.text("array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:asked AS tsquery) AND id = tip_id")
    return sa.select(_id).select_from(sa.text("tip_words CROSS JOIN tip")).where(found.bindparams(asked=asked), *among)


def _asked(connection: Connection, wanted: Sequence[str]) -> list[_Word]:
    if not wanted:
        return []
    named = {row.id: all_words(row.name) for row in connection.execute(sa.select(category.c.id, category.c.name))}
    return [
        _Word(start, tuple(mark(key) for key, own in named.items() if any(one.startswith(start) for one in own)))
        for start in (word[:LONGEST_WORD] for word in wanted)
    ]


_KEEP = Many(
    "tip_words",
    "INSERT INTO tip_words (tip_id, words) VALUES (:tip_id, :words) "
    "ON CONFLICT (tip_id) DO UPDATE SET words = excluded.words WHERE tip_words.words <> excluded.words",
)
"""What stands there already is not written again."""
_id = sa.column("id", sa.Text)
_created_at = sa.column("created_at", sa.Text)
_words = sa.column("words", sa.Text)
_scope = sa.column("scope", sa.Text)
_archived = sa.column("archived", sa.Boolean)
_newest_first = (_created_at.desc(), _id.desc())
