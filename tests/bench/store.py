"""Taking in a first sync and writing changes down, beside plain inserts into the same kind of encrypted file."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from app.db.store import Store, open_store
from app.exchange.extract import KINDS
from app.identifiers import new_id
from app.session import DeviceSession, open_session
from app.tips.operations import TipNoteAdd
from tests.bench import corpus
from tests.bench.row import TRIES, Row, installed, pairs, ratios, row

KEY = bytes(range(32))
SYNC_SHARE = 1.8
PAGE = 10_000


def plain_insert_s(directory: Path, rows: list[corpus.FeedRow]) -> float:
    """Seconds for the same rows into the same table of the same encrypted file, in one executemany a page."""
    store = open_store(directory / "plain.db", KEY)
    assert isinstance(store, Store)
    kind = KINDS["tip"]
    ready = [kind.parameters(row.id, row.doc) for row in rows]
    statement = kind.put.split(" ON CONFLICT")[0]
    start = perf_counter()
    for first in range(0, len(ready), PAGE):
        with store.write() as connection:
            connection.exec_driver_sql(statement, ready[first : first + PAGE])
    taken = perf_counter() - start
    store.close()
    return taken


def _opened(directory: Path) -> DeviceSession:
    session = open_session(directory, KEY)
    assert isinstance(session, DeviceSession)
    return session


def applied_s(directory: Path, rows: list[corpus.FeedRow]) -> float:
    """Seconds for the rows as pages of the feed: documents read, rows, memberships and cursors written."""
    session = _opened(directory)
    start = perf_counter()
    for page in corpus.pages_of(rows, PAGE):
        session.exchange.apply_page(page)
    taken = perf_counter() - start
    session.close()
    return taken


def _first_sync(number: int) -> list[Row]:
    """Plain and applied in turns."""
    rows = corpus.rows_of(corpus.tips(number))

    def fresh(work: Callable[[Path, list[corpus.FeedRow]], float]) -> float:
        with tempfile.TemporaryDirectory() as folder:
            return work(Path(folder), rows)

    both = pairs(lambda: fresh(applied_s), lambda: fresh(plain_insert_s))
    name = f"{number:,} tips"
    return [
        row(f"plain insert, {name}", [plain for _, plain in both], "s", peer=True),
        row(f"pages applied, {name}", [applied for applied, _ in both], "s"),
        row(f"pages applied, times plain insert, {name}", ratios(both), "×", at_most=SYNC_SHARE),
    ]


def _indexed_ms(rows: list[corpus.FeedRow]) -> tuple[list[float], list[float]]:
    """Milliseconds of each slice of the index after a first sync, and of each of a hundred notes then written down."""
    with tempfile.TemporaryDirectory() as folder:
        applied_s(Path(folder), rows)
        session = _opened(Path(folder))
        slices: list[float] = []
        left: object = len(rows)
        while left != 0:
            start = perf_counter()
            left = session.tips.index_some()
            slices.append((perf_counter() - start) * 1000)
        acts = []
        for _ in range(100):
            start = perf_counter()
            session.tips.act(rows[0].id, TipNoteAdd(note_id=new_id(), text="Poznámka na místě."))
            acts.append((perf_counter() - start) * 1000)
        session.close()
    return slices, acts


def _behind(number: int) -> list[Row]:
    """What follows a first sync: the index in slices, and a change written down."""
    rows = corpus.rows_of(corpus.tips(number))
    found = [_indexed_ms(rows) for _ in range(TRIES)]
    name = f"{number:,} tips"
    return [
        row(f"search index built behind it, {name}", [sum(slices) / 1000 for slices, _ in found], "s"),
        row(f"one slice of the index, {name}", [median(slices) for slices, _ in found], "ms", at_most=100.0),
        row(f"one slice of the index, longest, {name}", [max(slices) for slices, _ in found], "ms"),
        row(f"one note recorded durably, {name}", [median(acts) for _, acts in found], "ms", at_most=50.0),
    ]


def _process_s(script: str) -> float:
    """Seconds of a fresh process whose modules lie compiled on the disk, as those of an installed program do."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", script], check=True, env=installed())
    return perf_counter() - start


def _cold_start() -> list[Row]:
    """A fresh process: import, open with the key, first page of 20,000 tips."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        applied_s(directory, corpus.rows_of(corpus.tips(20_000)))
        script = (
            "from pathlib import Path; from app.session import open_session; from app.tips.views import TipQuery;"
            f"open_session(Path({str(directory)!r}), bytes(range(32))).tips.page(TipQuery())"
        )
        _process_s(script)
        both = pairs(lambda: _process_s(script), lambda: _process_s("pass"), 5)
    return [
        row("bare Python started", [bare for _, bare in both], "s", peer=True),
        row("services imported, 20,000 tips opened, first page", [taken for taken, _ in both], "s", at_most=1.0),
    ]


def run() -> list[Row]:
    """First sync of 20,000 and 50,000, and a cold start."""
    return [*_first_sync(20_000), *_first_sync(50_000), *_behind(20_000), *_cold_start()]
