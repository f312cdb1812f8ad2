"""Only publish writes the feed, and its numbers are the order of what becomes visible."""

import ast
import re
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection

import sync.server
from app.identifiers import new_id
from app.tips import operations as ops
from sync.server.feed import publish as module
from sync.server.feed.publish import Gone, Move, Put, Step, publish
from sync.server.feed.repository import fetch
from tests.sync.server import schema
from tests.sync.server.station import EAST, IN_WEST, WEST, Station

WRITES = re.compile(r"\b(insert\s+into|update|delete\s+from)\s+\"?(feed|scope|erased)\b", re.IGNORECASE)
ROOT = Path(sync.server.__file__).parent


def put(row_id: str, scope: str, doc: str = "{}", kind: str = "tip", root: str = "") -> Put:
    return Put(kind, row_id, root or row_id, scope, doc)


def write(station: Station, steps: Sequence[Step]) -> None:
    with station.server.database.write() as connection:
        publish(connection, steps, station.server.now())


def feed(station: Station, scope: str) -> list[tuple[str, bool, int]]:
    column = schema.feed.c
    query = sa.select(column.row_id, column.gone, column.seq).where(column.scope == scope).order_by(column.seq)
    return [(row.row_id, bool(row.gone), row.seq) for row in station.all(query)]


def test_that_a_later_change_moves_the_row_up(bare_station: Station) -> None:
    write(bare_station, [put("a", "s"), put("b", "s")])
    write(bare_station, [put("a", "s", '{"n":2}')])
    assert feed(bare_station, "s") == [("b", False, 2), ("a", False, 3)]


def test_that_a_move_takes_children_along_and_later_steps_win(bare_station: Station) -> None:
    write(bare_station, [put("t", "s"), put("n", "s", kind="note", root="t"), put("other", "s")])
    write(bare_station, [Move("t", "s", "r"), put("t", "r", '{"n":2}')])
    assert {(row, gone) for row, gone, _ in feed(bare_station, "s")} == {("other", False), ("t", True), ("n", True)}
    assert {(row, gone) for row, gone, _ in feed(bare_station, "r")} == {("n", False), ("t", False)}
    with bare_station.server.database.read() as connection:
        rows = fetch(connection, "r", 0, 9, contacts=True)
    assert [doc for _, row_id, _, doc in rows if row_id == "t"] == [b'{"n":2}']


def test_that_numbers_of_a_scope_have_no_gaps(bare_station: Station) -> None:
    for _ in range(3):
        write(bare_station, [put(new_id(), "s"), put(new_id(), "r"), put(new_id(), "s")])
    assert [seq for _, _, seq in feed(bare_station, "s")] == list(range(1, 7))
    assert bare_station.scalar(sa.select(schema.scope.c.head).where(schema.scope.c.id == "s")) == 6


def test_that_what_left_has_no_document(bare_station: Station) -> None:
    write(bare_station, [put("a", "s", '{"secret":1}')])
    write(bare_station, [Gone("a", "s")])
    assert bare_station.all(sa.select(schema.feed.c.gone, schema.feed.c.doc)) == [(True, None)]


def test_that_no_other_module_writes_the_feed() -> None:
    writers = set()
    files = [path for path in ROOT.rglob("*.py") if "migrations" not in path.parts]
    assert len(files) > 30
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITES.search(node.value):
                writers.add(path.name)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                written = node.func.attr in ("insert", "update", "delete")
                named = {ast.unparse(argument) for argument in node.args}
                if written and named & {"schema.feed", "schema.scope", "schema.erased"}:
                    writers.add(path.name)
    assert writers == {"publish.py"}


def test_that_in_a_pushs_transaction_the_counters_come_last(station: Station) -> None:
    statements: list[str] = []
    event.listen(station.server.database.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    station.supervisor().do(new_id(), ops.TipFile(title="Lampa", category="light", place=IN_WEST))
    counters = [place for place, text in enumerate(statements) if re.match(r"INSERT INTO scope", text)]
    others = [
        place
        for place, text in enumerate(statements)
        if re.match(r"(INSERT|UPDATE|DELETE)", text) and not WRITES.search(text)
    ]
    assert counters
    assert max(others) < counters[-1]
    assert all(WRITES.search(text) for text in statements[counters[-1] :] if not text.startswith("SELECT"))


def test_that_a_cursor_never_overtakes_a_slow_writer(bare_station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer pauses between its counter and its commit; others write, a reader reads: nothing is ever missed."""
    database = bare_station.server.database
    counted, go_on = threading.Event(), threading.Event()
    original = module.advance

    def slow(connection: Connection, counts: dict[str, int]) -> dict[str, int]:
        heads = original(connection, counts)
        if threading.current_thread().name == "slow":
            counted.set()
            assert go_on.wait(20)
        return heads

    monkeypatch.setattr(module, "advance", slow)
    first = threading.Thread(target=write, args=(bare_station, [put("slow", "s")]), name="slow")
    first.start()
    assert counted.wait(20)
    second = threading.Thread(target=write, args=(bare_station, [put("quick", "s")]), name="quick")
    second.start()
    seen: dict[str, int] = {}
    cursor = 0
    for round_number in range(6):
        if round_number == 3:
            go_on.set()
            first.join()
            second.join()
        with database.read() as connection:
            for _, row_id, seq, _ in fetch(connection, "s", cursor, 10, contacts=True):
                seen[row_id] = cursor = seq
    assert seen == {"slow": 1, "quick": 2}


def test_that_writers_of_many_scopes_do_not_deadlock(station: Station) -> None:
    failures: list[BaseException] = []

    def work(order: int) -> None:
        try:
            for _ in range(10):
                scopes = [WEST, EAST, "s", "r"] if order % 2 else ["r", "s", EAST, WEST]
                steps = [put(new_id(), one) for one in scopes]
                station.server.database.durably(partial(publish, steps=steps, at=station.server.now()))
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)

    threads = [threading.Thread(target=work, args=(order,)) for order in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert [seq for _, _, seq in feed(station, "s")] == list(range(1, 41))
