"""Decides one operation, whatever door it came through: what it is, whose it is, and the rules of its feature."""

from app import operations as register
from app.outbox.domain import Code, RecordedOperation, VerdictKind
from app.patrols import operations as patrol_operations
from app.ratings import operations as rating_operations
from app.tips import operations as tip_operations
from sync.server.changes import patrols, ratings, tips
from sync.server.changes.effects import Decision
from sync.server.changes.state import BatchState
from sync.server.changes.verdicts import rejected, unstorable, verdict
from sync.server.ground.storable import is_storable

UNREADABLE = "unreadable"
"""The kind under which an operation is kept of which only the number and the id could be read."""


def decide(state: BatchState, recorded: RecordedOperation) -> Decision:
    """The verdict and its effects. Reads through ``state`` and writes nothing."""
    if recorded.kind == UNREADABLE:
        return rejected(recorded, Code.INVALID, {"field": "operation"}, quarantine=Code.INVALID.value)
    if not is_storable(recorded.payload):
        return unstorable(recorded)
    if recorded.author != state.actor.id:
        return rejected(recorded, Code.NOT_PERMITTED, {"field": "author"}, odd=True)
    operation = register.decode(recorded.kind, recorded.version, recorded.payload)
    if isinstance(operation, register.Unreadable):
        code = Code.UNKNOWN_OPERATION if operation.unknown else Code.INVALID
        return rejected(recorded, code, {"detail": operation.detail[:200]}, quarantine=code.value)
    if isinstance(operation, register.Withdrawn):
        return Decision(verdict(recorded, VerdictKind.APPLIED))
    if recorded.target in state.erased:
        return rejected(recorded, Code.UNKNOWN_TARGET)
    if isinstance(operation, tip_operations.OPERATIONS):
        return tips.decide(state, recorded, operation)
    if isinstance(operation, patrol_operations.OPERATIONS):
        return patrols.decide(state, recorded, operation)
    if isinstance(operation, rating_operations.OPERATIONS):
        return ratings.decide(state, recorded, operation)
    raise TypeError(f"no feature decides {recorded.kind}")
