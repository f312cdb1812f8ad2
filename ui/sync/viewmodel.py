"""Sync: what waits, what the station said, and how the connection stands. Also feeds the thin strip on every page."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from app.db.outcomes import StoreFull
from app.outbox.domain import Code
from app.outbox.views import Exported, OutboxEntry, OutboxSummary, Recorded, Refused
from app.tips.domain import OutcomeKind
from sync.client.outcomes import Diverged, NotEnrolled, RoundDone
from ui import moments
from ui.jobs import Answer, Err, Jobs, Lane, Ok
from ui.lookups import Lookups
from ui.operation_looks import look_of
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed
from ui.sync.editing import BODY_OUTCOMES, CHOICES, Draft, complete, draft_of, edited
from ui.sync.list_model import ChangeRow, change_rows
from ui.sync.rounds import Rounds, RoundsState
from ui.sync.words import phase_words, report_words
from ui.tips.words import code_words, outcome_glyph, outcome_word

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
class OutcomeRow:
    """One way to close a tip, in the sheet that writes a refused closing anew."""

    kind: str
    words: str
    sign: str


@dataclass(frozen=True, slots=True)
class SyncInputs:
    """What the page knows. ``edited`` is the refused change being written anew, ``before`` as it was."""

    summary: OutboxSummary = field(default_factory=lambda: OutboxSummary(0, None, 0, 0))
    state: RoundsState = field(default_factory=RoundsState)
    last_success: datetime | None = None
    now: datetime | None = None
    unread: bool = False
    edited: OutboxEntry | None = None
    before: Draft = field(default_factory=Draft)
    draft: Draft = field(default_factory=Draft)
    why: str = ""


@dataclass(frozen=True, slots=True)
class SyncProps:
    """What the page and the strip show. ``progress`` is 0…1, or −1 where no end is known.

    Those of ``edit…`` are the sheet's that writes a refused change anew; ``unread``: the list could not be read.
    """

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
    clockOff: bool = False
    unread: bool = False
    editTitle: str = ""
    editWhy: str = ""
    editText: str = ""
    editName: str = ""
    editHasName: bool = False
    editOutcome: str = ""
    editBody: str = ""
    editNeedsBody: bool = False
    editReady: bool = False


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
        clockOff=isinstance(state.report, RoundDone) and state.report.clock_off,
        unread=inputs.unread,
        editTitle=_edit_title(inputs.edited),
        editWhy=inputs.why,
        editText=inputs.draft.text,
        editName=inputs.draft.title,
        editHasName=bool(inputs.before.title),
        editOutcome=inputs.draft.outcome.value if inputs.draft.outcome else "",
        editBody=inputs.draft.body,
        editNeedsBody=inputs.draft.needs_body,
        editReady=inputs.edited is not None and complete(inputs.draft, inputs.before),
    )


def _edit_title(entry: OutboxEntry | None) -> str:
    if entry is None:
        return ""
    what = look_of(entry.kind).name()
    return f"{what} · {entry.title}" if entry.title and entry.title not in str(entry.payload) else what


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
    editing = Signal()
    resent = Signal()
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
        self._entries: tuple[OutboxEntry, ...] = ()
        self._changes: RowModel[ChangeRow] = RowModel(ChangeRow, self)
        self._outcomes: RowModel[OutcomeRow] = RowModel(OutcomeRow, self)
        rounds.changed.connect(self._follow)
        rounds.finished.connect(self.refresh)

    @fixed
    def changes(self) -> RowModel[ChangeRow]:
        return self._changes

    @fixed
    def outcomes(self) -> RowModel[OutcomeRow]:
        return self._outcomes

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
        """Record a refused change anew, as things stand now."""
        self._jobs.run(Lane.DATABASE, lambda: self._outbox.resend(operation_id, None), self._resent)

    @Slot(str)
    def edit(self, operation_id: str) -> None:
        """Open the sheet in which a refused change is written anew."""
        entry = next((one for one in self._entries if one.operation_id == operation_id), None)
        draft = draft_of(entry) if entry is not None else None
        if entry is None or draft is None:
            return
        kinds = CHOICES if draft.outcome in CHOICES else (*CHOICES, OutcomeKind.DUPLICATE)
        shown = kinds if draft.outcome is not None else ()
        self._outcomes.show([OutcomeRow(kind.value, outcome_word(kind), outcome_glyph(kind)) for kind in shown])
        why = code_words(entry.code or Code.INTERNAL, entry.now, self._lookups(), self._clock())
        self._set(replace(self._inputs, edited=entry, before=draft, draft=draft, why=why))
        self.editing.emit()

    @Slot(str)
    def writeText(self, text: str) -> None:
        self._redraft(replace(self._inputs.draft, text=text))

    @Slot(str)
    def writeName(self, title: str) -> None:
        self._redraft(replace(self._inputs.draft, title=title))

    @Slot(str)
    def writeBody(self, body: str) -> None:
        self._redraft(replace(self._inputs.draft, body=body))

    @Slot(str)
    def chooseOutcome(self, kind: str) -> None:
        outcome = OutcomeKind(kind)
        body = self._inputs.draft.body if outcome in BODY_OUTCOMES else ""
        self._redraft(replace(self._inputs.draft, outcome=outcome, body=body))

    @Slot()
    def leaveEdit(self) -> None:
        """The sheet was closed: nothing was changed."""
        self._set(replace(self._inputs, edited=None, before=Draft(), draft=Draft(), why=""))

    @Slot()
    def resendEdited(self) -> None:
        """Record the refused change anew, as it was written in the sheet."""
        entry, inputs = self._inputs.edited, self._inputs
        payload = edited(entry, inputs.draft) if entry is not None else None
        if entry is None or payload is None or not complete(inputs.draft, inputs.before):
            return
        key = entry.operation_id
        self._jobs.run(Lane.DATABASE, lambda: self._outbox.resend(key, payload), self._resent)

    @Slot(str)
    def dismiss(self, operation_id: str) -> None:
        """Put a merged or rejected change aside; its text stays."""
        self._jobs.run(Lane.DATABASE, lambda: self._outbox.dismiss(operation_id), self._dismissed)

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

    @Slot(QUrl)
    def saveText(self, url: QUrl) -> None:
        """Write what was written in the refused change to a plain text file, for whoever decides about it."""
        inputs, path = self._inputs, Path(url.toLocalFile())
        if inputs.edited is not None:
            lines = (_edit_title(inputs.edited), inputs.edited.title, inputs.edited.at, inputs.why)
            body = "\n".join(filter(None, (*lines, "", inputs.draft.title, inputs.draft.body, inputs.draft.text, "")))
            self._jobs.run(Lane.DATABASE, lambda: path.write_text(body, encoding="utf-8"), self._text_saved)

    def _text_saved(self, answer: Answer[int]) -> None:
        match answer:
            case Ok():
                words = self.tr("The text was written to the file. The entry stays here too.")
            case Err():
                words = self.tr("The file could not be written there. Choose another folder.")
        self._set(replace(self._inputs, why=words))

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
                self.leaveEdit()
                self.resent.emit()
                self._done(self.tr("Recorded anew; it goes out with the next sync."))
                self._rounds.poke()
                return
            case Ok(value=StoreFull()):
                words = self.tr("The disk is full. Free some space and try again; nothing was lost.")
            case Ok(value=Refused(code=code, now=now_values)):
                why = code_words(code, now_values, self._lookups(), self._clock())
                words = self.tr("Not sent again: %1").replace("%1", why)
            case Err():
                words = self.tr("It could not be recorded. What you wrote is kept here; try again.")
        if self._inputs.edited is not None:
            self._set(replace(self._inputs, why=words))
        else:
            self._done(words)

    def _dismissed(self, answer: Answer[bool | StoreFull]) -> None:
        put_aside = isinstance(answer, Ok) and answer.value is True
        self._done("" if put_aside else self.tr("It could not be put aside. Nothing was changed; try again."))

    def _redraft(self, draft: Draft) -> None:
        self._set(replace(self._inputs, draft=draft))

    def _done(self, words: str) -> None:
        if words:
            self.said.emit(words)
        self.changed.emit()
        self.refresh()

    def _take(self, answer: Answer[tuple[OutboxSummary, tuple[OutboxEntry, ...]]]) -> None:
        match answer:
            case Err():
                self._set(replace(self._inputs, unread=True))
            case Ok(value=(summary, entries)):
                now = self._clock()
                self._entries = entries
                self._changes.show(change_rows(entries, self._lookups(), now))
                self._set(replace(self._inputs, summary=summary, now=now, unread=False))

    def _follow(self) -> None:
        self._set(replace(self._inputs, state=self._rounds.state, now=self._clock()))

    def _set(self, inputs: SyncInputs) -> None:
        self._inputs = inputs
        self.show(derive(inputs))
