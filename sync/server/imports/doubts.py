"""What in a readable file is likely wrong: told with its first row, and asked before anything is filed."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.districts.geometry import Bounds
from sync.server.imports.draft import TipDraft

OLD_YEAR: Final = 1990
_EUROPE: Final = (-25.0, 34.0, 45.0, 72.0)
_FAR_DEGREES: Final = 2.0


@dataclass(slots=True)
class _Seen:
    count: int = 0
    first: str = ""

    def add(self, where: str) -> None:
        self.count += 1
        self.first = self.first or where


@dataclass(slots=True)
class Doubts:
    """Collects them row by row; ``now`` is aware, ``zone`` that of local times."""

    now: datetime
    zone: ZoneInfo
    _old: _Seen = field(default_factory=_Seen)
    _future: _Seen = field(default_factory=_Seen)
    _elsewhere: _Seen = field(default_factory=_Seen)
    _swapped: _Seen = field(default_factory=_Seen)

    def see(self, row: int, draft: TipDraft) -> None:
        """One more tip."""
        if draft.created_at.year < OLD_YEAR:
            self._old.add(f"row {row} of {draft.created_at.astimezone(self.zone):%Y-%m-%d}")
        latest = max(draft.created_at, draft.closed_at or draft.created_at, *(note.at for note in draft.notes))
        if latest > self.now + timedelta(days=1):
            self._future.add(f"row {row} of {latest.astimezone(self.zone):%Y-%m-%d}")
        if draft.place is not None and self.zone.key.startswith("Europe/"):
            lat, lon = draft.place.lat, draft.place.lon
            if not _inside(lat, lon, _EUROPE):
                (self._swapped if _inside(lon, lat, _EUROPE) else self._elsewhere).add(f"row {row} at {lat:g}, {lon:g}")

    def words(self) -> list[str]:
        """What is to be asked."""
        outside = f"tips lie outside Europe, although times are those of {self.zone.key}"
        said = (
            (self._old, f"tips are older than {OLD_YEAR}"),
            (self._future, "tips lie in the future"),
            (self._swapped, f"{outside}; latitude and longitude look swapped"),
            (self._elsewhere, outside),
        )  # fmt: skip
        return [f"{seen.count} {words}: the first is {seen.first}" for seen, words in said if seen.count]


def far_from(bounds: Bounds, drafts: Sequence[TipDraft]) -> list[str]:
    """Tips farther than about 200 km from the districts that the city has."""
    west, south, east, north = bounds
    wide = (west - _FAR_DEGREES * 1.5, south - _FAR_DEGREES, east + _FAR_DEGREES * 1.5, north + _FAR_DEGREES)
    far = [draft.place for draft in drafts if draft.place and not _inside(draft.place.lat, draft.place.lon, wide)]
    if not far:
        return []
    swapped = all(_inside(place.lon, place.lat, wide) for place in far)
    hint = "; latitude and longitude look swapped" if swapped else ""
    return [f"{len(far)} tips lie far from all districts{hint}: the first is at {far[0].lat:g}, {far[0].lon:g}"]


def strange_categories(known: Collection[str], drafts: Sequence[TipDraft]) -> str:
    """What to say of categories that a mapping made up: the city has none of that name. Empty where all are known."""
    strange = Counter(draft.category for draft in drafts if draft.category not in {*known, "other"})
    shown = ", ".join(f"{name!r} ({count} tips)" for name, count in strange.most_common(12))
    return f"the city has no category {shown}; it has: {', '.join(sorted(known))}" if strange else ""


def _inside(lat: float, lon: float, box: Bounds) -> bool:
    west, south, east, north = box
    return south <= lat <= north and west <= lon <= east
