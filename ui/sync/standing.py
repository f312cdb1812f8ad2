"""How this device stands with the station: what waits, how the last round ended, what the thin strip says. Pure."""

from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.outbox.views import OutboxSummary
from sync.client.outcomes import Diverged, NotEnrolled, RoundDone
from ui import moments
from ui.sync.rounds import RoundsState
from ui.sync.words import phase_words, report_words


@dataclass(frozen=True, slots=True)
class SyncInputs:
    """What the page knows. ``unread``: the list could not be read."""

    summary: OutboxSummary = field(default_factory=lambda: OutboxSummary(0, None, 0, 0))
    state: RoundsState = field(default_factory=RoundsState)
    last_success: datetime | None = None
    now: datetime | None = None
    unread: bool = False


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
    clockOff: bool = False
    unread: bool = False


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
        oldest = moments.read(summary.oldest_at, now) if summary.oldest_at and now else None
        if oldest is None or now is None:
            return words
        if now - oldest < moments.MINUTE:
            return words + ", " + QCoreApplication.translate("Sync", "recorded just now")
        return words + ", " + QCoreApplication.translate("Sync", "oldest %1").replace("%1", moments.span(now - oldest))
    if state.connected:
        return QCoreApplication.translate("Sync", "Connected")
    if state.report is None and not state.failed:
        return QCoreApplication.translate("Sync", "Connecting…")
    return QCoreApplication.translate("Sync", "Without a connection")


def _megabytes(size: int) -> str:
    if size == 0:
        return ""
    return f"{max(0.1, size / 1_000_000):.1f} MB".replace(".", QCoreApplication.translate("Sync", ".", "decimal sign"))
