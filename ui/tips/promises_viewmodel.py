"""What is owed to residents: who has to be called back, then the promises, the oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtQml import QmlElement

from app.tips.domain import CallBack, Contact, Promise, Tip
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
    def to_call(self) -> tuple[tuple[Tip, Contact | None], ...]: ...


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise: what was said, about which tip, by whom where it was somebody else, and how near its day is; or a call
    with the number to dial, where this role may know it."""

    key: str
    tipId: str
    words: str
    about: str
    due: str
    tone: str
    spoken: str
    sign: str = "handshake"
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PromisesProps:
    """``loaded`` once they were read; ``failed`` where they could not be."""

    loaded: bool = False
    failed: bool = False


def promise_rows(tips: tuple[Tip, ...], lookups: Lookups, now: datetime) -> tuple[PromiseRow, ...]:
    """Every promise of these tips, the one that is due first at the head."""
    every = ((promise, tip) for tip in tips for promise in tip.promises)
    return tuple(_row(promise, tip, lookups, now) for promise, tip in sorted(every, key=_due))


def call_rows(tips: tuple[tuple[Tip, Contact | None], ...], lookups: Lookups, now: datetime) -> tuple[PromiseRow, ...]:
    """Every call that is owed, the oldest first."""
    every = ((call, tip, contact) for tip, contact in tips for call in tip.calls)
    return tuple(_call(*one, lookups, now) for one in sorted(every, key=lambda one: (one[0].at, one[0].id)))


def _call(call: CallBack, tip: Tip, contact: Contact | None, lookups: Lookups, now: datetime) -> PromiseRow:
    known = contact if contact is not None and contact.tip_id == call.party_id else None
    words = QCoreApplication.translate("Facts", "Call back: %1").replace("%1", one_line(call.text))
    who = (known.name, known.phone.replace(" ", "\N{NO-BREAK SPACE}")) if known else ()
    about = " · ".join(filter(None, (*who, title_of(tip, lookups))))
    tried = QCoreApplication.translate("Facts", "not reached %n time(s)", None, call.tries) if call.tries else ""
    due = tried or moments.age(call.at, now)
    phone = known.phone if known else ""
    return PromiseRow(call.id, tip.id, words, about, due, "warning", f"{words}, {due}, {about}", "phone", phone)


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
        self._parts.jobs.run(Lane.DATABASE, lambda: (self._tips.promised(), self._tips.to_call()), self._take)

    def _take(self, answer: Answer[tuple[tuple[Tip, ...], tuple[tuple[Tip, Contact | None], ...]]]) -> None:
        if isinstance(answer, Ok):
            (promised, calls), lookups, now = answer.value, self._parts.lookups(), self._parts.clock()
            self._rows.show((*call_rows(calls, lookups, now), *promise_rows(promised, lookups, now)))
        self.show(PromisesProps(loaded=True, failed=not isinstance(answer, Ok)))
