"""The promises that are due, the oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from app.tips.domain import Promise, Tip
from app.tips.titles import one_line
from ui import moments
from ui.jobs import Answer, Lane, Ok
from ui.lookups import Lookups
from ui.rows import RowModel
from ui.shell.pages import Parts
from ui.snapshot import ViewModel, fixed
from ui.tips.face import address_of, title_of

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


class Promised(Protocol):
    """The part of the tip service that the page needs."""

    def promised(self) -> tuple[Tip, ...]: ...


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise: what was said, about which tip, by whom where it was somebody else, and how near its day is."""

    key: str
    tipId: str
    words: str
    about: str
    due: str
    tone: str
    spoken: str


@dataclass(frozen=True, slots=True)
class PromisesProps:
    """``loaded`` once they were read; ``failed`` where they could not be."""

    loaded: bool = False
    failed: bool = False


def promise_rows(tips: tuple[Tip, ...], lookups: Lookups, now: datetime) -> tuple[PromiseRow, ...]:
    """Every promise of these tips, the one that is due first at the head."""
    every = ((promise, tip) for tip in tips for promise in tip.promises)
    return tuple(_row(promise, tip, lookups, now) for promise, tip in sorted(every, key=_due))


def _due(one: tuple[Promise, Tip]) -> tuple[str, str, str]:
    return one[0].day, one[0].at, one[0].id


def _row(promise: Promise, tip: Tip, lookups: Lookups, now: datetime) -> PromiseRow:
    due, tone = moments.due(promise.day, now)
    words = one_line(promise.text)
    by = lookups.officer(promise.by) if promise.by != lookups.me.id else ""
    about = " · ".join(filter(None, (title_of(tip, lookups), address_of(tip), by)))
    return PromiseRow(promise.id, tip.id, words, about, due, tone, f"{words}, {due}, {about}")


@QmlElement
class PromisesViewModel(ViewModel[PromisesProps], props=PromisesProps):
    """The page of promises."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(PromisesProps(), parent)
        self._parts = parts
        self._tips: Promised = parts.session.tips
        self._rows: RowModel[PromiseRow] = RowModel(PromiseRow, self)

    @fixed
    def rows(self) -> RowModel[PromiseRow]:
        return self._rows

    @Slot()
    def refresh(self) -> None:
        """Read them anew."""
        self._parts.jobs.run(Lane.DATABASE, self._tips.promised, self._take)

    def _take(self, answer: Answer[tuple[Tip, ...]]) -> None:
        if isinstance(answer, Ok):
            self._rows.show(promise_rows(answer.value, self._parts.lookups(), self._parts.clock()))
        self.show(PromisesProps(loaded=True, failed=not isinstance(answer, Ok)))
