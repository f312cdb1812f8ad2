"""What only PostgreSQL can show: writers side by side, and a backend killed right after its commit."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips.operations import TipFile
from sync.client.credentials import DeviceKey
from sync.client.outcomes import RoundDone
from sync.server.feed import publish
from tests.faults.checker import Violation, check_acknowledged, check_quiet
from tests.faults.device import FieldDevice, ShiftedClock
from tests.faults.in_process import InProcessTransport
from tests.faults.mutants import mutated
from tests.faults.patching import current, patched
from tests.faults.server_process import HANG_SECONDS
from tests.postgres_cluster import PostgresCluster
from tests.sync.server.station import IN_WEST, WEST, Station, open_station


def _device(station: Station, folder: Path, officer: str, name: str) -> FieldDevice:
    signed = station.signed_in(officer)
    key = DeviceKey(signed.device_id, signed.key.private_bytes_raw())
    transport = InProcessTransport(station.app, lambda: station.clock().timestamp())
    return FieldDevice(folder / name, officer, transport, key, clock=ShiftedClock(station.clock))


@contextmanager
def _three_devices(url: str, folder: Path) -> Iterator[tuple[Station, list[FieldDevice]]]:
    with open_station(url, folder / "files") as station:
        station.with_districts()
        officer = station.person("anna", Role.OFFICER, WEST)
        devices = [_device(station, folder, officer, name) for name in ("one", "two", "reader")]
        try:
            for device in devices:
                assert isinstance(device.round(), RoundDone)
            yield station, devices
        finally:
            for device in devices:
                device.stop()
                device.transport.close()


def _race(url: str, folder: Path) -> None:
    """One writer pauses between its counter and its commit while another one goes by and a reader pulls."""
    with _three_devices(url, folder) as (station, (slow, fast, reader)):
        for device in (slow, fast):
            device.record(new_id(), TipFile(title="Lampa", category="light", place=IN_WEST))
        paused, go_on = threading.Event(), threading.Event()
        at_point = current(publish, "crash_point")

        def pause(name: str) -> None:
            if name == "publish.after_feed" and not paused.is_set():
                paused.set()
                go_on.wait(HANG_SECONDS)
            at_point(name)

        with patched((publish, "crash_point", pause)):
            slow_round = threading.Thread(target=slow.round)
            slow_round.start()
            assert paused.wait(HANG_SECONDS)
            fast_round = threading.Thread(target=fast.round)
            fast_round.start()
            fast_round.join(2.0)
            assert isinstance(reader.round(), RoundDone)
            go_on.set()
            slow_round.join()
            fast_round.join()
        for device in (slow, fast, reader):
            for _ in range(2):
                assert isinstance(device.round(), RoundDone)
        check_quiet(station.server.database, [slow, fast, reader], station.server.now())


def test_that_a_cursor_does_not_overtake_a_writer_that_pauses_before_its_commit(
    postgres_cluster: PostgresCluster, tmp_path: Path
) -> None:
    _race(postgres_cluster.url(postgres_cluster.create()), tmp_path / "right")


def test_that_numbers_from_a_sequence_are_found_out(postgres_cluster: PostgresCluster, tmp_path: Path) -> None:
    url = postgres_cluster.url(postgres_cluster.create())
    with mutated("sequence_cursor") as hits, pytest.raises(Violation) as caught:
        _race(url, tmp_path / "mutant")
    assert hits.count > 0
    assert caught.value.invariant in {"I3", "I4"}


_WHO_ELSE_WRITES = """
SELECT pid FROM pg_stat_activity WHERE backend_type IN ('walwriter', 'background writer', 'checkpointer')
"""


def _commit_and_kill(cluster: PostgresCluster, folder: Path) -> None:
    """Push, and right after the answer kill the database with all its backends: it starts anew from its log."""
    url = cluster.url(cluster.create())
    with _three_devices(url, folder) as (station, (writer, _, _)):
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as admin:
            admin.execute("CHECKPOINT")
            for (writes,) in admin.execute(_WHO_ELSE_WRITES).fetchall():  # or a page that is full is written by them
                os.kill(writes, signal.SIGSTOP)
        writer.record(new_id(), TipFile(title="Lampa", category="light", place=IN_WEST))
        report = writer.round()
        cluster.crash()
        assert isinstance(report, RoundDone)
        cluster.restart()
        station.server.database.engine.dispose()
        with station.server.database.read() as connection:
            check_acknowledged(connection, writer)


def test_that_what_was_acknowledged_outlives_a_killed_backend(tmp_path: Path) -> None:
    with PostgresCluster(durable=True) as cluster:
        _commit_and_kill(cluster, tmp_path / "right")


def test_that_a_commit_without_the_disk_is_found_out(tmp_path: Path) -> None:
    with (
        PostgresCluster(durable=True) as cluster,
        mutated("commit_without_the_disk") as hits,
        pytest.raises(Violation) as caught,
    ):
        _commit_and_kill(cluster, tmp_path / "mutant")
    assert hits.count > 0
    assert caught.value.invariant == "I1"
