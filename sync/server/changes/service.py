"""Changes by any door but a device's: decided by the same rules, written together in the caller's transaction.

What a device sends comes as a batch with receipts around it (``sync.server.push``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from app import operations as register
from app.accounts.domain import Actor
from app.identifiers import new_id
from app.outbox.domain import RecordedOperation
from sync.server.accounts.duties import roster
from sync.server.changes.decide import decide
from sync.server.changes.doors import Change
from sync.server.changes.effects import Decision, Keep, flush
from sync.server.changes.stamps import DeviceClock
from sync.server.changes.state import BatchState
from sync.server.changes.verdicts import unstorable
from sync.server.feed.publish import Step
from sync.server.ground.documents import UnstorableDocument
from sync.server.ratings.service import accept
from sync.server.service import Server
from sync.server.tips.archive import archive_cutoff
from sync.server.tips.filing import Desk

_UNKNOWN = DeviceClock()


def batch_state(
    connection: Connection, server: Server, actor: Actor, *, now: str, clock: DeviceClock = _UNKNOWN
) -> BatchState:
    """What stands before operations of this actor are decided; to be loaded with them."""
    return BatchState(
        connection,
        keep=keeping(server),
        actor=actor,
        desk=Desk(server.lookups.get(connection), roster(connection, now)),
        now=now,
        late_days=server.settings.late_work_days,
        hold_seconds=server.settings.reply_hold_seconds,
        clock=clock,
    )


def carry_out(connection: Connection, server: Server, changes: Sequence[Change]) -> list[Decision]:
    """Decide changes one after the other and write what follows of all of them; a decision for each.

    The caller publishes ``steps_of`` them last, then commits. A verdict says whether its change took effect: what is
    rejected leaves at most a line in the story of the tip that it was meant for.
    """
    if not changes:
        return []
    now = server.now()
    recorded = [_recorded(change, now) for change in changes]
    state = batch_state(connection, server, changes[0].door.actor, now=now)
    state.told = {one.id: dict(change.told) for one, change in zip(recorded, changes, strict=True) if change.told}
    state.load(recorded)
    at_once = any(record.archived for record in state.tips.values())  # what comes back is read from the tables
    decisions: list[Decision] = []
    for one, change in zip(recorded, changes, strict=True):
        state.turn_to(change.door)
        decision = _decided(state, one)
        state.accept(decision.effects)
        decisions.append(decision)
        if at_once:
            flush(connection, (decision.effects,), state.keep)
    if not at_once:
        decisions = _without_old(state, decisions, archive_cutoff(server))
        flush(connection, [decision.effects for decision in decisions], state.keep)
    return decisions


def keeping(server: Server) -> Keep:
    """What takes in the ratings among the effects, at this server."""
    return lambda connection, collected: accept(connection, server, collected)


def steps_of(decisions: Iterable[Decision]) -> list[Step]:
    """What is to be published of these decisions."""
    return [step for decision in decisions for step in decision.effects.steps]


def _recorded(change: Change, now: str) -> RecordedOperation:
    return RecordedOperation(
        seq=1,
        id=change.id or new_id(),
        kind=change.operation.KIND,
        version=change.operation.VERSION,
        target=change.target,
        author=change.door.actor.id,
        at=change.at or now,
        payload=register.encode(change.operation),
        base=change.base,
    )


def _decided(state: BatchState, recorded: RecordedOperation) -> Decision:
    try:
        return decide(state, recorded)
    except UnstorableDocument:
        return unstorable(recorded)


def _without_old(state: BatchState, decisions: Sequence[Decision], cutoff: str) -> list[Decision]:
    """The decisions, with tips that are told of as closed long ago in the archive at once, and on no device."""
    old = set()
    for tip_id in state.born & state.tips.keys():
        closing = state.tips[tip_id].tip.closing
        if closing is not None and closing.at < cutoff:
            old.add(tip_id)
    return [_archived(one) if one.effects.root in old else one for one in decisions]


def _archived(decision: Decision) -> Decision:
    effects = decision.effects
    tip = replace(effects.tip, archived=True) if effects.tip is not None else None
    return replace(decision, effects=replace(effects, tip=tip, steps=()))
