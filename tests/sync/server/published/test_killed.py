"""kill -9 in the middle of the publishing job, and two at once: nobody reads half of it, and it comes whole."""

import subprocess
import sys
import threading

import sqlalchemy as sa

from app.identifiers import new_id
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipClose, TipFile
from sync.server.jobs.worker import Worker
from sync.server.published import service
from sync.server.published.tables import public_document
from tests.sync.server.station import IN_EAST, IN_WEST, WEST, Station

HANG_SECONDS = 120.0
(KIND,) = service.KINDS


def names(station: Station) -> list[str]:
    return [row.name for row in station.all(sa.select(public_document.c.name).order_by(public_document.c.name))]


def some_work(station: Station) -> None:
    officer = station.officer("novak", WEST)
    for place in (IN_WEST, IN_EAST):
        tip = new_id()
        officer.do(tip, TipFile("Nesvítí", "light", place=place))
        officer.do(tip, TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED)))


def test_that_a_killed_job_publishes_nothing_and_comes_back_whole(station: Station) -> None:
    some_work(station)
    worker = Worker(station.server, [KIND])
    worker.plan()
    station.clock.forward(hours=4)
    where = (station.settings.database, str(station.settings.files), KIND.name, station.clock.at.isoformat())
    died = subprocess.run(
        [sys.executable, "-m", "tests.sync.server.ratings.dying", *where], check=False, timeout=HANG_SECONDS
    )
    assert died.returncode == -9
    assert names(station) == []
    assert worker.run_due() == 0
    station.clock.forward(seconds=station.settings.job_lease_seconds + 1)
    assert worker.run_due() == 1
    *districts, town, _, _ = names(station)
    assert (districts, town) == (["district-d1", "district-d2", "news-d1", "news-d2"], "town")


def test_that_two_at_once_write_it_once(station: Station) -> None:
    some_work(station)
    gate = threading.Barrier(2)
    written: list[int] = []

    def run() -> None:
        gate.wait(HANG_SECONDS)
        done = station.server.database.durably(lambda connection: service.make(connection, station.server))
        written.append(done.written)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANG_SECONDS)
    assert sorted(written) == [0, 7], "the second has nothing else to say"
