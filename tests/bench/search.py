"""Search as you type, and opening a list, over 20,000 and 100,000 tips of the device's encrypted store."""

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from app.clock import SystemClock
from app.db.outcomes import StoreFull
from app.session import DeviceSession, open_session
from app.tips import search
from app.tips.views import Sort, Tab, TipQuery
from app.tips.words import wanted_words
from app.values import Place
from tests.bench import corpus
from tests.bench.row import Row, row, several

KEY = bytes(range(32))
HERE = Place(50.4605, 13.4178)
KEYSTROKE_MS = 12.0
LETTER_MS = 30.0
OPENED_MS = 400.0


def filled(directory: Path, number: int) -> DeviceSession:
    """A device that has pulled ``number`` tips and indexed them."""
    session = open_session(directory, KEY, clock=SystemClock())
    assert isinstance(session, DeviceSession)
    for page in corpus.pages_of(corpus.rows_of(corpus.tips(number)), 10_000):
        session.exchange.apply_page(page)
    while (left := session.tips.index_some(2_000)) and not isinstance(left, StoreFull):
        pass
    return session


def percentile(samples: list[float], share: float) -> float:
    """The smallest sample that ``share`` of all do not exceed."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _timed(session: DeviceSession, queries: list[TipQuery]) -> list[float]:
    """Milliseconds of each, asked once, by a person who has just begun: nothing is remembered of earlier searches."""
    session.tips.lists.forget()
    session.preload()
    return [_ms(partial(session.tips.page, query)) for query in queries]


def _ms(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def _p95(sweep: Callable[[], list[float]]) -> list[float]:
    """The 95th percentile of each of several sweeps."""
    return several(lambda: percentile(sweep(), 0.95))


def _plain(session: DeviceSession, texts: list[str]) -> list[float]:
    """The bound: asking the index alone for the newest 50 rows, with no tab, order, count or document."""
    query = "SELECT rowid FROM tip_search WHERE tip_search MATCH ? ORDER BY rowid DESC LIMIT 50"

    def ask(text: str) -> None:
        with session.store.read() as connection:
            connection.exec_driver_sql(query, (search.expression(wanted_words(text)),)).all()

    return [_ms(partial(ask, text)) for text in texts]


def _opened_ms(directory: Path) -> float:
    """From the key to the first page of a list."""
    start = perf_counter()
    again = open_session(directory, KEY)
    assert isinstance(again, DeviceSession)
    again.preload()
    again.tips.page(TipQuery(tab=Tab.NEW))
    taken = (perf_counter() - start) * 1000
    again.close()
    return taken


def _rows(number: int, directory: Path) -> list[Row]:
    session = filled(directory, number)
    typed = corpus.keystrokes(400)
    queries = [TipQuery(text=text, tab=(Tab.ALL, Tab.WAITING)[turn % 2]) for turn, text in enumerate(typed)]
    near = [TipQuery(text=text, sort=Sort.NEAR, near=HERE) for text in typed]
    letters = [TipQuery(text=letter) for letter in "abcdehijklmnoprstuvz"]
    lists = [
        TipQuery(tab=tab, sort=sort, near=HERE, offset=offset) for tab in Tab for sort in Sort for offset in (0, 500)
    ]
    name = f"{number:,} tips"
    rows = [
        row(f"search keystroke p95, {name}", _p95(partial(_timed, session, queries)), "ms", at_most=KEYSTROKE_MS),
        row(f"search one letter p95, {name}", _p95(partial(_timed, session, letters)), "ms", at_most=LETTER_MS),
        row(f"search nearest first p95, {name}", _p95(partial(_timed, session, near)), "ms", at_most=LETTER_MS),
        row(f"search bare FTS5 p95, {name}", _p95(partial(_plain, session, typed)), "ms", peer=True),
        row(f"list page p95, {name}", _p95(partial(_timed, session, lists)), "ms", at_most=20.0),
    ]
    session.close()
    _opened_ms(directory)
    opened = several(partial(_opened_ms, directory), 5)
    return [*rows, row(f"open store and first page, {name}", opened, "ms", at_most=OPENED_MS)]


def run() -> list[Row]:
    """Both sizes."""
    rows: list[Row] = []
    for number in (20_000, 100_000):
        with tempfile.TemporaryDirectory() as directory:
            rows += _rows(number, Path(directory))
    return rows
