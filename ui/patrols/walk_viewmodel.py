"""The suggested walk: the minutes one has, the round, why here at each stop, a no with its reason, and on from here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from app.basemap.naming import streets_by_cell
from app.basemap.search import Street
from app.db.outcomes import StoreFull
from app.drafts.domain import Draft, text_of
from app.outbox.views import Recorded, Refused
from app.patrols.candidates import RESOLUTION
from app.patrols.planned import PlannedWalk
from app.patrols.suggestion import RefusalReason
from app.patrols.walks import NoWalk, Planned
from app.safety.grid import cell_named
from app.values import Place
from ui import moments
from ui.drafts.keeper import DraftKeeper
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.map.viewmodel import MapViewModel
from ui.patrols.note_viewmodel import Locate, Withdrawals
from ui.patrols.walk_rows import ReasonRow, StopRow, WalkView, bounds, on_map, reason_rows, stop_rows
from ui.patrols.walk_words import note_words, trouble_words
from ui.patrols.walking import MINUTES, WalkInputs, WalkProps, derive, middle_of, refusal_key
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.sync.answers import withdrawn_words

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


class Walks(Protocol):
    """The part of the walk service that is needed."""

    def current(self) -> PlannedWalk | None: ...
    def plan(self, minutes: int, start: Place) -> Planned: ...
    def replan(self, here: Place) -> Planned | NoWalk: ...
    def refuse(
        self, cell: str, reason: RefusalReason, text: str, district: str, here: Place, *, draft: Draft | None = None
    ) -> Recorded | Refused | StoreFull | NoWalk: ...
    def done(self, cell: str, *, on: bool) -> PlannedWalk | StoreFull | NoWalk: ...
    def put_back(self, walk: PlannedWalk) -> PlannedWalk | StoreFull | NoWalk: ...
    def leave(self) -> StoreFull | None: ...


@QmlElement
class WalkViewModel(ViewModel[WalkProps], props=WalkProps):
    """One walk. ``said`` tells what was done and whether it can be taken back; ``changed``: something was recorded."""

    said = Signal(str, bool)
    changed = Signal()
    discarded = Signal()
    shown = Signal()

    def __init__(
        self,
        walks: Walks,
        outbox: Withdrawals,
        shown: MapViewModel,
        *,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        locate: Locate,
        streets: Callable[[], tuple[Street, ...]],
        drafts: DraftKeeper,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(WalkProps(), parent)
        self._walks, self._outbox, self._map = walks, outbox, shown
        self._jobs, self._lookups, self._clock, self._locate = jobs, lookups, clock, locate
        self._streets, self._drafts = streets, drafts
        self._inputs = WalkInputs()
        self._back: tuple[str, PlannedWalk] | None = None
        self._names: dict[str, str] = {}
        self._stops: RowModel[StopRow] = RowModel(StopRow, self)
        self._reasons: RowModel[ReasonRow] = RowModel(ReasonRow, self)
        self._reasons.show(reason_rows())
        drafts.changed.connect(self._follow_drafts)
        shown.basemapChanged.connect(self._ground_came)

    @fixed
    def stops(self) -> RowModel[StopRow]:
        return self._stops

    @fixed
    def reasons(self) -> RowModel[ReasonRow]:
        return self._reasons

    @property
    def kept(self) -> PlannedWalk | None:
        """The round as it is kept."""
        return self._inputs.view.walk

    @property
    def titles(self) -> Mapping[str, str]:
        """What the stops are called, by their cells."""
        return self._inputs.view.streets

    @Slot()
    def refresh(self) -> None:
        """Read the walk as it is kept."""
        self._reasons.show(reason_rows())
        self._jobs.run(Lane.DATABASE, lambda: self._named(self._walks.current()), self._take)

    def move_to(self, position: Place | None) -> None:
        """Where the officer stands."""
        self._set(replace(self._inputs, position=position))

    @Slot(int)
    def choose(self, minutes: int) -> None:
        """So many minutes there are."""
        if minutes in MINUTES:
            self._set(replace(self._inputs, minutes=minutes))

    @Slot(float, float)
    def startAt(self, lon: float, lat: float) -> None:
        """Begin at a place that was tapped on the map."""
        self._set(replace(self._inputs, chosen=Place(lat=lat, lon=lon)))

    @Slot()
    def startHere(self) -> None:
        """Begin where one stands after all."""
        self._set(replace(self._inputs, chosen=None))

    @Slot()
    def plan(self) -> None:
        """Suggest a round."""
        start, minutes = self._inputs.start, self._inputs.minutes
        if start is not None and not self._inputs.busy:
            self._ask(lambda: self._walks.plan(minutes, start))

    @Slot()
    def onward(self) -> None:
        """Plan what is left anew, from here."""
        here = self._inputs.here
        if here is not None and not self._inputs.busy:
            self._ask(lambda: self._walks.replan(here))

    @Slot(str)
    def open(self, cell: str) -> None:
        """Say of this stop why it is one; of another no more."""
        self._set(replace(self._inputs, opened=cell))

    @Slot(str, bool)
    def made(self, cell: str, on: bool) -> None:
        """One was at this stop, or was not after all."""
        if not self._inputs.busy:
            self._ask(lambda: self._walks.done(cell, on=on), opened="")

    @Slot(str)
    def refuse(self, cell: str) -> None:
        """Ask for the reason why this stop is left out."""
        draft = self._drafts.get(refusal_key(cell))
        text = text_of(draft.content, "text") if draft else ""
        self._set(replace(self._inputs, opened=cell, refusing=cell, text=text))

    @Slot()
    def discard(self) -> None:
        """Go there after all; what was written goes, and can be put back."""
        key, written = refusal_key(self._inputs.refusing), bool(self._inputs.text.strip())
        self._set(replace(self._inputs, refusing="", text=""))
        self._drafts.discard(key)
        if written:
            self.discarded.emit()

    @Slot()
    def flush(self) -> None:
        """The field lost the focus: to the disk at once."""
        self._drafts.flush()

    @Slot(str)
    def write(self, text: str) -> None:
        """The reason as it is written."""
        cell = self._inputs.refusing
        if cell and text != self._inputs.text:
            self._set(replace(self._inputs, text=text))
            if text.strip():
                self._drafts.write(refusal_key(cell), {"text": text}, title=self._inputs.view.title(cell))
            elif self._drafts.get(refusal_key(cell)) is not None:
                self._drafts.discard(refusal_key(cell))

    @Slot(str)
    def leaveOut(self, reason: str) -> None:
        """Leave the stop out for this reason, and plan the rest anew from here."""
        inputs, cell, here = self._inputs, self._inputs.refusing, self._inputs.here
        walk, why = inputs.view.walk, RefusalReason(reason)
        stop = next((one for one in walk.stops if one.cell == cell), None) if walk else None
        if walk is None or stop is None or here is None or inputs.busy:
            return
        text = note_words(inputs.view.title(cell), why, inputs.text)
        mine = self._lookups().mine
        district = self._locate(stop.lon, stop.lat) or (mine[0] if mine else "")
        draft = self._drafts.settle(refusal_key(cell))
        self._set(replace(inputs, busy=True))

        def answer(result: Answer[Recorded | Refused | StoreFull | NoWalk]) -> None:
            self._set(replace(self._inputs, busy=False))
            if isinstance(result, Ok) and isinstance(result.value, Recorded):
                self._back = (result.value.operation_id, walk)
                self._drafts.spent(draft, result.value.operation_id)
                self._set(replace(self._inputs, refusing="", text="", opened=""))
                self.said.emit(QCoreApplication.translate("Walk", "Left out; the rest is planned anew."), True)
                self.changed.emit()
                self.refresh()
            else:
                self._tell_trouble(result.value if isinstance(result, Ok) else None)

        self._jobs.run(Lane.DATABASE, lambda: self._walks.refuse(cell, why, text, district, here, draft=draft), answer)

    @Slot()
    def leave(self) -> None:
        """Have no round any more; it can be put back."""
        walk = self._inputs.view.walk
        if walk is None or self._inputs.busy:
            return
        self._back = ("", walk)

        def answer(result: Answer[StoreFull | None]) -> None:
            if result == Ok(None):
                self.said.emit(QCoreApplication.translate("Walk", "The round was put away."), True)
                self.refresh()
            else:
                self._tell_trouble(result.value if isinstance(result, Ok) else None)

        self._jobs.run(Lane.DATABASE, self._walks.leave, answer)

    @Slot()
    def undo(self) -> None:
        """The walk as it was, and no note of what was left out, while that was not sent."""
        if self._back is None:
            return
        (operation, walk), self._back = self._back, None
        back = self._drafts.back_of(operation) if operation else None
        draft = back.draft if back else None

        def work() -> bool | StoreFull:
            if operation and (taken := self._outbox.withdraw(operation, draft)) is not True:
                return taken
            kept = self._walks.put_back(walk)
            return kept if isinstance(kept, StoreFull) else True

        def answer(result: Answer[bool | StoreFull]) -> None:
            if result == Ok(True) and back is not None:
                self._drafts.adopt(back)
            self.said.emit(withdrawn_words(result), False)
            self.changed.emit()
            self.refresh()

        self._jobs.run(Lane.DATABASE, work, answer)

    @Slot(str)
    def showOnMap(self, cell: str) -> None:
        """Bring one stop into the middle of the map, or the whole round."""
        walk = self._inputs.view.walk
        stop = next((one for one in walk.stops if one.cell == cell), None) if walk else None
        if stop is not None:
            self._map.center(stop.lon, stop.lat, 16.5)
        elif walk is not None:
            self._map.fit(*bounds(walk))
        self.shown.emit()

    def _ask(self, work: Callable[[], object], *, opened: str | None = None) -> None:
        """Have the walk changed on the lane, and show it; where it can not be, say why and leave it as it is."""
        self._set(replace(self._inputs, busy=True))

        def both() -> tuple[object, WalkView | None]:
            found = work()
            return found, self._named(found) if isinstance(found, PlannedWalk) else None

        def answer(result: Answer[tuple[object, WalkView | None]]) -> None:
            self._set(replace(self._inputs, busy=False))
            found, view = result.value if isinstance(result, Ok) else (None, None)
            if view is None:
                self._tell_trouble(found)
                return
            self.said.emit("", False)
            self._take(Ok(view))
            if opened is not None:
                self._set(replace(self._inputs, opened=opened))

        self._jobs.run(Lane.DATABASE, both, answer)

    def _tell_trouble(self, answer: object) -> None:
        self.said.emit(trouble_words(answer, self._lookups(), self._clock()), False)

    def _named(self, walk: PlannedWalk | None) -> WalkView:
        """The walk with the names of its places; on the lane."""
        if walk is None:
            return WalkView()
        names = self._names
        if any(stop.cell not in names for stop in walk.stops):
            called = streets_by_cell(self._streets(), RESOLUTION)
            names |= {stop.cell: called.get(cell_named(stop.cell), "") for stop in walk.stops}
        return WalkView(walk, dict(names))

    def _ground_came(self) -> None:
        """There are other streets: call the places by them."""
        self._names = {}
        if self._inputs.view.walk is not None:
            self.refresh()

    def _take(self, answer: Answer[WalkView]) -> None:
        if not isinstance(answer, Ok):
            self._set(replace(self._inputs, loaded=True))
            return
        view = replace(answer.value, districts=self._districts(answer.value))
        cells = {stop.cell for stop in view.walk.stops} if view.walk else set()
        inputs = replace(self._inputs, view=view, loaded=True)
        if inputs.opened not in cells:
            inputs = replace(inputs, opened="")
        if inputs.refusing not in cells:
            inputs = replace(inputs, refusing="", text="")
        self._set(inputs)
        self._map.set_walk(on_map(view))
        self._follow_drafts()

    def _districts(self, view: WalkView) -> Mapping[str, str]:
        lookups, walk = self._lookups(), view.walk
        return {
            stop.cell: lookups.district(self._locate(stop.lon, stop.lat) or "") for stop in (walk.stops if walk else ())
        }

    def _follow_drafts(self) -> None:
        """A reason that was being written is there again, or was discarded elsewhere."""
        inputs = self._inputs
        walk = inputs.view.walk
        begun = {draft.key.target: draft for draft in self._drafts.drafts if draft.key == refusal_key(draft.key.target)}
        if inputs.refusing:
            if inputs.text.strip() and inputs.refusing not in begun and not inputs.busy:
                self._set(replace(inputs, text=""))
            return
        for stop in walk.stops if walk else ():
            if stop.cell in begun:
                self.refuse(stop.cell)
                return

    def _set(self, inputs: WalkInputs) -> None:
        middle = inputs.middle or (
            middle_of(self._lookups()) if inputs.position is None and inputs.chosen is None else None
        )
        self._inputs = inputs = replace(inputs, middle=middle)
        self._stops.show(stop_rows(inputs.view, self._clock(), opened=inputs.opened, refusing=inputs.refusing))
        self.show(derive(inputs, self._clock))
