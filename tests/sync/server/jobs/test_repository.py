"""The table of jobs: what is due for whom, whose a lease is, and what becomes of a job that was done or given back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from sync.server.ground.database import Database
from sync.server.jobs import repository
from sync.server.jobs.domain import Leased, Nothing

KINDS = {"a", "b"}
TRIES = 3


def at(minute: int) -> str:
    """A minute of one hour."""
    return f"2026-03-02T08:{minute:02d}:00.000Z"


@pytest.fixture
def connection(sqlite_url: str) -> Iterator[Connection]:
    """One transaction on the empty table; what differs between the databases is tested with real workers on both."""
    database = Database(sqlite_url)
    with database.write() as connection:
        yield connection
    database.close()


def put(connection: Connection, kind: str = "a", *, due: int = 1, key: str = "") -> None:
    repository.put(connection, kind, Nothing(), key=key or f"{kind} {due}", due=at(due))


def lease(connection: Connection, now: int, until: int = 30, *, kinds: set[str] = KINDS) -> Leased | None:
    is_due = repository.is_due(connection, kinds, at(now), TRIES)
    found = repository.lease(connection, kinds, now=at(now), until=at(until), tries=TRIES)
    assert is_due is (found is not None)
    return found


def leased(connection: Connection, now: int, until: int = 30) -> Leased:
    found = lease(connection, now, until)
    assert found is not None
    return found


def states(connection: Connection, now: int) -> dict[str, str]:
    return {one.key: one.state for one in repository.listed(connection, at(now), TRIES)}


def test_that_a_job_is_leased_from_its_moment_on_and_the_oldest_first(connection: Connection) -> None:
    for minute in (5, 3, 4):
        put(connection, due=minute)
    assert lease(connection, 2) is None
    assert leased(connection, 3).kind == "a"
    assert states(connection, 3) == {"a 3": "running", "a 4": "waiting", "a 5": "waiting"}
    assert lease(connection, 3) is None


def test_that_a_worker_leases_only_what_it_can_do(connection: Connection) -> None:
    put(connection, "b")
    assert lease(connection, 9, kinds={"a"}) is None
    assert lease(connection, 9, kinds={"b"}) is not None


def test_that_a_lease_ends_at_its_moment(connection: Connection) -> None:
    put(connection)
    first = leased(connection, 1, until=10)
    assert lease(connection, 9) is None
    second = leased(connection, 10, until=20)
    assert (first.tries, second.tries) == (1, 2)
    assert not repository.hold(connection, first)
    assert repository.hold(connection, second)


def test_that_a_lease_of_the_same_moment_is_not_taken_for_another(connection: Connection) -> None:
    put(connection)
    first = leased(connection, 1, until=1)
    assert leased(connection, 1, until=1).tries == 2
    assert not repository.hold(connection, first)


def test_that_what_is_done_is_held_and_leased_no_more(connection: Connection) -> None:
    put(connection)
    mine = leased(connection, 1)
    repository.finish(connection, mine, now=at(2), again=None)
    assert not repository.hold(connection, replace(mine, lease=""))
    assert lease(connection, 59) is None
    assert states(connection, 59) == {"a 1": "done"}


def test_that_what_is_to_be_done_again_is_due_then_with_all_its_tries(connection: Connection) -> None:
    repository.plan(connection, "a", 60, at(1))
    repository.finish(connection, leased(connection, 1), now=at(2), again=at(7))
    assert lease(connection, 6) is None
    assert leased(connection, 7).tries == 1


def test_that_a_job_is_tried_so_often_and_then_left_for_an_operator(connection: Connection) -> None:
    put(connection)
    for number in range(1, TRIES + 1):
        mine = leased(connection, number)
        assert mine.tries == number
        repository.give_back(connection, mine, due=at(number + 1), fault="ValueError")
    assert lease(connection, 59) is None
    assert states(connection, 59) == {"a 1": "failed"}


def test_that_periodic_work_is_tried_for_ever(connection: Connection) -> None:
    repository.plan(connection, "a", 60, at(1))
    for number in range(1, TRIES + 3):
        repository.give_back(connection, leased(connection, number), due=at(number + 1), fault="ValueError")
    assert states(connection, 59) == {"every a": "waiting"}


def test_that_a_worker_gives_back_only_what_is_still_its_own(connection: Connection) -> None:
    put(connection)
    late = leased(connection, 1, until=10)
    present = leased(connection, 10, until=20)
    repository.give_back(connection, late, due=at(50), fault="ValueError")
    assert repository.hold(connection, present)
    (listed,) = repository.listed(connection, at(11), TRIES)
    assert (listed.state, listed.fault) == ("running", "")


def test_that_what_is_put_in_twice_stays_as_it_was_put_in_first(connection: Connection) -> None:
    put(connection, due=1, key="same")
    put(connection, due=9, key="same")
    repository.finish(connection, leased(connection, 1), now=at(2), again=None)
    put(connection, due=3, key="same")
    assert states(connection, 59) == {"same": "done"}


def test_that_planned_work_keeps_its_time_when_its_period_changes(connection: Connection) -> None:
    repository.plan(connection, "a", 60, at(5))
    repository.plan(connection, "a", 90, at(1))
    assert lease(connection, 4) is None
    assert leased(connection, 5).every == 90


def test_that_only_periodic_work_of_kinds_unknown_by_now_is_forgotten(connection: Connection) -> None:
    repository.plan(connection, "a", 60, at(1))
    repository.plan(connection, "old", 60, at(1))
    put(connection, "old")
    repository.unplan(connection, KINDS)
    assert set(states(connection, 0)) == {"every a", "old 1"}


def test_that_what_was_done_long_ago_is_forgotten_so_many_at_a_time(connection: Connection) -> None:
    for minute in (1, 2, 3):
        put(connection, due=minute)
        repository.finish(connection, leased(connection, minute), now=at(minute), again=None)
    put(connection, due=4)
    assert repository.forget_done(connection, at(3), 1) == 1
    assert repository.forget_done(connection, at(3), 9) == 1
    assert repository.forget_done(connection, at(3), 9) == 0
    assert states(connection, 0) == {"a 3": "done", "a 4": "waiting"}
