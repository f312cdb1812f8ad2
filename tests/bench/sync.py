"""Sync on PostgreSQL: first sync, a thousand operations pushed, a round with nothing new; each beside a bound."""

import gzip
import shutil
import socket
import tempfile
import threading
from pathlib import Path
from time import perf_counter
from typing import Any

from app.accounts.domain import Role
from app.db.store import Store, open_store
from app.exchange.extract import KINDS
from app.tips.operations import TipEdit
from sync.client.cancel import Cancel
from sync.client.credentials import DeviceKey
from sync.client.origin import Origin
from sync.client.outcomes import RoundDone
from sync.client.push import Pushed, Pusher
from sync.client.transport import Transport
from tests.bench.row import Row, pairs, ratios, row, several
from tests.faults.city import City, made_up_tips
from tests.faults.device import DATA_KEY, FieldDevice
from tests.faults.proxy import FaultProxy
from tests.faults.server_process import ServerProcess
from tests.postgres_cluster import PostgresCluster

PAIRS = 5
TIMES_PLAIN = 1.8
DISTRICTS = 3
_MILLION = 1_000_000


class Bench:
    """A city of ``tips`` tips at a server in its own process, and devices beside it."""

    def __init__(self, folder: Path, cluster: PostgresCluster, tips: int) -> None:
        self.folder = folder
        url = cluster.url(cluster.create())
        folder.mkdir()
        self.city = City(url, folder / "files", DISTRICTS)
        self.officer = self.city.person("anna", Role.OFFICER, *self.city.districts)
        made_up = made_up_tips(tips, DISTRICTS)
        for start in range(0, tips, 5_000):
            self.city.file(made_up[start : start + 5_000])
        self.server = ServerProcess(url, folder / "files", folder / "server.log")
        self.server.start()
        self._devices = 0

    def device(self, origin: str | None = None, officer: str | None = None) -> FieldDevice:
        """A new, empty device."""
        self._devices += 1
        owner = officer or self.officer
        transport = Transport(Origin(origin or self.server.origin))
        key: DeviceKey = self.city.enrolled(owner, transport)
        return FieldDevice(self.folder / f"device{self._devices}", owner, transport, key)

    def close(self) -> None:
        """End the server."""
        self.server.kill()
        self.city.close()


def _done(device: FieldDevice) -> RoundDone:
    report = device.round()
    assert isinstance(report, RoundDone), report
    return report


def first_sync(bench: Bench) -> tuple[float, RoundDone, FieldDevice]:
    """From the first byte until the rows can be read in the list: seconds, the report, the device."""
    device = bench.device()
    started = perf_counter()
    report = _done(device)
    assert device.query("SELECT id, doc FROM tip ORDER BY n DESC LIMIT 30")
    return perf_counter() - started, report, device


def synced_rows(device: FieldDevice) -> list[Any]:
    """What came: kind, id, document."""
    parts = [f"SELECT '{kind}' AS kind, id, doc FROM {kind}" for kind in ("tip", "contact", "story")]
    return device.query(" UNION ALL ".join(parts))


def plain_insert(folder: Path, rows: list[Any]) -> float:
    """Insert the same rows into the same encrypted SQLite, all at once, without search index or memberships."""
    by_kind: dict[str, list[tuple[Any, ...]]] = {}
    for synced in rows:
        by_kind.setdefault(synced.kind, []).append(KINDS[synced.kind].parameters(synced.id, synced.doc))
    place = Path(tempfile.mkdtemp(dir=folder))
    store = open_store(place / "plain.db", DATA_KEY)
    assert isinstance(store, Store)
    started = perf_counter()
    with store.write() as connection:
        for kind, parameters in by_kind.items():
            connection.exec_driver_sql(KINDS[kind].put.partition(" ON CONFLICT")[0], parameters)
    seconds = perf_counter() - started
    store.close()
    shutil.rmtree(place)
    return seconds


