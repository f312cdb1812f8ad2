"""Decides a rating that was collected on a device: additive, for who has a right to the district of its place."""

from typing import assert_never

from app.outbox.domain import Code, RecordedOperation, VerdictKind
from app.outcomes import Applied, Rejected, Stamp
from app.ratings import rules
from app.ratings.domain import RatingChannel
from app.ratings.operations import RatingOperation
from sync.server.changes import access
from sync.server.changes.effects import Decision, Effects
from sync.server.changes.state import BatchState
from sync.server.changes.verdicts import out_of_sight, rejected, verdict
from sync.server.ratings.service import Incoming


def decide(state: BatchState, recorded: RecordedOperation, operation: RatingOperation) -> Decision:
    """The verdict and its effects. The operation's id is the rating's, so that it is one however often it comes.

    Its respondent is who was asked: the ratings of one target are one person's, and nothing else is known of them.
    """
    when = state.made(recorded)
    district = state.desk.lookups.districts.district_of(operation.lon, operation.lat)
    if district is None:
        return rejected(recorded, Code.INVALID, {"field": "place"})
    right = access.to_district(state, district, when)
    if right.doubtful:
        return out_of_sight(recorded, doubtful=True)
    stamp = Stamp(recorded.id, recorded.target, when.at, recorded.base, right.access)
    result = rules.apply(operation, stamp, state.actor)
    match result:
        case Applied(state=form):
            who = f"asked by {state.actor.id}: {recorded.target}"
            rating = Incoming(form, RatingChannel.OFFICER, browser=who, id=recorded.id)
            return Decision(verdict(recorded, VerdictKind.APPLIED), Effects(rating=rating))
        case Rejected(code=code, now=now):
            return rejected(recorded, code, now)
        case _:
            assert_never(result)
