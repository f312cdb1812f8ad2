"""The stops of the suggested walk as they are listed, and as the map takes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.patrols.planned import PlannedStop, PlannedWalk
from app.patrols.suggestion import RefusalReason
from app.ratings.domain import CellClass
from ui import moments
from ui.map.cell_words import place_words
from ui.map.messages import SetWalk, WalkStopMark
from ui.patrols.walk_words import REFUSAL_SIGNS, fact_lines, reason_words, refusal_words, when_words


@dataclass(frozen=True, slots=True)
class WalkView:
    """A walk with what its cells are called and in which districts they lie, by the cells' names."""

    walk: PlannedWalk | None = None
    streets: Mapping[str, str] = field(default_factory=dict)
    districts: Mapping[str, str] = field(default_factory=dict)

    def title(self, cell: str) -> str:
        """What a stop is called."""
        return place_words(self.streets.get(cell, ""))


@dataclass(frozen=True, slots=True)
class StopRow:
    """One stop. ``next``: the first that is not made; ``facts``: why here, a line each."""

    cell: str
    number: int
    title: str
    district: str
    when: str
    reason: str
    facts: str
    worse: bool
    done: bool
    next: bool
    open: bool
    refusing: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason for a no."""

    key: str
    words: str
    sign: str


def reason_rows() -> tuple[ReasonRow, ...]:
    """The reasons for a no; the last one is written."""
    return tuple(ReasonRow(one.value, refusal_words(one), REFUSAL_SIGNS[one]) for one in RefusalReason)


def stop_rows(view: WalkView, now: datetime, *, opened: str, refusing: str) -> tuple[StopRow, ...]:
    """The stops in their order."""
    walk = view.walk
    if walk is None:
        return ()
    made = {one.cell: one.at for one in walk.done}
    upcoming = walk.left[0].cell if walk.left else ""
    return tuple(
        _row(view, walk, stop, number, now, _State(made.get(stop.cell), upcoming, opened, refusing))
        for number, stop in enumerate(walk.stops, start=1)
    )


@dataclass(frozen=True, slots=True)
class _State:
    made: str | None
    upcoming: str
    opened: str
    refusing: str


def _row(view: WalkView, walk: PlannedWalk, stop: PlannedStop, number: int, now: datetime, state: _State) -> StopRow:  # noqa: PLR0917
    title, district = view.title(stop.cell), view.districts.get(stop.cell, "")
    reason, facts = reason_words(stop.reason), fact_lines(stop, now)
    when = when_words(walk, stop, now)
    if state.made is not None:
        when = QCoreApplication.translate("Walk", "made %1").replace("%1", moments.moment(state.made, now))
    where = QCoreApplication.translate("Walk", "Stop %1").replace("%1", str(number))
    spoken = ". ".join(filter(None, (where, title, district, when, reason, *facts)))
    return StopRow(
        cell=stop.cell,
        number=number,
        title=title,
        district=district,
        when=when,
        reason=reason,
        facts="\n".join(facts),
        worse=stop.rated is not None and stop.rated.name is CellClass.WORSE,
        done=state.made is not None,
        next=stop.cell == state.upcoming,
        open=stop.cell == state.opened or (not state.opened and stop.cell == state.upcoming),
        refusing=stop.cell == state.refusing,
        spoken=spoken,
    )


def on_map(view: WalkView) -> SetWalk:
    """The walk as the map draws it: the way leads over the stops that are not made, and ends where it began."""
    walk = view.walk
    if walk is None or not walk.stops:
        return SetWalk()
    made = {one.cell for one in walk.done}
    marks = tuple(
        WalkStopMark(stop.cell, stop.lon, stop.lat, number, view.title(stop.cell), stop.cell in made)
        for number, stop in enumerate(walk.stops, start=1)
    )
    way = ((walk.origin.lon, walk.origin.lat), *((stop.lon, stop.lat) for stop in walk.stops))
    return SetWalk(stops=marks, way=(*way, (walk.start.lon, walk.start.lat)))


def bounds(walk: PlannedWalk) -> tuple[float, float, float, float]:
    """Around the walk: west, south, east, north."""
    lons = [walk.origin.lon, walk.start.lon, *(stop.lon for stop in walk.stops)]
    lats = [walk.origin.lat, walk.start.lat, *(stop.lat for stop in walk.stops)]
    return min(lons), min(lats), max(lons), max(lats)
