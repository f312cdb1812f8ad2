"""What a job is, and how a kind of jobs is declared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy.engine import Connection

from sync.server.service import Server


class Nothing(msgspec.Struct, frozen=True):
    """The payload of work that needs to be told nothing."""


@dataclass(frozen=True, slots=True)
class Again:
    """The job is not done: it is due anew after ``seconds``, then with this payload."""

    seconds: float
    payload: msgspec.Struct


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table of kinds.

    ``work(connection, server, payload)`` has its whole effect on the connection: what it wrote is committed together
    with the job being done, or not at all. True means that there is more of it, to be done at once. What can not be
    done in one transaction is ``before(server, payload)``: it comes first, has transactions of its own, and may come
    twice where a process ended in between, so it has to be harmless to repeat; it may say that the job is due again.
    ``every`` are the seconds after which periodic work is due again; it is planned by itself. ``within``: no job of
    this kind is ever put off for more seconds (0: it is due when it is put in), so what is due later was put off by a
    clock that ran ahead.
    """

    name: str
    work: Callable[[Connection, Server, Any], bool] | None = None
    before: Callable[[Server, Any], Again | None] | None = None
    payload: type[msgspec.Struct] = Nothing
    every: int | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Leased:
    """A job that this worker has until ``lease``."""

    id: str
    kind: str
    payload: str
    lease: str
    tries: int
    every: int | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A job as an operator sees it; ``state`` is waiting, running, failed or done."""

    kind: str
    key: str
    due: str
    tries: int
    state: str
    fault: str
