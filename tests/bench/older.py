"""Search at the server over 200,000 tips, on PostgreSQL and on SQLite, beside a plain scan of the same words."""

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from app.tips.words import wanted_words
from sync.server.ground.database import Database
from sync.server.ground.upgrade import upgrade
from sync.server.tips.repository import TipRecord, tip_row
from sync.server.tips.search import repository as search
from sync.server.tips.search.repository import Question
from tests.bench import corpus
from tests.bench.row import Row
from tests.bench.search import percentile
from tests.postgres_cluster import PostgresCluster
from tests.sync.server import schema

TIPS = 200_000
BOUND_MS = 150.0
_CHUNK = 5_000
_ARCHIVED_BEFORE = "2026-03-03"
ASKED = (
    "", "osvetleni", "lampa palackeho", "neporadek kontejner", "hluk", "vrak auta", "2025 000123", "mytna 12", "pes",
    "rozbite sklo", "kamenna", "skladka garaze", "semafor", "zizkovo nam", "parkovani chodnik", "plot", "lavicka",
    "osv", "la", "p", "k", "chomutov", "nefunkcni osvetleni skolni", "xyzzy", "ulomena vetev lipska 7", "klic ruska",
)  # fmt: skip


def fill(database: Database) -> None:
    """The corpus with its words, as the server writes them; nothing is published."""
    chunk = []
    for tip in corpus.tips(TIPS):
        archived = tip.closing is not None and tip.closing.at < _ARCHIVED_BEFORE
        chunk.append(TipRecord(tip, tip.district_id, archived))
        if len(chunk) == _CHUNK:
            _write(database, chunk)
            chunk = []
    _write(database, chunk)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _write(database: Database, records: Sequence[TipRecord]) -> None:
    if records:
        with database.write() as connection:
            connection.execute(sa.insert(schema.tip), [tip_row(record) for record in records])
            search.write(connection, [record.tip for record in records], {})


def timed(work: Callable[[str], object]) -> list[float]:
    """Milliseconds of each question, of three times the shortest."""
    found = []
    for text in ASKED:
        times = []
        for _ in range(3):
            start = perf_counter()
            work(text)
            times.append((perf_counter() - start) * 1000)
        found.append(min(times))
    return found


def _indexed(database: Database, scopes: Sequence[str], text: str) -> None:
    with database.read() as connection:
        search.find(connection, Question(wanted_words(text), older=True, limit=51), scopes)


def _scanned(database: Database, scopes: Sequence[str], text: str) -> None:
    tip, words = schema.tip.c, schema.tip_words.c
    query: sa.Select[Any] = sa.select(tip.doc).join(schema.tip_words, words.tip_id == tip.id)
    query = query.where(tip.scope.in_(scopes), tip.archived)
    for word in wanted_words(text):
        query = query.where((" " + words.words).like(f"% {word}%"))
    with database.read() as connection:
        connection.execute(query.order_by(tip.created_at.desc(), tip.id.desc()).limit(51)).all()


def _rows(name: str, url: str) -> list[Row]:
    database = Database(url)
    upgrade(database)
    fill(database)
    city, district = corpus.DISTRICTS, corpus.DISTRICTS[:1]
    whole = percentile(timed(partial(_indexed, database, city)), 0.95)
    part = percentile(timed(partial(_indexed, database, district)), 0.95)
    plain = percentile(timed(partial(_scanned, database, city)), 0.95)
    database.close()
    return [
        Row(f"older tips, whole city p95, {name}", whole, "ms", BOUND_MS, "at most", whole <= BOUND_MS),
        Row(f"older tips, one district p95, {name}", part, "ms", BOUND_MS, "at most", part <= BOUND_MS),
        Row(f"older tips, plain scan p95, {name}", plain, "ms", None, "peer", holds=True),
    ]


def run() -> list[Row]:
    """Both databases."""
    with tempfile.TemporaryDirectory() as directory:
        rows = _rows("SQLite", f"sqlite:///{Path(directory) / 'server.sqlite3'}")
    cluster = PostgresCluster(durable=False)
    try:
        return rows + _rows("PostgreSQL", cluster.url(cluster.create()))
    finally:
        cluster.stop()
