"""Each job has its effect exactly once: with several workers, killed ones, failing work, on both databases."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.jobs import repository
from sync.server.jobs.background import Background
from sync.server.jobs.domain import Kind, Leased, Nothing
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.service import Server
from sync.server.settings import Settings
from tests.faults.server_process import HANG_SECONDS
from tests.sync.server.jobs.effects import Number, effect, kind, open_jobs, queue
from tests.sync.server.station import Station

JOBS = 60


def numbers(server: Server) -> list[int]:
    with server.database.read() as connection:
        return list(connection.execute(sa.select(effect.c.number).order_by(effect.c.number)).scalars())


def test_that_killed_workers_lose_no_job_and_double_none(bare_station: Station, tmp_path: Path) -> None:
    server = Server(Settings(bare_station.settings.database, tmp_path))
    queue(server, JOBS)
    command = (sys.executable, "-m", "tests.sync.server.jobs.effects", bare_station.settings.database, str(tmp_path))
    first = subprocess.Popen([*command, "3"])
    assert first.wait(HANG_SECONDS) == -9
    second, *others = [subprocess.Popen([*command, str(dies_at)]) for dies_at in (8, 0, 0)]
    assert second.wait(HANG_SECONDS) in {-9, 0}, "it dies unless the others leave it too little"
    assert [worker.wait(HANG_SECONDS) for worker in others] == [0, 0]
    assert numbers(server) == list(range(JOBS))
    assert open_jobs(server) == 0
    server.close()


def test_that_a_job_comes_back_after_its_lease_and_not_before(bare_station: Station) -> None:
    server = bare_station.server
    queue(server, 1)
    with server.database.write() as connection:
        until = "2026-03-02T08:02:00.000Z"
        assert repository.lease(connection, {"effect"}, now=server.now(), until=until, tries=10)
    worker = Worker(server, [kind()])
    assert worker.run_due() == 0
    bare_station.clock.forward(minutes=3)
    assert worker.run_due() == 1
    assert numbers(server) == [0]


def test_that_who_lost_the_lease_has_no_effect(bare_station: Station) -> None:
    server = bare_station.server
    queue(server, 1)

    def lease() -> Leased:
        with server.database.write() as connection:
            until = server.now()
            leased = repository.lease(connection, {"effect"}, now=server.now(), until=until, tries=10)
        assert leased is not None
        return leased

    late, present = lease(), lease()
    with server.database.write() as connection:
        assert not repository.hold(connection, late)
        assert repository.hold(connection, present)


def test_that_a_worker_that_lost_its_lease_meanwhile_has_no_effect(bare_station: Station) -> None:
    server = bare_station.server
    queue(server, 1)

    def slow(server: Server, _payload: Number) -> None:
        bare_station.clock.forward(seconds=server.settings.job_lease_seconds + 1)
        with server.database.write() as connection:
            until = "2026-03-03T00:00:00.000Z"
            assert repository.lease(connection, {"effect"}, now=server.now(), until=until, tries=10)

    worker = Worker(server, [Kind("effect", kind().work, before=slow, payload=Number)])
    assert worker.run_due() == 0
    assert numbers(server) == []
    assert open_jobs(server) == 1


def test_that_the_same_work_is_put_in_once(bare_station: Station) -> None:
    server = bare_station.server
    queue(server, 1)
    for _ in range(2):
        with server.database.write() as connection:
            repository.put(connection, "effect", Number(0), key="effect 0", due=server.now())
        Worker(server, [kind()]).run_due()
    assert numbers(server) == [0]


def test_that_work_that_raises_has_no_effect_is_tried_later_and_then_left(bare_station: Station) -> None:
    server = bare_station.server
    queue(server, 1)

    def bad(connection: Connection, _server: Server, payload: Number) -> bool:
        connection.execute(sa.insert(effect).values(number=payload.number, process=0))
        raise ValueError("text of people")

    worker = Worker(server, [Kind("effect", bad, payload=Number)])
    for _ in range(server.settings.job_tries + 3):
        assert worker.run_due() == 0
        bare_station.clock.forward(hours=2)
    assert numbers(server) == []
    with server.database.read() as connection:
        (listed,) = repository.listed(connection, server.now(), server.settings.job_tries)
    assert (listed.state, listed.fault, listed.tries) == ("failed", "ValueError", server.settings.job_tries)


def test_that_periodic_work_is_done_once_a_period_however_many_processes_plan_it(bare_station: Station) -> None:
    server = bare_station.server
    seen: list[str] = []

    def note(_connection: Connection, _server: Server, _payload: Nothing) -> bool:
        seen.append(server.now())
        return len(seen) == 1

    workers = [Worker(server, [Kind("often", note, every=3600)]) for _ in range(2)]
    for worker in workers:
        worker.plan()
    assert sum(worker.run_due() for worker in workers) == 0
    bare_station.clock.forward(minutes=2)
    assert sum(worker.run_due() for worker in workers) == 2, "there was more of it, which is done at once"
    assert sum(worker.run_due() for worker in workers) == 0
    bare_station.clock.forward(hours=1)
    assert sum(worker.run_due() for worker in workers) == 1


def test_that_periodic_work_that_there_is_no_more_is_forgotten(bare_station: Station) -> None:
    server = bare_station.server
    Worker(server, [Kind("old", lambda *_: False, every=60)]).plan()
    Worker(server, KINDS).plan()
    with server.database.read() as connection:
        kinds = {one.kind for one in repository.listed(connection, server.now(), 10)}
    assert kinds == {kind.name for kind in KINDS if kind.every is not None}


def test_that_all_the_upkeep_runs(bare_station: Station) -> None:
    worker = Worker(bare_station.server, KINDS)
    worker.plan()
    bare_station.clock.forward(minutes=2)
    assert worker.run_due() == sum(kind.every is not None for kind in KINDS)


def test_that_a_waiting_worker_is_woken_and_ends_when_told(bare_station: Station) -> None:
    server, woken = bare_station.server, threading.Event()

    def wake(_connection: Connection, _server: Server, _payload: Nothing) -> bool:
        woken.set()
        return False

    background = Background(server, [Kind("wake", wake)])
    background.start()
    with server.database.write() as connection:
        repository.put(connection, "wake", Nothing(), key="wake", due=server.now())
    assert woken.wait(HANG_SECONDS)
    background.stop()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_that_every_kind_says_what_it_does(kind: Kind) -> None:
    for does in (kind.work, kind.before):
        assert does is None or does.__doc__
    assert kind.work or kind.before


def test_that_every_kind_that_comes_once_says_when_at_the_latest() -> None:
    """Else what was put in while a clock ran ahead waits until then. What duty plans is for any day that is to come,
    and what comes of it is looked at again by itself."""
    unsaid = {kind.name for kind in KINDS if kind.every is None and kind.within is None}
    assert unsaid == {"duty_turn"}


def test_that_what_is_due_at_once_is_done_though_the_clock_was_ahead_by_half_an_hour(bare_station: Station) -> None:
    server = bare_station.server
    bare_station.clock.forward(minutes=30)
    queue(server, 1)
    bare_station.clock.forward(minutes=-30)
    at_once = Kind("effect", kind().work, payload=Number, within=0)
    assert Worker(server, [at_once]).run_due() == 1
    assert numbers(server) == [0]


def test_that_a_wait_after_a_fault_is_kept_though_the_work_was_due_at_once(bare_station: Station) -> None:
    server = bare_station.server
    queue(server, 1)

    def bad(_connection: Connection, _server: Server, _payload: Number) -> bool:
        raise ValueError

    for _ in range(9):
        assert Worker(server, [Kind("effect", bad, payload=Number, within=0)]).run_due() == 0
        bare_station.clock.forward(hours=1)
    bare_station.clock.forward(minutes=-50)
    assert Worker(server, [Kind("effect", kind().work, payload=Number, within=0)]).run_due() == 0


def test_that_what_needs_transactions_of_its_own_is_done_before_the_job_is(bare_station: Station) -> None:
    server = bare_station.server
    queue(server, 1)

    def before(server: Server, payload: Number) -> None:
        with server.database.write() as connection:
            connection.execute(sa.insert(effect).values(number=payload.number + 7, process=0))

    assert Worker(server, [Kind("effect", before=before, payload=Number)]).run_due() == 1
    assert numbers(server) == [7]
    assert open_jobs(server) == 0


def test_that_work_planned_by_a_clock_that_was_ahead_is_not_waited_for(bare_station: Station) -> None:
    server = bare_station.server
    seen: list[str] = []

    def note(_connection: Connection, _server: Server, _payload: Nothing) -> bool:
        seen.append(server.now())
        return False

    worker = Worker(server, [Kind("often", note, every=86_400)])
    bare_station.clock.forward(days=400)
    worker.plan()
    bare_station.clock.forward(minutes=2)
    assert worker.run_due() == 1
    bare_station.clock.forward(days=-400)
    assert worker.run_due() == 1, "retention would wait for more than a year"
    assert worker.run_due() == 0
    bare_station.clock.forward(days=1)
    assert worker.run_due() == 1


def test_that_a_lease_and_a_retry_of_a_clock_that_was_ahead_end_with_it(bare_station: Station) -> None:
    server = bare_station.server
    queue(server, 2)

    def bad(_connection: Connection, _server: Server, _payload: Number) -> bool:
        raise ValueError

    bare_station.clock.forward(days=400)
    with server.database.write() as connection:
        assert repository.lease(connection, {"effect"}, now=server.now(), until="2027-04-06T08:02:00.000Z", tries=10)
    Worker(server, [Kind("effect", bad, payload=Number)]).run_due()
    bare_station.clock.forward(days=-400)
    assert Worker(server, [kind()]).run_due() == 2
    assert numbers(server) == [0, 1]
