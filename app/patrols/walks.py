"""The suggested walk on the device: planned from what is here, refused with a note, gone on with. No network."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

import msgspec

from app.clock import Clock, instant
from app.db.outcomes import StoreFull
from app.db.store import DiskFullError, Store
from app.drafts import repository as drafts
from app.drafts.domain import Draft as Writing
from app.identifiers import new_id
from app.outbox.domain import Code
from app.outbox.views import Recorded, Refused
from app.patrols import repository
from app.patrols.daylight import is_dark
from app.patrols.operations import PatrolNoteAdd
from app.patrols.planned import OUTLASTS, REFUSED, DoneStop, PlannedStop, PlannedWalk, RefusedStop
from app.patrols.service import PatrolService
from app.patrols.suggestion import NothingToVisit, RefusalReason, ShiftTooShort
from app.patrols.track import metres
from app.ratings.domain import Cell, Slice
from app.values import Place, parse_instant

if TYPE_CHECKING:
    from app.patrols.candidates import Candidate
    from app.patrols.walk import SuggestedWalk, WalkSettings

SEEN_WITHIN = timedelta(hours=24)
SHORT = 45
"""Up to so many minutes a stop takes ten of them, and none is spent on places of which too little is known."""
NOTES_READ = 500
MOST_WORDS = 10_000

Planned = PlannedWalk | NothingToVisit | ShiftTooShort | StoreFull


class NoWalk(msgspec.Struct, frozen=True):
    """There is no walk to be changed, or the stop is not on it."""


class Marked(Protocol):
    """An open tip on the map."""

    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Known:
    """What the device knows of the districts that the walk leads through; each blocking.

    ``districts``: this officer's; ``cells`` and ``tips`` take one, or none for all that the device holds.
    ``visited``: where the officer was since a moment, by the track: cells with when.
    """

    officer: Callable[[], str]
    districts: Callable[[], tuple[str, ...]]
    cells: Callable[[Slice, str], tuple[Cell, ...]]
    tips: Callable[[str | None], Sequence[Marked]]
    visited: Callable[[datetime], Mapping[str, datetime]]


class WalkService:
    """Blocking; called on the database lane. There is one walk at most."""

    def __init__(self, store: Store, patrols: PatrolService, known: Known, clock: Clock) -> None:
        self._store, self._patrols, self._known, self._clock = store, patrols, known, clock

    def current(self) -> PlannedWalk | None:
        """The walk that was planned last, without the refusals that were taken back; None once it is over."""
        with self._store.read() as connection:
            walk = repository.kept_walk(connection)
        if walk is None or walk.officer != self._known.officer():
            return None
        planned = parse_instant(walk.planned_at)
        if planned is None or abs(self._clock.now() - planned) > OUTLASTS:
            return None
        there = self._patrols.noted({one.note_id for one in walk.refused})
        return msgspec.structs.replace(walk, refused=tuple(one for one in walk.refused if one.note_id in there))

    def plan(self, minutes: int, start: Place, *, seed: int | None = None) -> Planned:
        """Plan a round of so many minutes that begins and ends here, and keep it in place of the one before."""
        now = self._clock.now()
        before = self.current()
        done = tuple(one for one in before.done if _within(one.at, now)) if before else ()
        seed = secrets.randbelow(1_000_000) if seed is None else seed
        return self._keep(self._planned(_Round(now, minutes, start, start, seed, done)))

    def replan(self, here: Place) -> Planned | NoWalk:
        """Plan what is left of the time anew, from here to where the round ends."""
        walk = self.current()
        if walk is None:
            return NoWalk()
        return self._keep(self._onward(walk, here))

    def refuse(
        self, cell: str, reason: RefusalReason, text: str, district: str, here: Place, *, draft: Writing | None = None
    ) -> Recorded | Refused | StoreFull | NoWalk:
        """Leave a stop out, for a reason: a patrol note says it (``text``), and the rest is planned anew from here.

        Note, plan and the draft in which a reason was written go together or not at all.
        """
        if not 0 < len(text.strip()) <= MOST_WORDS:
            return Refused(Code.INVALID, {"field": "text"})
        walk = self.current()
        stop = next((one for one in walk.stops if one.cell == cell), None) if walk else None
        if walk is None or stop is None:
            return NoWalk()
        note_id = new_id()
        refused = (*walk.refused, RefusedStop(cell, reason, note_id))
        left = tuple(one for one in walk.stops if one.cell != cell)
        without = msgspec.structs.replace(walk, refused=refused, stops=left)
        onward = self._onward(without, here)
        place = Place(lat=stop.lat, lon=stop.lon)
        try:
            with self._store.write() as connection:
                note = PatrolNoteAdd(district, text, place=place, tag=REFUSED)
                answer = self._patrols.record(connection, note_id, note)
                if isinstance(answer, Recorded):
                    repository.keep_walk(connection, onward if isinstance(onward, PlannedWalk) else without)
                    if draft is not None:
                        drafts.spend(connection, draft)
                return answer
        except DiskFullError as full:
            return full.outcome

    def tick_off(self) -> int:
        """Stops at which the track says that the officer was long enough since they were planned; how many are new."""
        walk = self.current()
        planned = parse_instant(walk.planned_at) if walk else None
        if walk is None or planned is None:
            return 0
        seen = self._known.visited(planned)
        left = (stop.cell for stop in walk.left if stop.cell not in walk.denied)
        new = tuple(DoneStop(cell, instant(seen[cell])) for cell in left if cell in seen)
        if new:
            self._store_walk(msgspec.structs.replace(walk, done=(*walk.done, *new)))
        return len(new)

    def done(self, cell: str, *, on: bool) -> PlannedWalk | StoreFull | NoWalk:
        """The officer was at a stop; or was not after all."""
        walk = self.current()
        if walk is None:
            return NoWalk()
        made = tuple(one for one in walk.done if one.cell != cell)
        denied = tuple(one for one in walk.denied if one != cell)
        if on:
            made = (*made, DoneStop(cell, instant(self._clock.now())))
        else:
            denied = (*denied, cell)
        return self._store_walk(msgspec.structs.replace(walk, done=made, denied=denied))

    def put_back(self, walk: PlannedWalk) -> PlannedWalk | StoreFull | NoWalk:
        """The walk as it was before something on it was taken back."""
        return self._store_walk(walk)

    def leave(self) -> StoreFull | None:
        """Have no walk any more."""
        try:
            with self._store.write_aside() as connection:
                repository.forget_walk(connection)
        except DiskFullError as full:
            return full.outcome
        return None

    def _onward(self, walk: PlannedWalk, here: Place) -> PlannedWalk | NothingToVisit | ShiftTooShort:
        now = self._clock.now()
        until = parse_instant(walk.until) or now
        minutes = max(0.0, (until - now).total_seconds() / 60.0)
        return self._planned(_Round(now, minutes, here, walk.start, walk.seed, walk.done, walk.refused))

    def _planned(self, wanted: "_Round") -> PlannedWalk | NothingToVisit | ShiftTooShort:
        from app.patrols.walk import SuggestedWalk, WalkRequest, suggest_walk

        now, minutes, here, end = wanted.now, wanted.minutes, wanted.here, wanted.end
        done, refused, seed = wanted.done, wanted.refused, wanted.seed
        part = Slice.NIGHT if is_dark(now, here.lat, here.lon) else Slice.DAY
        every = self._candidates(part, now, done)
        gone = {one.cell for one in done} | {one.cell for one in refused}
        open_ = [one for one in every if one.spot.name not in gone]
        settings = settings_for(minutes)
        near = [one for one in open_ if _fits(one, here, end, minutes, settings)] or open_
        request = WalkRequest(
            tuple(one.spot for one in near), (here.lat, here.lon), (end.lat, end.lon), minutes, settings=settings
        )
        found = suggest_walk(request, seed=seed)
        if not isinstance(found, SuggestedWalk):
            return found
        return PlannedWalk(
            officer=self._known.officer(),
            start=end,
            until=instant(now + timedelta(minutes=minutes)),
            origin=here,
            planned_at=instant(now),
            minutes=found.minutes,
            walking=found.walking_minutes,
            part=part,
            seed=seed,
            choices=found.choices,
            score=found.score,
            best=found.best,
            stops=_stops(found, near),
            done=done,
            refused=refused,
        )

    def _candidates(self, part: Slice, now: datetime, done: Iterable[DoneStop]) -> "tuple[Candidate, ...]":
        from app.patrols.candidates import OpenTip, candidates

        known = self._known
        districts: tuple[str, ...] = known.districts()
        cells = {one.id: one for district in districts or ("",) for one in known.cells(part, district)}
        tips = [OpenTip(one.lat, one.lon) for district in districts or (None,) for one in known.tips(district)]
        visits = self._visits()
        for cell, seen in known.visited(now - SEEN_WITHIN).items():
            visits[cell] = max(seen, visits.get(cell, seen))
        for one in done:
            at = parse_instant(one.at)
            if at is not None:
                visits[one.cell] = max(at, visits.get(one.cell, at))
        return candidates(cells.values(), tips, visits, now)

    def _visits(self) -> dict[str, datetime]:
        """When somebody of the force was in a cell last, as far as the notes on this device tell."""
        from app.patrols.candidates import cell_at

        found: dict[str, datetime] = {}
        for view in self._patrols.notes(NOTES_READ):
            place, at = view.note.place, parse_instant(view.note.at)
            if place is not None and at is not None and view.note.tag != REFUSED:
                cell = cell_at(place.lat, place.lon)
                found[cell] = max(at, found.get(cell, at))
        return found

    def _keep(self, planned: PlannedWalk | NothingToVisit | ShiftTooShort) -> Planned:
        if not isinstance(planned, PlannedWalk):
            return planned
        return self._store_walk(planned)

    def _store_walk(self, walk: PlannedWalk) -> PlannedWalk | StoreFull:
        try:
            with self._store.write_aside() as connection:
                repository.keep_walk(connection, walk)
        except DiskFullError as full:
            return full.outcome
        return walk


@dataclass(frozen=True, slots=True)
class _Round:
    """What a plan is asked for: from here to the end within minutes, without what is done or refused."""

    now: datetime
    minutes: float
    here: Place
    end: Place
    seed: int
    done: tuple[DoneStop, ...] = ()
    refused: tuple[RefusedStop, ...] = ()


def settings_for(minutes: float) -> "WalkSettings":
    """The settings of a walk of so many minutes: a short one has no room for long stops, nor for exploring."""
    from app.patrols.walk import WalkSettings

    return WalkSettings(service_minutes=10.0, explore=0.0) if minutes <= SHORT else WalkSettings()


def _fits(one: "Candidate", here: Place, end: Place, minutes: float, settings: "WalkSettings") -> bool:
    minute = settings.detour / (settings.speed * 1000.0 / 60.0)
    spot = one.spot
    way = metres(here.lat, here.lon, spot.lat, spot.lon) + metres(spot.lat, spot.lon, end.lat, end.lon)
    return way * minute + settings.service_minutes <= minutes


def _stops(found: "SuggestedWalk", near: "Sequence[Candidate]") -> tuple[PlannedStop, ...]:
    by_name = {one.spot.name: one for one in near}
    return tuple(
        PlannedStop(
            cell=stop.spot,
            lat=by_name[stop.spot].spot.lat,
            lon=by_name[stop.spot].spot.lon,
            arrive=stop.arrive,
            leave=stop.leave,
            reason=stop.why.reason,
            rated=by_name[stop.spot].rated,
            open_tips=stop.why.open_tips,
            last_visit=instant(seen) if (seen := by_name[stop.spot].last_visit) is not None else None,
        )
        for stop in found.stops
    )


def _within(at: str, now: datetime) -> bool:
    then = parse_instant(at)
    return then is not None and abs(now - then) <= SEEN_WITHIN
