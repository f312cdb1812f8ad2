"""Today: the list of the day with its tabs, search and order."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from app.tips.views import Sort, Tab, TipPage, TipQuery
from app.values import Place
from ui import moments
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.paging import PagedModel
from ui.snapshot import ViewModel, fixed
from ui.tips.list_model import BLANK, TipListRow, list_row

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


class TipPages(Protocol):
    """The part of the tip service that Today needs."""

    def page(self, query: TipQuery) -> TipPage: ...


@dataclass(frozen=True, slots=True)
class TodayInputs:
    """What Today knows. ``page`` is the first page of the last answer, None before it."""

    tab: Tab = Tab.NEW
    text: str = ""
    sort: Sort = Sort.AGE
    near: Place | None = None
    selected: str = ""
    total: int = 0
    capped: bool = False
    counts: dict[Tab, int] = field(default_factory=dict)
    unindexed: int = 0
    loaded: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class TodayProps:
    """What Today shows."""

    tab: str = "new"
    text: str = ""
    sort: str = "age"
    canSortNear: bool = False
    countNew: int = 0
    countToday: int = 0
    countWaiting: int = 0
    countOverdue: int = 0
    countClosed: int = 0
    total: int = 0
    capped: bool = False
    unindexed: int = 0
    selected: str = ""
    loaded: bool = False
    failed: bool = False
    emptyBecause: str = ""


def derive(inputs: TodayInputs) -> TodayProps:
    """Props of the inputs. ``emptyBecause`` is why nothing is shown: text, tab or nothing (the device is empty)."""
    counts = inputs.counts
    because = ""
    if inputs.loaded and inputs.total == 0:
        anything = any(counts.get(tab, 0) for tab in Tab)
        because = "text" if inputs.text else inputs.tab.value if anything else "nothing"
    return TodayProps(
        tab=inputs.tab.value,
        text=inputs.text,
        sort=inputs.sort.value,
        canSortNear=inputs.near is not None,
        countNew=counts.get(Tab.NEW, 0),
        countToday=counts.get(Tab.TODAY, 0),
        countWaiting=counts.get(Tab.WAITING, 0),
        countOverdue=counts.get(Tab.OVERDUE, 0),
        countClosed=counts.get(Tab.CLOSED, 0),
        total=inputs.total,
        capped=inputs.capped,
        unindexed=inputs.unindexed,
        selected=inputs.selected,
        loaded=inputs.loaded,
        failed=inputs.failed,
        emptyBecause=because,
    )


def query(inputs: TodayInputs, offset: int, limit: int) -> TipQuery:
    """The question to the store for one window."""
    sort = Sort.AGE if inputs.sort is Sort.NEAR and inputs.near is None else inputs.sort
    return TipQuery(
        tab=Tab.ALL if inputs.text else inputs.tab,
        text=inputs.text,
        sort=sort,
        near=inputs.near,
        offset=offset,
        limit=limit,
    )


@QmlElement
class TodayViewModel(ViewModel[TodayProps], props=TodayProps):
    """The list of tips. ``opened`` says which tip was chosen; ``revealed`` asks the list to scroll to a row.

    ``written`` gives the tips about which something is being written.
    """

    opened = Signal(str)
    revealed = Signal(int)

    def __init__(
        self,
        tips: TipPages,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        *,
        written: Callable[[], frozenset[str]] = frozenset,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(TodayProps(), parent)
        self._tips = tips
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._written = written
        self._inputs = TodayInputs()
        self._generation = 0
        self._rows: PagedModel[TipListRow] = PagedModel(BLANK, self._fetch, parent=self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(0)
        self._typing.timeout.connect(self._begin)

    @fixed
    def rows(self) -> PagedModel[TipListRow]:
        return self._rows

    @Slot()
    def start(self) -> None:
        """Read the list for the first time."""
        self._begin()

    @Slot()
    def refresh(self) -> None:
        """The store changed: read again what is in sight."""
        self._rows.forget_far()
        for page in self._rows.near():
            self._fetch(page)

    @Slot(str)
    def showTab(self, tab: str) -> None:
        self._ask(replace(self._inputs, tab=Tab(tab), text=""))

    @Slot(str)
    def search(self, text: str) -> None:
        self._ask(replace(self._inputs, text=text.strip()))

    @Slot(str)
    def sortBy(self, sort: str) -> None:
        self._ask(replace(self._inputs, sort=Sort(sort)))

    def move_to(self, place: Place | None) -> None:
        """Where the officer stands: fills in distances."""
        if place != self._inputs.near:
            self._ask(replace(self._inputs, near=place))

    @Slot(str)
    def select(self, tip_id: str) -> None:
        """A row was chosen here."""
        self.mark(tip_id)
        self.opened.emit(tip_id)

    def mark(self, tip_id: str) -> None:
        """A tip was chosen elsewhere: mark its row and bring it into sight."""
        self._set(replace(self._inputs, selected=tip_id))
        at = self._rows.index_of(tip_id)
        if at >= 0:
            self.revealed.emit(at)

    def _ask(self, inputs: TodayInputs) -> None:
        if inputs != self._inputs:
            self._set(inputs)
            self._typing.start()

    def _set(self, inputs: TodayInputs) -> None:
        self._inputs = inputs
        self.show(derive(inputs))

    def _begin(self) -> None:
        self._typing.stop()
        self._generation += 1
        self._request(0, self._generation, first=True)

    def _fetch(self, page: int) -> None:
        self._request(page, self._generation, first=False)

    def _request(self, page: int, generation: int, *, first: bool) -> None:
        size = self._rows.page_size
        question = query(self._inputs, page * size, size)

        def answer(result: Answer[TipPage]) -> None:
            if generation == self._generation:
                self._take(page, result, first=first)

        self._jobs.run(Lane.DATABASE, lambda: self._tips.page(question), answer)

    def _take(self, page: int, result: Answer[TipPage], *, first: bool) -> None:
        match result:
            case Err():
                self._set(replace(self._inputs, failed=True, loaded=True))
            case Ok(value=found):
                now, lookups, written = self._clock(), self._lookups(), self._written()
                rows = [list_row(row, lookups, now, written) for row in found.rows]
                if first:
                    self._rows.start(found.total, rows)
                else:
                    self._rows.take(page, found.total, rows)
                self._set(
                    replace(
                        self._inputs,
                        total=found.total,
                        capped=found.total_capped,
                        counts=found.counts,
                        unindexed=found.unindexed,
                        loaded=True,
                        failed=False,
                    )
                )
