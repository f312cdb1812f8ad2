"""Sync: what waits, what the station said, and how the connection stands. Also feeds the thin strip on every page."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.outbox.views import Exported, OutboxEntry, OutboxSummary, Recorded, Refused
from sync.client.outcomes import Diverged, NotEnrolled
from ui import moments
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.sync.list_model import ChangeRow, change_rows
from ui.sync.rounds import Rounds, RoundsState
from ui.sync.words import phase_words, report_words

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


class Outbox(Protocol):
    """The part of the outbox service that this page needs."""

    def summary(self) -> OutboxSummary: ...
    def entries(self) -> tuple[OutboxEntry, ...]: ...
    def withdraw(self, operation_id: str) -> bool | StoreFull: ...
    def resend(self, operation_id: str, payload: dict[str, Any] | None = None) -> Recorded | Refused | StoreFull: ...
    def dismiss(self, operation_id: str) -> bool | StoreFull: ...
    def export(self, path: Path) -> Exported | Refused | StoreFull: ...


@dataclass(frozen=True, slots=True)
class SyncInputs:
    """What the page knows."""

    summary: OutboxSummary = field(default_factory=lambda: OutboxSummary(0, None, 0, 0))
    state: RoundsState = field(default_factory=RoundsState)
    last_success: datetime | None = None
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class SyncProps:
    """What the page and the strip show. ``progress`` is 0…1, or −1 where no end is known."""

    running: bool = False
    connected: bool = False
    waiting: int = 0
    needsYou: int = 0
    strip: str = ""
    stripTone: str = "neutral"
    title: str = ""
    words: str = ""
    tone: str = "neutral"
    phase: str = ""
    progress: float = -1.0
    lastSuccess: str = ""
    photosWaiting: str = ""
    mustEnrol: bool = False


def derive(inputs: SyncInputs) -> SyncProps:
    """Props of the inputs."""
    summary, state, now = inputs.summary, inputs.state, inputs.now
    title, words, tone = _headline(inputs)
    succeeded = state.succeeded or inputs.last_success
    progress, phase = -1.0, ""
    if state.progress is not None:
        phase = phase_words(state.progress.phase)
        if state.progress.total:
            progress = min(1.0, state.progress.done / state.progress.total)
    return SyncProps(
        running=state.running,
        connected=state.connected,
        waiting=summary.waiting,
        needsYou=summary.needs_you,
        strip=_strip(inputs),
        stripTone="danger" if summary.needs_you else "warning" if not state.connected else "success",
        title=title,
        words=words,
        tone=tone,
        phase=phase,
        progress=progress,
        lastSuccess=moments.moment(moments.instant(succeeded), now) if succeeded and now else "",
        photosWaiting=_megabytes(summary.photos_bytes),
        mustEnrol=isinstance(state.report, Diverged | NotEnrolled),
    )


def _headline(inputs: SyncInputs) -> tuple[str, str, str]:
    state, waiting = inputs.state, inputs.summary.waiting
    if state.failed:
        title = QCoreApplication.translate("Sync", "Sync failed on this device")
        return title, QCoreApplication.translate("Sync", "Nothing was lost; it is tried again by itself."), "danger"
    if state.report is None:
        return QCoreApplication.translate("Sync", "Not synced yet"), "", "neutral"
    title, words, tone = report_words(state.report)
    if tone == "success" and waiting:
        return QCoreApplication.translate("Sync", "%n entry(ies) wait to be sent", None, waiting), "", "info"
    return title, words, tone


def _strip(inputs: SyncInputs) -> str:
    summary, state, now = inputs.summary, inputs.state, inputs.now
    if summary.needs_you:
        return QCoreApplication.translate("Sync", "%n entry(ies) need you", None, summary.needs_you)
    if summary.waiting:
        words = QCoreApplication.translate("Sync", "%n not sent", None, summary.waiting)
        if summary.oldest_at and now:
            oldest = QCoreApplication.translate("Sync", "oldest %1")
            words += ", " + oldest.replace("%1", moments.age(summary.oldest_at, now))
        return words
    if state.connected:
        return QCoreApplication.translate("Sync", "Connected")
    if state.report is None and not state.failed:
        return QCoreApplication.translate("Sync", "Connecting…")
    return QCoreApplication.translate("Sync", "Without a connection")


def _megabytes(size: int) -> str:
    if size == 0:
        return ""
    return f"{max(0.1, size / 1_000_000):.1f} MB".replace(".", QCoreApplication.translate("Sync", ".", "decimal sign"))


@QmlElement
class SyncViewModel(ViewModel[SyncProps], props=SyncProps):
    """The Sync page. ``said`` tells in words what was done; ``opened`` asks for a tip."""

    said = Signal(str)
    opened = Signal(str)
    changed = Signal()
    enrolAsked = Signal()

    def __init__(
        self,
        outbox: Outbox,
        rounds: Rounds,
        *,
        jobs: Jobs,
        lookups: Callable[[], Lookups],
        clock: moments.Clock,
        last_success: datetime | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(SyncProps(), parent)
        self._outbox = outbox
        self._rounds = rounds
        self._jobs = jobs
        self._lookups = lookups
        self._clock = clock
        self._inputs = SyncInputs(last_success=last_success)
        self._changes: RowModel[ChangeRow] = RowModel(ChangeRow, self)
        rounds.changed.connect(self._follow)
        rounds.finished.connect(self.refresh)

    @fixed
    def changes(self) -> RowModel[ChangeRow]:
        return self._changes

    @Slot()
    def refresh(self) -> None:
        """Read the outbox anew."""
        self._jobs.run(Lane.DATABASE, lambda: (self._outbox.summary(), self._outbox.entries()), self._take)

    @Slot()
    def sendNow(self) -> None:
        self._rounds.send_now()

    @Slot(str)
    def withdraw(self, operation_id: str) -> None:
        """Take back a change that was never sent."""
        self._jobs.run(Lane.DATABASE, lambda: self._outbox.withdraw(operation_id), self._withdrawn)

    @Slot(str)
    def resend(self, operation_id: str) -> None:
        """Record a rejected change anew, as things stand now."""
        self._jobs.run(Lane.DATABASE, lambda: self._outbox.resend(operation_id, None), self._resent)

    @Slot(str)
    def dismiss(self, operation_id: str) -> None:
        """Put a merged or rejected change aside; its text stays."""
        self._jobs.run(Lane.DATABASE, lambda: self._outbox.dismiss(operation_id), lambda _: self._done(""))

    @Slot(str)
    def openTip(self, tip_id: str) -> None:
        if tip_id:
            self.opened.emit(tip_id)

    @Slot()
    def enrol(self) -> None:
        self.enrolAsked.emit()

    @Slot(QUrl)
    def exportTo(self, url: QUrl) -> None:
        """Write what waits to a signed file that the station can read in."""
        path = Path(url.toLocalFile())
        self._jobs.run(Lane.DATABASE, lambda: self._outbox.export(path), lambda answer: self._exported(answer, path))

    def _exported(self, answer: Answer[Exported | Refused | StoreFull], path: Path) -> None:
        match answer:
            case Ok(value=Exported(operations=count)):
                words = self.tr(
                    "%n entry(ies) written to %1. They stay here too until the station has them.", "", count
                )
                self.said.emit(words.replace("%1", path.name))
            case Ok(value=StoreFull()):
                self.said.emit(self.tr("The disk is full: no file was written. Your entries are safe here."))
            case Ok(value=Refused()) | Err():
                self.said.emit(self.tr("The file could not be written there. Choose another folder."))

    def _withdrawn(self, answer: Answer[bool | StoreFull]) -> None:
        taken_back = isinstance(answer, Ok) and answer.value is True
        self._done(self.tr("Taken back.") if taken_back else self.tr("It was sent already and can not be taken back."))

    def _resent(self, answer: Answer[Recorded | Refused | StoreFull]) -> None:
        match answer:
            case Ok(value=Recorded()):
                self._done(self.tr("Recorded anew; it goes out with the next sync."))
                self._rounds.poke()
            case Ok(value=StoreFull()):
                self._done(self.tr("The disk is full. Free some space and try again; nothing was lost."))
            case Ok(value=Refused()) | Err():
                self._done(self.tr("It is not possible as things stand now. The text stays here."))

    def _done(self, words: str) -> None:
        if words:
            self.said.emit(words)
        self.changed.emit()
        self.refresh()

    def _take(self, answer: Answer[tuple[OutboxSummary, tuple[OutboxEntry, ...]]]) -> None:
        if isinstance(answer, Ok):
            summary, entries = answer.value
            now = self._clock()
            self._changes.show(change_rows(entries, self._lookups(), now))
            self._set(replace(self._inputs, summary=summary, now=now))

    def _follow(self) -> None:
        self._set(replace(self._inputs, state=self._rounds.state, now=self._clock()))

    def _set(self, inputs: SyncInputs) -> None:
        self._inputs = inputs
        self.show(derive(inputs))
