"""Full-text search without diacritics: FTS5 for what is indexed, and the same rule in Python for what is not yet.

A query is words; each must begin some word of a tip's number, title, text, address, category or notes.
"""

import re
import unicodedata
from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from app.db.crashpoints import crash_point
from app.tips.domain import Tip, TipNote

_WORD = re.compile(r"[^\W_]+")
_AROUND = 40
MAX_WORDS = 8
TOPIC = "index"
"""What moves when the index went through more rows; the rows themselves stayed."""


class _Bare(dict[int, str]):
    def __missing__(self, code: int) -> str:
        bare = unicodedata.normalize("NFKD", chr(code))[0].lower()
        self[code] = bare = bare if len(bare) == 1 else chr(code)
        return bare


_BARE = _Bare()


def folded(text: str) -> str:
    """Lower case without diacritics, one character for one, so that places in the text stay the same."""
    return text.lower() if text.isascii() else text.translate(_BARE)


def words(text: str) -> tuple[str, ...]:
    """The words to look for."""
    return tuple(_WORD.findall(folded(unicodedata.normalize("NFC", text))))[:MAX_WORDS]


def expression(wanted: tuple[str, ...]) -> str:
    """The FTS5 query for all the words, each as a beginning."""
    return " ".join(f'"{word}"*' for word in wanted)


def searched_text(tip: Tip, category: str, notes: Iterable[str]) -> str:
    """Everything by which a tip can be found."""
    address = tip.place.address if tip.place else ""
    return "\n".join((tip.number, tip.title, tip.text, address, category, *notes))


def matches(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether each wanted word begins some word of the text: what FTS5 answers, without it."""
    found = _WORD.findall(folded(unicodedata.normalize("NFC", text)))
    return all(any(word.startswith(start) for word in found) for start in wanted)


def snippet(tip: Tip, wanted: tuple[str, ...]) -> str:
    """The words around the first hit in the text, or nothing where the title says it."""
    title = folded(tip.title)
    if not wanted or all(re.search(rf"(?<!\w){word}", title) for word in wanted):
        return ""
    for text in (tip.text, tip.place.address if tip.place else ""):
        shape = folded(text)
        for word in wanted:
            hit = re.search(rf"(?<!\w){word}", shape)
            if hit is not None:
                return _cut(text, hit.start())
    return ""


def _cut(text: str, at: int) -> str:
    start = max(0, at - _AROUND)
    end = min(len(text), at + 2 * _AROUND)
    if start > 0:
        start = text.find(" ", start, at) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", at, end), at + 1)
    cut = " ".join(text[start:end].split())
    return f"{'… ' if start > 0 else ''}{cut}{' …' if end < len(text) else ''}"


def matching_rows(connection: Connection, wanted: tuple[str, ...]) -> NDArray[np.int64]:
    """The ``n`` of every indexed tip that matches, ascending. One text from SQLite: ten times faster than rows."""
    query = "SELECT group_concat(rowid) FROM tip_search WHERE tip_search MATCH ?"
    found: str | None = connection.exec_driver_sql(query, (expression(wanted),)).scalar()
    if not found:
        return np.empty(0, dtype=np.int64)
    return np.fromstring(found, dtype=np.int64, sep=",")


def unindexed_rows(connection: Connection) -> NDArray[np.int64]:
    """The ``n`` of every tip that the index has not been through."""
    found: str | None = connection.exec_driver_sql("SELECT group_concat(n) FROM tip WHERE indexed = 0").scalar()
    return np.fromstring(found, dtype=np.int64, sep=",") if found else np.empty(0, dtype=np.int64)


def index_slice(connection: Connection, limit: int) -> int:
    """Index the newest rows that are not yet, in the caller's transaction; returns how many it took."""
    rows = connection.exec_driver_sql(
        "SELECT n, id, doc FROM tip WHERE indexed = 0 ORDER BY n DESC LIMIT ?", (limit,)
    ).all()
    if not rows:
        return 0
    names = categories(connection)
    marks = ",".join("?" * len(rows))
    texts: dict[str, list[str]] = {}
    for row in connection.exec_driver_sql(
        f"SELECT tip_id, doc FROM note WHERE tip_id IN ({marks})",  # noqa: S608
        tuple(row.id for row in rows),
    ):
        texts.setdefault(row.tip_id, []).append(msgspec.json.decode(row.doc, type=TipNote).text)
    decode = msgspec.json.Decoder(Tip).decode
    entries = []
    for row in rows:
        tip = decode(row.doc)
        entries.append((row.n, searched_text(tip, names.get(tip.category, ""), texts.get(row.id, ()))))
    connection.exec_driver_sql("INSERT OR REPLACE INTO tip_search (rowid, words) VALUES (?, ?)", entries)
    connection.exec_driver_sql("UPDATE tip SET indexed = 1 WHERE n = ?", [(row.n,) for row in rows])
    crash_point("search.slice.before_commit")
    return len(rows)


def pending(connection: Connection) -> int:
    """How many tips the index has not been through."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM tip WHERE indexed = 0").scalar_one())


class _Named(msgspec.Struct, frozen=True):
    id: str
    name: str


def categories(connection: Connection) -> dict[str, str]:
    """The names of the categories by their ids."""
    named = (
        msgspec.json.decode(row.doc, type=_Named) for row in connection.exec_driver_sql("SELECT doc FROM category")
    )
    return {category.id: category.name for category in named}