def loopback(data: bytes) -> float:
    """Send these bytes through a loopback connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(data)

        sender = threading.Thread(target=serve)
        started = perf_counter()
        sender.start()
        with socket.create_connection(listener.getsockname()) as receiver:
            while receiver.recv(1 << 20):
                pass
        seconds = perf_counter() - started
        sender.join()
    return seconds


def measure_first_sync(folder: Path, cluster: PostgresCluster, tips: int) -> list[Row]:
    """First sync of so many tips."""
    bench = Bench(folder / f"first-{tips}", cluster, tips)
    try:
        _, report, device = first_sync(bench)
        rows = synced_rows(device)
        lines = b"\n".join(b'["%s","%s",%s]' % (r.kind.encode(), r.id.encode(), r.doc) for r in rows)
        packed = len(gzip.compress(lines, 6))
        both = pairs(lambda: first_sync(bench)[0], lambda: plain_insert(folder, rows), PAIRS)
        raw = several(lambda: loopback(lines))
        wire = report.bytes_received + report.bytes_sent
    finally:
        bench.close()
    name = f"first sync of {tips:,} tips ({len(rows):,} rows)"
    return [
        row(name, [ours for ours, _ in both], "s"),
        row(f"{name}: plain insert of the same rows", [plain for _, plain in both], "s", peer=True),
        row(f"{name}: times plain insert", ratios(both), "×", at_most=TIMES_PLAIN),
        row(f"{name}: raw loopback of the same JSON", raw, "s", peer=True),
        row(f"{name}: a row as JSON", [len(lines) / len(rows)], "B", exact=True),
        row(f"{name}: bytes on the wire", [wire / _MILLION], "MB", exact=True),
        row(f"{name}: times gzip -6 of the same rows", [wire / packed], "×", at_most=1.0, exact=True),
    ]


def measure_push(folder: Path, cluster: PostgresCluster, operations: int = 1_000) -> list[Row]:
    """Operations made offline on a thousand tips, pushed until each has its durable verdict."""
    bench = Bench(folder / "push", cluster, 2_000)
    try:
        device = bench.device()
        _done(device)
        ids = [row.id for row in device.query("SELECT id FROM tip ORDER BY id LIMIT ?", operations)]

        def push() -> float:
            for tip in ids:
                device.record(tip, TipEdit(field="title", base="", value=f"Oprava {perf_counter_ns_text()}"))
            pusher = Pusher(device.exchange, device.signed, device.clock, lambda _done, _of: None)
            started = perf_counter()
            pushed = pusher.run(Cancel())
            seconds = perf_counter() - started
            assert isinstance(pushed, Pushed)
            assert pushed.sent == operations
            return seconds

        taken = several(push)
    finally:
        bench.close()
    return [row(f"push of {operations:,} operations, durable", taken, "s", at_most=1.5)]


def perf_counter_ns_text() -> str:
    """A word that is new each time."""
    return f"{perf_counter():.9f}"


def _bytes_of_nothing(bench: Bench, officer: str) -> int:
    with FaultProxy(bench.server.port) as proxy:
        device = bench.device(proxy.url, officer)
        for _ in range(2):
            _done(device)
        proxy.reset_counts()
        _done(device)
        device.transport.close()
        return proxy.up + proxy.down


def measure_nothing_new(folder: Path, cluster: PostgresCluster) -> list[Row]:
    """A round with nothing new: bytes of question and answer with all their headers, and milliseconds."""
    bench = Bench(folder / "nothing", cluster, 1_000)
    try:
        size = _bytes_of_nothing(bench, bench.officer)
        for number in range(7):
            bench.city.person(f"officer{number}")
        widest = _bytes_of_nothing(bench, bench.city.person("sylva", Role.SUPERVISOR))
        direct = bench.device()
        for _ in range(2):
            _done(direct)

        def nothing() -> float:
            started = perf_counter()
            _done(direct)
            return perf_counter() - started

        taken = several(nothing, 21)
    finally:
        bench.close()
    return [
        row("round with nothing new: bytes with headers, both ways", [size], "B", at_most=600, exact=True),
        row("the same for a supervisor of eight officers", [widest], "B", exact=True),
        row("round with nothing new: time", [seconds * 1000 for seconds in taken], "ms"),
    ]


def run() -> list[Row]:
    """All of it."""
    folder = Path(tempfile.mkdtemp(prefix="okrskar-bench-sync-"))
    cluster = PostgresCluster(durable=True)
    try:
        return [
            *measure_first_sync(folder, cluster, 20_000),
            *measure_first_sync(folder, cluster, 50_000),
            *measure_push(folder, cluster),
            *measure_nothing_new(folder, cluster),
        ]
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
