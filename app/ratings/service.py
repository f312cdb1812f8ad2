"""The safety surface as the screens use it, offline; and ratings that an officer collects, also without a network."""

from sqlalchemy.engine import Connection

from app.db.outcomes import StoreFull
from app.db.store import DiskFullError, Store
from app.drafts import repository as drafts
from app.drafts.domain import Draft as Writing
from app.identifiers import new_id
from app.outbox.projection import Projection
from app.outbox.recorder import Draft, Recorder
from app.outbox.views import Recorded, Refused
from app.outcomes import Applied, Stamp
from app.ratings import repository, rules
from app.ratings.domain import Cell, Slice, SurfaceState
from app.ratings.operations import RatingOperation
from app.ratings.ranking import worst_first
from app.ratings.views import Collected


class RatingService:
    """Blocking; called on the database lane."""

    def __init__(self, store: Store, projection: Projection, recorder: Recorder) -> None:
        self._store, self._projection, self._recorder = store, projection, recorder

    def collect(
        self, person: str, operation: RatingOperation, *, draft: Writing | None = None
    ) -> Recorded | Refused | StoreFull:
        """Keep what somebody said of a place, to be sent with the next round.

        ``person``: an id made for who is asked (``new_id``), the same for all that they say; kept nowhere else.
        ``draft`` is what it was written in; it is spent in the same transaction, and kept where it is refused.
        """
        try:
            with self._store.write() as connection:
                answer = self.record(connection, person, operation)
                if draft is not None and isinstance(answer, Recorded):
                    drafts.spend(connection, draft)
                return answer
        except DiskFullError as full:
            return full.outcome

    def record(
        self, connection: Connection, target: str, operation: RatingOperation, follows: str | None = None
    ) -> Recorded | Refused:
        """Check it by the rules and write it in the caller's transaction."""
        stamp = Stamp(new_id(), target, self._recorder.now())
        result = rules.apply(operation, stamp, self._projection.actor)
        if not isinstance(result, Applied):
            return Refused(result.code, result.now)
        return self._recorder.record(connection, Draft(operation, target, follows=follows))

    def cells(self, part: Slice, district: str = "") -> tuple[Cell, ...]:
        """The cells of a slice that touch a district, or all that the device holds; worst first, masked ones last."""
        with self._store.read() as connection:
            if district:
                return worst_first(repository.cells_in(connection, part, district))
            return worst_first(repository.cells_of(connection, part))

    def surface(self) -> SurfaceState | None:
        """Of what the cells were made last; None where the server has not said it."""
        with self._store.read() as connection:
            return repository.surface(connection)

    def collected(self, since: str) -> tuple[Collected, ...]:
        """When and where this officer collected ratings here since an ``Instant``, of the last thirty days at most."""
        with self._store.read() as connection:
            return repository.collected(connection, self._projection.actor.id, since)
