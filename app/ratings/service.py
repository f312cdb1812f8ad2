"""The safety surface as the screens use it, offline: what the server's last job made of all ratings."""

from app.db.store import Store
from app.ratings import repository
from app.ratings.domain import Cell, Slice, SurfaceState
from app.ratings.ranking import worst_first


class RatingService:
    """Blocking; called on the database lane."""

    def __init__(self, store: Store) -> None:
        self._store = store

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
