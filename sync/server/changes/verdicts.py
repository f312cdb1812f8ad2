"""The verdicts that decisions carry."""

from app.outbox.domain import Code, RecordedOperation, Verdict, VerdictKind
from sync.server.changes.effects import Decision


def verdict(
    recorded: RecordedOperation, kind: VerdictKind, code: Code | None = None, now: dict[str, str] | None = None
) -> Verdict:
    """The verdict of a kind on an operation."""
    return Verdict(recorded.seq, recorded.id, kind, code, now or {})


def rejected(
    recorded: RecordedOperation,
    code: Code,
    now: dict[str, str] | None = None,
    *,
    quarantine: str | None = None,
    odd: bool = False,
) -> Decision:
    """No effect; ``quarantine`` says why the operation is set aside besides."""
    return Decision(verdict(recorded, VerdictKind.REJECTED, code, now), quarantine=quarantine, odd=odd)


def out_of_sight(recorded: RecordedOperation, *, doubtful: bool = False) -> Decision:
    """The one answer on what is elsewhere, was erased, or never was: it says nothing of which.

    ``doubtful``: with another clock it might have been work that comes late, so it is set aside for somebody to see.
    """
    return rejected(recorded, Code.UNKNOWN_TARGET, quarantine="late by a suspect clock" if doubtful else None)


def unstorable(recorded: RecordedOperation) -> Decision:
    """The verdict on an operation whose rows nobody could read again."""
    return rejected(recorded, Code.INVALID, {"field": "payload"}, quarantine=Code.INVALID.value)


def internal(recorded: RecordedOperation, reason: str) -> Decision:
    """The last verdict on an operation that makes its handler raise: it holds up nothing else."""
    return rejected(recorded, Code.INTERNAL, quarantine=reason)
