"""kill -9 in the middle of the surface or of the release, and two workers at once: each effect comes, and once."""

import subprocess
import sys
import threading

import pytest
import sqlalchemy as sa

from app.ratings.domain import Answer
from sync.server.jobs.worker import Worker
from sync.server.ratings.jobs import PERIODIC
from sync.server.ratings.tables import rating, rating_burst, rating_release
from tests.sync.server import schema
from tests.sync.server.ratings.given import crowd, hand_over
from tests.sync.server.station import IN_EAST, IN_WEST, Station

HANG_SECONDS = 120.0
KINDS = {kind.name: kind for kind in PERIODIC}


def planned(station: Station, name: str) -> Worker:
    """A burst in the west and a cell of the east, rated two months ago; the job is due."""
    hand_over(station, *crowd(IN_WEST, 12, Answer.VERY_UNSAFE), *crowd(IN_EAST, 8, Answer.VERY_SAFE, 40))
    worker = Worker(station.server, [KINDS[name]])
    worker.plan()
    station.clock.forward(days=60)
    return worker


def effects(station: Station) -> tuple[int, int, int, int]:
    """Bursts, ratings in one, rows of cells in the feed, releases."""
    count = sa.func.count()
    queries = (
        sa.select(count).select_from(rating_burst),
        sa.select(count).where(rating.c.burst_id.is_not(None)),
        sa.select(count).where(schema.feed.c.kind == "cell"),
        sa.select(count).select_from(rating_release),
    )
    bursts, in_bursts, cells, releases = (int(station.scalar(query)) for query in queries)
    return bursts, in_bursts, cells, releases


@pytest.mark.parametrize("name", ["surface", "release_ratings"])
def test_that_a_killed_job_has_no_effect_and_comes_back_whole(station: Station, name: str) -> None:
    worker = planned(station, name)
    where = (station.settings.database, str(station.settings.files), name, station.clock.at.isoformat())
    died = subprocess.run(
        [sys.executable, "-m", "tests.sync.server.ratings.dying", *where], check=False, timeout=HANG_SECONDS
    )
    assert died.returncode == -9
    assert effects(station) == (0, 0, 0, 0)
    assert worker.run_due() == 0
    station.clock.forward(seconds=station.settings.job_lease_seconds + 1)
    assert worker.run_due() == 1
    whole = effects(station)
    assert whole[:2] == (1, 12)
    assert (whole[2] > 0, whole[3]) == ((True, 0) if name == "surface" else (False, 1))


@pytest.mark.parametrize("name", ["surface", "release_ratings"])
def test_that_two_at_once_have_one_effect(station: Station, name: str) -> None:
    planned(station, name)
    gate = threading.Barrier(2)
    faults: list[BaseException] = []

    def run() -> None:
        gate.wait(HANG_SECONDS)
        try:
            work = KINDS[name].work
            assert work is not None
            station.server.database.durably(lambda connection: work(connection, station.server, KINDS[name].payload()))
        except BaseException as fault:  # noqa: BLE001 - shown by the thread of the test
            faults.append(fault)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANG_SECONDS)
    assert faults == []
    found = effects(station)
    assert found[:2] == (1, 12)
    assert found[3] == (0 if name == "surface" else 1)
    seqs = [row.seq for row in station.all(sa.select(schema.feed.c.seq).where(schema.feed.c.scope == "team"))]
    assert sorted(seqs) == list(range(1, len(seqs) + 1))
