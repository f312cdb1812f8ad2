"""Writes a person's change down: one row of the outbox, durable before it is said to be recorded."""

import msgspec
from sqlalchemy.engine import Connection

from app import operations as register
from app.clock import Clock, instant
from app.db.crashpoints import crash_point
from app.identifiers import new_id
from app.outbox import repository
from app.outbox.views import Recorded


class Draft(msgspec.Struct, frozen=True):
    """A change, its target, and the version of the target that its author saw."""

    operation: register.Operation
    target: str
    base: int | None = None
    follows: str | None = None


class Recorder:
    """Gives a change its id, author, time and place in the sequence."""

    def __init__(self, author: str, clock: Clock) -> None:
        self._author, self._clock = author, clock

    def now(self) -> str:
        """The device's time, as a change records it."""
        return instant(self._clock.now())

    def record(self, connection: Connection, draft: Draft) -> Recorded:
        """Append the change in the caller's transaction."""
        operation = repository.NewOperation(
            id=new_id(),
            kind=draft.operation.KIND,
            version=draft.operation.VERSION,
            target=draft.target,
            author=self._author,
            at=self.now(),
            monotonic=self._clock.monotonic(),
            payload=register.encode(draft.operation),
            base=draft.base,
            follows=draft.follows,
        )
        seq = repository.append(connection, operation)
        crash_point("outbox.record.before_commit")
        return Recorded(operation.id, seq)
