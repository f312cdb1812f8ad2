"""A collected rating lies over nothing: no device shows ratings one by one. Pure."""

from app.accounts.domain import Actor
from app.outcomes import Stamp
from app.ratings.operations import RatingOperation


class RatingFold:
    """It waits in the outbox until it is sent, and is seen nowhere else."""

    def child_id(self, _operation: RatingOperation) -> str:
        """None: a rating hangs on nothing."""
        return ""

    def step(self, _operation: RatingOperation, _stamp: Stamp, _actor: Actor) -> None:
        """Nothing on the device changes by it."""
