"""Which operations a person could make on a tip now: asked of the rules, so that a screen never guesses."""

from app.accounts.domain import Actor
from app.outcomes import Access, Applied, Stamp
from app.tips import operations as ops
from app.tips import rules
from app.tips.domain import Tip

_NIL = "00000000-0000-7000-8000-000000000000"


def allowed_kinds(tip: Tip, actor: Actor, at: str, access: Access) -> frozenset[str]:
    """The kinds whose plainest example would be applied."""
    stamp = Stamp(_NIL, tip.id, at, tip.version, access)
    probes = (operation.plainest(tip) for operation in ops.OPERATIONS)
    return frozenset(
        probe.KIND for probe in probes if probe and isinstance(rules.apply(tip, probe, stamp, actor), Applied)
    )
