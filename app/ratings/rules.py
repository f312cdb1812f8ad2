"""Collecting a rating: it only ever adds, and is refused only without a right to the district of its place. Pure."""

from typing import assert_never

from app.accounts.domain import Actor
from app.outbox.domain import Code
from app.outcomes import Access, Applied, Rejected, Stamp
from app.ratings.domain import RatingForm
from app.ratings.operations import RatingCollect, RatingOperation

Result = Applied[RatingForm, RatingForm] | Rejected


def apply(operation: RatingOperation, stamp: Stamp, actor: Actor) -> Result:
    """The rating as any door takes it, or why there is none. Never raises."""
    if actor.role not in operation.PERMITTED:
        return Rejected(Code.NOT_PERMITTED)
    if stamp.access is Access.NONE:
        return Rejected(Code.OUT_OF_SCOPE)
    match operation:
        case RatingCollect(tags=tags) if len(set(tags)) != len(tags):
            return Rejected(Code.INVALID, {"field": "tags"})
        case RatingCollect():
            return Applied(
                RatingForm(
                    operation.lat, operation.lon, operation.part, operation.answer, operation.frequency, operation.tags,
                    operation.age, operation.sex, operation.remark.strip(), stamp.at,
                )
            )  # fmt: skip
        case _:
            assert_never(operation)
