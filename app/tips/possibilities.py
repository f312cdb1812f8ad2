"""Which operations a person could make on a tip now: asked of the rules, so that a screen never guesses."""

from app.accounts.domain import Actor
from app.outcomes import Access, Applied, Stamp
from app.tips import operations as ops
from app.tips import rules
from app.tips.domain import Outcome, OutcomeKind, Tip, WaitingOn

_NIL = "00000000-0000-7000-8000-000000000000"


def allowed_kinds(tip: Tip, actor: Actor, at: str, access: Access) -> frozenset[str]:
    """The kinds whose plainest example would be applied."""
    stamp = Stamp(_NIL, tip.id, at, tip.version, access)
    return frozenset(probe.KIND for probe in _probes(tip) if isinstance(rules.apply(tip, probe, stamp, actor), Applied))


def _probes(tip: Tip) -> tuple[ops.TipOperation, ...]:
    other_title = "." if tip.title != "." else ","
    return (
        ops.TipAccept(seen=tip.status),
        ops.TipStart(seen=tip.status),
        ops.TipWait(seen=tip.status, on=WaitingOn.OTHER_BODY, body=_NIL),
        ops.TipClose(seen=tip.status, outcome=Outcome(OutcomeKind.SOLVED)),
        ops.TipReopen(reason="."),
        ops.TipAssign(holder_id=_NIL),
        ops.TipEdit(field="title", base=tip.title, value=other_title),
        ops.TipNoteAdd(note_id=_NIL, text="."),
        ops.TipPhotoAdd(photo_id=_NIL, sha256="0" * 64, size=1, media_type="image/jpeg"),
    )
