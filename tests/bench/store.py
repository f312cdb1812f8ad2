"""Taking in a first sync and writing changes down, beside plain inserts into the same kind of encrypted file."""

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from app.db.store import Store, open_store
from app.exchange.extract import KINDS
from app.identifiers import new_id
from app.session import DeviceSession, open_session
from app.tips.operations import TipNoteAdd
from tests.bench import corpus
from tests.bench.row import Row

KEY = bytes(range(32))
SYNC_SHARE = 1.6


def plain_insert_s(directory: Path, rows: list[corpus.FeedRow]) -> float:
    """Seconds for the same rows into the same table of the same encrypted file, in one executemany a page."""
    store = open_store(directory / "plain.db", KEY)
    assert isinstance(store, Store)
    kind = KINDS["tip"]
    ready = [kind.parameters(row.id, row.doc) for row in rows]
    statement = kind.put.split(" ON CONFLICT")[0]
    start = perf_counter()
    for first in range(0, len(ready), 10_000):
        with store.write() as connection:
            connection.exec_driver_sql(statement, ready[first : first + 10_000])
    taken = perf_counter() - start
    store.close()
    return taken


def _first_sync(number: int) -> list[Row]:
    rows = corpus.rows_of(corpus.tips(number))
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        plain = plain_insert_s(directory, rows)
        session = open_session(directory / "device", KEY)
        assert isinstance(session, DeviceSession)
        start = perf_counter()
        for page in corpus.pages_of(rows, 10_000):
            session.exchange.apply_page(page)
        applied = perf_counter() - start
        start = perf_counter()
        slices = []
        while True:
            before = perf_counter()
            left = session.tips.index_some(500)
            slices.append((perf_counter() - before) * 1000)
            if left == 0:
                break
        indexed = perf_counter() - start
        start = perf_counter()
        for _ in range(100):
            session.tips.act(rows[0].id, TipNoteAdd(note_id=new_id(), text="Poznámka na místě."))
        act = (perf_counter() - start) * 10
        session.close()
    name = f"{number:,} tips"
    return [
        Row(f"plain insert, {name}", plain, "s", None, "peer", holds=True),
        Row(f"pages applied, {name}", applied, "s", plain * SYNC_SHARE, "at most", applied <= plain * SYNC_SHARE),
        Row(f"search index built behind it, {name}", indexed, "s", None, "", holds=True),
        Row(f"longest slice of the index, {name}", max(slices), "ms", 250.0, "at most", max(slices) <= 250.0),
        Row(f"one note recorded durably, {name}", act, "ms", 50.0, "at most", act <= 50.0),
    ]


def _cold_start() -> list[Row]:
    """A fresh process: import, open with the key, first page of 20,000 tips."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        session = open_session(directory, KEY)
        assert isinstance(session, DeviceSession)
        for page in corpus.pages_of(corpus.rows_of(corpus.tips(20_000)), 10_000):
            session.exchange.apply_page(page)
        session.close()
        script = (
            "from pathlib import Path; from app.session import open_session; from app.tips.views import TipQuery;"
            f"open_session(Path({str(directory)!r}), bytes(range(32))).tips.page(TipQuery())"
        )
        start = perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        bare = perf_counter() - start
        start = perf_counter()
        subprocess.run([sys.executable, "-c", script], check=True)
        taken = perf_counter() - start
    return [
        Row("bare Python started", bare, "s", None, "peer", holds=True),
        Row("services imported, 20,000 tips opened, first page", taken, "s", 1.0, "at most", taken <= 1.0),
    ]


def run() -> list[Row]:
    """First sync of 20,000 and 50,000, and a cold start."""
    return [*_first_sync(20_000), *_first_sync(50_000), *_cold_start()]
