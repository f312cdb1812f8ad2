"""One change by any door but a device's: decided by the same rules, written and published in the caller's transaction.

What a device sends comes as a batch with receipts around it (``sync.server.push``).
"""

from sqlalchemy.engine import Connection

from app import operations as register
from app.accounts.domain import Actor
from app.identifiers import new_id
from app.outbox.domain import RecordedOperation
from sync.server.accounts.duties import roster
from sync.server.changes.decide import decide
from sync.server.changes.effects import Decision, flush
from sync.server.changes.stamps import DeviceClock
from sync.server.changes.state import BatchState, Door
from sync.server.feed.publish import publish
from sync.server.service import Server
from sync.server.tips.filing import Desk

_UNKNOWN = DeviceClock()


def batch_state(
    connection: Connection,
    server: Server,
    actor: Actor,
    *,
    now: str,
    clock: DeviceClock = _UNKNOWN,
    door: Door | None = None,
) -> BatchState:
    """What stands before operations of this actor are decided; to be loaded with them."""
    return BatchState(
        connection,
        actor=actor,
        desk=Desk(server.lookups.get(connection), roster(connection, now)),
        now=now,
        late_days=server.settings.late_work_days,
        clock=clock,
        door=door,
    )


def carry_out(
    connection: Connection,
    server: Server,
    door: Door,
    target: str,
    operation: register.Operation,
    *,
    base: int | None = None,
) -> Decision:
    """Decide an operation, write what follows and publish it: the last statements of the caller's transaction.

    The decision's verdict says whether anything was written: nothing is, where it is rejected without a story line.
    Raises UnstorableDocument where the result could not be read again.
    """
    now = server.now()
    recorded = RecordedOperation(
        seq=1,
        id=new_id(),
        kind=operation.KIND,
        version=operation.VERSION,
        target=target,
        author=door.actor.id,
        at=now,
        payload=register.encode(operation),
        base=base,
    )
    state = batch_state(connection, server, door.actor, now=now, door=door)
    state.load((recorded,))
    decision = decide(state, recorded)
    flush(connection, (decision.effects,))
    publish(connection, decision.effects.steps, now)
    return decision
