"""What is sent by real processes is decided, whatever is killed in the middle: nothing lost, nothing filed twice."""

import http.client
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from sync.server.ground.database import Database
from sync.server.intake.domain import JOB
from sync.server.intake.seal import Seal
from tests.faults.server_process import HANG_SECONDS, ServerProcess
from tests.sync.server import schema
from tests.sync.server.residents.test_process import TIP, Reader, both, residents_url

__all__ = ["both", "residents_url"]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    known = Database(database_url)
    yield known
    known.close()


def scalar(database: Database, query: sa.Select[int]) -> int:
    with database.read() as connection:
        return connection.execute(query).scalar_one()


def wait_for(effect: Callable[[], object]) -> None:
    """Ask until it is there; only a hang ends the asking."""
    until = time.monotonic() + HANG_SECONDS
    while not effect():
        assert time.monotonic() < until, "it does not happen"


def write(reader: Reader, files: Path) -> dict[str, str]:
    """What a browser would send, of a form that was open for a minute."""
    reader.ask("GET", "/podnet/popis?category=lighting")
    return dict(reader.hidden) | TIP | {"form": Seal(files).new_form(time.time() - 60)}


def tips(database: Database) -> int:
    return scalar(database, sa.select(sa.func.count()).select_from(schema.tip))


def test_that_a_tip_is_on_its_way_to_the_officer_by_itself(
    both: tuple[ServerProcess, ServerProcess], database: Database
) -> None:
    _, pages = both
    reader = Reader(pages.port)
    status, location, _ = reader.ask("POST", "/podnet/odeslat", write(reader, pages.files))
    assert status == 303
    wait_for(lambda: tips(database) == 1)
    assert "ještě ho nečetl" in reader.ask("GET", location)[2]


def test_that_a_worker_killed_in_the_middle_leaves_the_row_to_the_next(
    both: tuple[ServerProcess, ServerProcess], database: Database, database_kind: str
) -> None:
    """The worker has the job and waits to write the tip when it is killed; then its lease is over."""
    if database_kind == "sqlite":
        pytest.skip("SQLite has one writer: who holds it up holds up the pages as well")
    main, pages = both
    reader = Reader(pages.port)
    written = write(reader, pages.files)
    job = schema.job.c
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'tip'::regclass")
    with database.write() as connection, database.engine.connect() as watch:
        connection.exec_driver_sql("LOCK TABLE tip IN EXCLUSIVE MODE")
        assert reader.ask("POST", "/podnet/odeslat", written)[0] == 303

        def is_held_up() -> bool:
            watch.rollback()
            return bool(watch.execute(waiting).scalar_one())

        wait_for(is_held_up)
        main.kill()
    assert tips(database) == 0
    with database.write() as connection:
        ours = sa.update(schema.job).where(job.kind == JOB, job.done.is_(None))
        assert connection.execute(ours.values(lease=None)).rowcount == 1
    main.start()
    to_do = sa.select(sa.func.count()).select_from(schema.job).where(job.kind == JOB, job.done.is_(None))
    wait_for(lambda: scalar(database, to_do) == 0)
    assert tips(database) == 1
    assert scalar(database, sa.select(sa.func.count()).select_from(schema.tip_link)) == 1


def test_that_a_form_sent_again_after_the_pages_were_killed_is_one_tip(
    both: tuple[ServerProcess, ServerProcess], database: Database
) -> None:
    """The answer never came; what the browser sends again opens the link of what was written down."""
    main, pages = both
    main.kill()
    reader = Reader(pages.port)
    written = write(reader, pages.files)
    body = urlencode(reader.hidden | written)
    headers = {"Cookie": reader.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    rows = sa.select(sa.func.count()).select_from(schema.intake)
    with closing(http.client.HTTPConnection("127.0.0.1", pages.port, timeout=HANG_SECONDS)) as unanswered:
        unanswered.request("POST", "/podnet/odeslat", body, headers)
        wait_for(lambda: scalar(database, rows) == 1)
        pages.kill()
    pages.start()
    status, location, _ = reader.ask("POST", "/podnet/odeslat", written)
    assert status == 303
    assert reader.ask("GET", location)[0] == 200
    assert scalar(database, rows) == 1
    main.start()
    wait_for(lambda: tips(database) == 1)
