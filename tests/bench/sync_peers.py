"""Okrskář beside PouchDB 9 against pouchdb-server: identical rows and fields, SQLite on disk on every side."""

import multiprocessing
import os
import shutil
import signal
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

import msgspec

from app.accounts.domain import Role
from app.tips.domain import Tip
from app.tips.operations import TipEdit
from sync.client.credentials import DeviceKey
from sync.client.origin import Origin
from sync.client.outcomes import RoundDone
from sync.client.transport import Transport
from tests.bench.peers.pouchdb import Peer, running
from tests.bench.row import Row
from tests.faults.city import City, made_up_tips
from tests.faults.device import FieldDevice
from tests.faults.server_process import ServerProcess

TIPS = 5_000
CHANGES = 1_000
KILL_AFTER = 0.25
"""Of the time of a whole first sync."""


@dataclass(slots=True)
class Measured:
    """What one of the two did; seconds, bytes on the wire, rows."""

    first_seconds: float = 0.0
    first_bytes: float = 0.0
    push_seconds: float = 0.0
    nothing_ms: float = 0.0
    nothing_bytes: float = 0.0
    second_seconds: float = 0.0
    resume_seconds: float = 0.0
    resume_bytes: float = 0.0
    left_rows: float = 0.0


class Ours:
    """Our server on SQLite in its own process, with the tips that the peer gets too."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        url = f"sqlite:///{folder / 'server.sqlite3'}"
        self.city = City(url, folder / "files", 2)
        self.officer = self.city.person("anna", Role.OFFICER, *self.city.districts)
        self.supervisor = self.city.person("sylva", Role.SUPERVISOR)
        self.tips: list[Tip] = self.city.file(made_up_tips(TIPS, 2, contacts=False))
        self.server = ServerProcess(url, folder / "files", folder / "server.log")
        self.server.start()

    def device(self, name: str, officer: str | None = None) -> FieldDevice:
        """A new device."""
        transport = Transport(Origin(self.server.origin))
        key: DeviceKey = self.city.enrolled(officer or self.officer, transport)
        return FieldDevice(self.folder / name, officer or self.officer, transport, key)

    def close(self) -> None:
        """End the server."""
        self.server.kill()
        self.city.close()


def _round(device: FieldDevice) -> tuple[float, RoundDone]:
    started = perf_counter()
    report = device.round()
    seconds = perf_counter() - started
    assert isinstance(report, RoundDone), report
    return seconds, report


def _sync_until_killed(folder: str, officer: str, origin: str, key: DeviceKey) -> None:
    device = FieldDevice(Path(folder), officer, Transport(Origin(origin)), key, page_rows=500)
    device.round()


def measure_ours(ours: Ours) -> Measured:
    """Our side."""
    found = Measured()
    device = ours.device("first")
    found.first_seconds, report = _round(device)
    found.first_bytes = report.bytes_received + report.bytes_sent
    second = ours.device("second")
    _round(second)
    for tip in ours.tips[:CHANGES]:
        device.record(tip.id, TipEdit(field="title", base=tip.title, value=f"{tip.title} a"))
    found.push_seconds, report = _round(device)
    assert report.sent == CHANGES
    found.second_seconds, report = _round(second)
    _round(device)
    nothing, report = _round(device)
    found.nothing_ms, found.nothing_bytes = nothing * 1000, report.bytes_received + report.bytes_sent
    found.resume_seconds, found.resume_bytes = _resume_ours(ours, found.first_seconds)
    ours.city.withdraw(ours.officer, "d1")
    _round(second)
    found.left_rows = sum(doc["district_id"] == "d1" for doc in second.docs("tip").values())
    return found


def _resume_ours(ours: Ours, whole: float) -> tuple[float, float]:
    transport = Transport(Origin(ours.server.origin))
    key = ours.city.enrolled(ours.officer, transport)
    folder = ours.folder / "killed"
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_sync_until_killed, args=(str(folder), ours.officer, ours.server.origin, key))
    process.start()
    while process.is_alive() and not any(folder.glob("device.db-wal")):
        sleep(0.005)
    process.join(whole * KILL_AFTER)
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    device = FieldDevice(folder, ours.officer, transport, key)
    seconds, report = _round(device)
    assert len(device.docs("tip")) == TIPS
    return seconds, report.bytes_received + report.bytes_sent


def measure_peer(peer: Peer, tips: list[Tip]) -> Measured:
    """The peer's side, on the same documents."""
    found = Measured()
    peer.fill({"_id": tip.id, "scope": tip.district_id, **msgspec.to_builtins(tip)} for tip in tips)
    first = peer.device("pull", "first")
    found.first_seconds, found.first_bytes = first["seconds"], first["bytes"]
    peer.device("pull", "second")
    peer.device("edit", "first", count=CHANGES, mark=" a")
    push = peer.device("push", "first")
    assert push["written"] == CHANGES
    found.push_seconds = push["seconds"]
    found.second_seconds = peer.device("pull", "second")["seconds"]
    peer.device("round", "first")
    nothing = peer.device("round", "first", warm=True)
    found.nothing_ms, found.nothing_bytes = nothing["seconds"] * 1000, nothing["bytes"]
    peer.start_and_kill("pull", "killed", found.first_seconds * KILL_AFTER + 0.5)
    resumed = peer.device("pull", "killed")
    found.resume_seconds, found.resume_bytes = resumed["seconds"], resumed["bytes"]
    peer.device("pull", "scoped", scope="d1")
    peer.fill({**document, "scope": "d0"} for document in peer.documents(TIPS + 10) if document.get("scope") == "d1")
    peer.device("pull", "scoped", scope="d1")
    found.left_rows = peer.device("count", "scoped")["rows"]
    return found


def _beside(name: str, unit: str, ours: float, peer: float, at_least: float | None = None) -> list[Row]:
    rows = [
        Row(f"{name}: Okrskář", ours, unit, None, "", holds=True),
        Row(f"{name}: PouchDB", peer, unit, None, "", holds=True),
    ]
    if at_least is not None:
        times = peer / ours
        rows.append(Row(f"{name}: times faster", times, "×", at_least, "at least", holds=times >= at_least))
    return rows


def run() -> list[Row]:
    """Both, one after the other, on the same rows."""
    folder = Path(tempfile.mkdtemp(prefix="okrskar-bench-peers-"))
    ours = Ours(folder / "ours")
    try:
        mine = measure_ours(ours)
        with running(folder / "peer") as peer:
            theirs = measure_peer(peer, ours.tips)
    finally:
        ours.close()
        shutil.rmtree(folder, ignore_errors=True)
    return [
        *_beside(f"first sync of {TIPS:,} tips", "s", mine.first_seconds, theirs.first_seconds),
        *_beside("its bytes on the wire", "B", mine.first_bytes, theirs.first_bytes),
        *_beside(f"push of {CHANGES:,} changes", "s", mine.push_seconds, theirs.push_seconds, 3.0),
        *_beside("round with nothing new", "ms", mine.nothing_ms, theirs.nothing_ms),
        *_beside("its bytes (ours: bodies)", "B", mine.nothing_bytes, theirs.nothing_bytes),
        *_beside(f"{CHANGES:,} changes to a second device", "s", mine.second_seconds, theirs.second_seconds),
        *_beside("first sync resumed after kill -9", "s", mine.resume_seconds, theirs.resume_seconds),
        *_beside("its bytes", "B", mine.resume_bytes, theirs.resume_bytes),
        *_beside("rows left after the scope was lost", "rows", mine.left_rows, theirs.left_rows),
    ]
