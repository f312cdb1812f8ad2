"""Tips that have left this device: asked for at the station, shown below the list, and held in memory alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, assert_never

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from app.tips.views import PhotoView, TipDetail
from sync.client.cancel import Cancel
from sync.client.outcomes import (
    Cancelled,
    FoundOlder,
    NotEnrolled,
    NotThere,
    Offline,
    OutOfDate,
    Read,
    Revoked,
    Searched,
    ServerTrouble,
    StoryRead,
    Unreached,
)
from sync.protocol.messages import FoundTip, Problem, SearchResponse, TipStory
from ui import moments
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.tips.list_model import TipListRow, older_row
from ui.tips.words import unreached_words

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1
_BROKEN = ServerTrouble(Problem("broken", "The answer could not be taken."))


class OlderStation(Protocol):
    """The part of the way to the station that older tips need. Blocking, called on the network lane."""

    def search(self, text: str, after: FoundTip | None, cancel: Cancel) -> Searched: ...

    def read(self, tip_id: str, cancel: Cancel) -> Read: ...


@dataclass(frozen=True, slots=True)
class OlderInputs:
    """The question (``offered``: there is one), what was found so far, and why the last asking brought nothing."""

    text: str = ""
    offered: bool = False
    asking: bool = False
    answered: bool = False
    found: tuple[FoundTip, ...] = ()
    more: bool = False
    unreadable: int = 0
    failure: Unreached | None = None
    selected: str = ""


@dataclass(frozen=True, slots=True)
class OlderProps:
    """What stands below the list. ``state``: none (nothing to offer), idle, asking, found, nothing or trouble.

    ``offer`` is what the button says, empty where there is nothing to ask.
    """

    state: str = "none"
    offer: str = ""
    notice: str = ""
    count: int = 0
    selected: str = ""


def derive(inputs: OlderInputs) -> OlderProps:
    """Props of the inputs. A failure to go on leaves what was found in sight, with its words below."""
    if not inputs.offered:
        return OlderProps()
    state, notice = "idle", ""
    if inputs.asking:
        state = "asking"
    elif inputs.failure is not None:
        state, notice = "trouble", unreached_words(inputs.failure)
    elif inputs.answered:
        state = "found" if inputs.found else "nothing"
    if state == "nothing" and inputs.text:
        notice = QCoreApplication.translate("Older", "The station has no older tip like this either.")
    elif state == "nothing":
        notice = QCoreApplication.translate("Older", "The station has no older tips of yours.")
    if inputs.unreadable and state in ("found", "nothing"):
        notice = QCoreApplication.translate("Older", "This program can not read %n tip(s).", None, inputs.unreadable)
    return OlderProps(state, _offer(inputs, state), notice, len(inputs.found), inputs.selected)


def _offer(inputs: OlderInputs, state: str) -> str:
    if state == "trouble":
        return QCoreApplication.translate("Older", "Try again")
    if state in ("asking", "nothing") or (inputs.answered and not inputs.more):
        return ""
    if inputs.found:
        return QCoreApplication.translate("Older", "Show more")
    if inputs.text:
        return QCoreApplication.translate("Older", "Search older tips at the station")
    return QCoreApplication.translate("Older", "Show older tips from the station")


def detail_of(read: TipStory) -> TipDetail:
    """A tip from the station as the page shows it: nothing of it is here, nothing can be done with it."""
    photos = tuple(PhotoView(photo, here=False, unsent=False) for photo in read.photos)
    odd = read.unreadable if isinstance(read, StoryRead) else 0
    return TipDetail(
        tip=read.tip,
        contact=read.contact,
        notes=read.notes,
        photos=photos,
        story=read.story,
        pending=(),
        allowed=frozenset(),
        online=True,
        unreadable=odd,
        messages=read.messages,
    )


@QmlElement
class OlderViewModel(ViewModel[OlderProps], props=OlderProps):
    """``opened`` says which tip was chosen; ``came`` brings it (a TipDetail), or the words why it did not come."""

    opened = Signal(str)
    came = Signal(str, object)
    revoked = Signal()

    def __init__(
        self,
        station: OlderStation,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(OlderProps(), parent)
        self._station = station
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._inputs = OlderInputs()
        self._search, self._read = Cancel(), Cancel()
        self._rows = RowModel(TipListRow, self)

    @fixed
    def rows(self) -> RowModel[TipListRow]:
        return self._rows

    def about(self, text: str, *, offered: bool) -> None:
        """What the list is asked now: another question drops the old one's answer, and ends its asking."""
        if (text, offered) != (self._inputs.text, self._inputs.offered):
            self._search.set()
            self._set(OlderInputs(text, offered, selected=self._inputs.selected))

    @Slot()
    def search(self) -> None:
        """Ask the station, from the newest tip on, or go on behind the last one that came."""
        if self._inputs.asking or not self._inputs.offered:
            return
        self._search = cancel = Cancel()
        text, found = self._inputs.text, self._inputs.found
        after = found[-1] if found else None
        self._set(replace(self._inputs, asking=True, failure=None))

        def answer(result: Answer[Searched]) -> None:
            if cancel is self._search and not cancel.wanted:
                self._take(result.value if isinstance(result, Ok) else _BROKEN)

        self._jobs.run(Lane.NETWORK, lambda: self._station.search(text, after, cancel), answer)

    @Slot()
    def cancel(self) -> None:
        """Ask no more; what was found stays."""
        self._search.set()
        self._set(replace(self._inputs, asking=False))

    @Slot(str)
    def select(self, tip_id: str) -> None:
        """A row was chosen here: have it opened, and read it."""
        self.opened.emit(tip_id)
        self.read(tip_id)

    def read(self, tip_id: str) -> None:
        """Fetch one tip whole; a later one ends the fetching of this one."""
        self._read.set()
        self._read = cancel = Cancel()

        def answer(result: Answer[Read]) -> None:
            if not cancel.wanted:
                self._arrived(tip_id, result)

        self._jobs.run(Lane.NETWORK, lambda: self._station.read(tip_id, cancel), answer)

    def mark(self, tip_id: str) -> None:
        """The tip in sight, or none."""
        self._set(replace(self._inputs, selected=tip_id))

    def refresh(self) -> None:
        """The language or the look-ups changed: make every word anew."""
        self._set(self._inputs)

    def stop(self) -> None:
        """Before the session's key is dropped: ask nothing more, hold nothing more."""
        self._search.set()
        self._read.set()
        self._set(OlderInputs())

    def _take(self, searched: Searched) -> None:
        inputs = replace(self._inputs, asking=False)
        match searched:
            case SearchResponse(tips=tips, more=more):
                known = {tip.id for tip in inputs.found}
                found = (*inputs.found, *(tip for tip in tips if tip.id not in known))
                odd = inputs.unreadable + (searched.unreadable if isinstance(searched, FoundOlder) else 0)
                self._set(replace(inputs, answered=True, found=found, more=more, unreadable=odd))
            case Offline() | ServerTrouble() | OutOfDate() | NotEnrolled():
                self._set(replace(inputs, failure=searched))
            case Revoked():
                self._set(OlderInputs())
                self.revoked.emit()
            case Cancelled():
                self._set(inputs)
            case _:
                assert_never(searched)

    def _arrived(self, tip_id: str, result: Answer[Read]) -> None:
        read = _BROKEN if isinstance(result, Err) else result.value
        match read:
            case TipStory():
                self.came.emit(tip_id, detail_of(read))
            case NotThere():
                words = QCoreApplication.translate("Older", "The station has this tip no longer, or not for you.")
                self.came.emit(tip_id, words)
            case Offline() | ServerTrouble() | OutOfDate() | NotEnrolled() | Cancelled():
                self.came.emit(tip_id, unreached_words(read))
            case Revoked():
                self.revoked.emit()
            case _:
                assert_never(read)

    def _set(self, inputs: OlderInputs) -> None:
        self._inputs = inputs
        lookups, now = self._lookups(), self._clock()
        self._rows.show([older_row(tip, lookups, now) for tip in inputs.found])
        self.show(derive(inputs))
