"""Briefs as the screens use them, offline, beside the device's own tips."""

from collections.abc import Callable, Iterable, Mapping

from app.briefs import repository
from app.briefs.domain import Brief
from app.db.store import Store
from app.tips.domain import Tip


class BriefService:
    """Blocking; called on the database lane. ``tips`` gives those of some ids that the device shows."""

    def __init__(self, store: Store, me: Callable[[], str], tips: Callable[[Iterable[str]], Mapping[str, Tip]]) -> None:
        self._store, self._me, self._tips = store, me, tips

    def mine(self) -> tuple[Brief, ...]:
        """Those for whom this device works, by when they begin: supervisors hold those of others too."""
        with self._store.read() as connection:
            found = [one for one in repository.all_briefs(connection) if one.officer_id == self._me()]
        return tuple(sorted(found, key=lambda one: (not one.begun, one.from_at, one.district_id)))

    def tips(self, briefs: Iterable[Brief]) -> Mapping[str, Tip]:
        """The tips of these briefs by their ids, as far as they are here."""
        return self._tips({line.tip_id for one in briefs for line in one.lines})
