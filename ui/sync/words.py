"""Words for what sync reports: how a round ended, what a recorded change was."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from app.db.outcomes import StoreFull
from app.outbox.views import EntryState
from sync.client.outcomes import (
    Cancelled,
    Diverged,
    NotEnrolled,
    Offline,
    OutOfDate,
    Phase,
    Reason,
    Revoked,
    RoundDone,
    RoundReport,
    ServerTrouble,
)


def report_words(report: RoundReport) -> tuple[str, str, str]:  # noqa: C901 - one branch an end
    """How the last round ended: a headline, what is safe and what to do, and its tone."""
    match report:
        case RoundDone():
            return _done(report)
        case Offline(reason=reason):
            return *_offline(reason), "warning"
        case Revoked():
            title = QCoreApplication.translate("Sync", "This device was taken out of service")
            words = QCoreApplication.translate("Sync", "Its data was erased. Ask the administrator for a new code.")
            return title, words, "danger"
        case OutOfDate():
            title = QCoreApplication.translate("Sync", "This program is too old to receive")
            words = QCoreApplication.translate("Sync", "What you recorded is still sent. Install the new version.")
            return title, words, "danger"
        case Diverged():
            title = QCoreApplication.translate("Sync", "This device is a copy of another")
            words = QCoreApplication.translate(
                "Sync", "Nothing was sent twice. Export what is not sent and enrol the device anew."
            )
            return title, words, "danger"
        case StoreFull():
            title = QCoreApplication.translate("Sync", "The device is full")
            words = QCoreApplication.translate(
                "Sync", "Nothing was lost; new tips wait at the station. Make room and sync again."
            )
            return title, words, "danger"
        case NotEnrolled():
            title = QCoreApplication.translate("Sync", "This device is not enrolled")
            return title, QCoreApplication.translate("Sync", "Enter the code from the administrator."), "warning"
        case ServerTrouble(status=400 | 413):
            title = QCoreApplication.translate("Sync", "The station can not read what this device sent")
            words = QCoreApplication.translate(
                "Sync", "Nothing is lost. If it stays so, export what is not sent and tell the administrator."
            )
            return title, words, "warning"
        case ServerTrouble():
            title = QCoreApplication.translate("Sync", "The station has trouble")
            words = QCoreApplication.translate("Sync", "Your entries are safe here; it is tried again by itself.")
            return title, words, "warning"
        case Cancelled():
            return QCoreApplication.translate("Sync", "Stopped"), "", "neutral"
        case _:
            assert_never(report)


def _done(report: RoundDone) -> tuple[str, str, str]:
    """What is still to be said of a round that went through."""
    if report.clock_off:
        title = QCoreApplication.translate("Sync", "Synced, but this device's clock is off")
        words = QCoreApplication.translate(
            "Sync", "It differs by %1 from the station's. Set the date and time; your entries keep their order."
        )
        return title, words.replace("%1", _offset(report.offset or 0.0)), "warning"
    if report.held:
        title = QCoreApplication.translate("Sync", "The station can not read %n of your entries", None, report.held)
        words = QCoreApplication.translate(
            "Sync", "It has no more room for such today. They are safe here and are sent again by themselves."
        )
        return title, words, "warning"
    if report.turned_down:
        title = QCoreApplication.translate("Sync", "The station does not take %n photo(s)", None, report.turned_down)
        words = QCoreApplication.translate(
            "Sync", "Damaged, or more than 50 million pixels. All else is there; the photos stay on this device."
        )
        return title, words, "warning"
    if report.unreadable:
        title = QCoreApplication.translate("Sync", "This program can not read %n row(s)", None, report.unreadable)
        words = QCoreApplication.translate("Sync", "All else is here. A newer version of the program gets them.")
        return title, words, "warning"
    return QCoreApplication.translate("Sync", "Everything is with the station"), "", "success"


def _offline(reason: Reason) -> tuple[str, str]:
    safe = QCoreApplication.translate("Sync", "Work on: everything is kept here and goes out by itself.")
    match reason:
        case Reason.UNREACHABLE:
            return QCoreApplication.translate("Sync", "Without a connection"), safe
        case Reason.TIMED_OUT:
            return QCoreApplication.translate("Sync", "The station answers too slowly"), safe
        case Reason.CUT:
            return QCoreApplication.translate("Sync", "The connection broke off"), safe
        case Reason.UNTRUSTED:
            title = QCoreApplication.translate("Sync", "The station could not prove itself")
            words = QCoreApplication.translate(
                "Sync", "Nothing was sent. Check the date of this device; if it stays so, tell the administrator."
            )
            return title, words
        case Reason.FOREIGN:
            title = QCoreApplication.translate("Sync", "Somebody else answered instead of the station")
            words = QCoreApplication.translate("Sync", "Nothing was sent. Public Wi-Fi may ask you to sign in first.")
            return title, words
        case _:
            assert_never(reason)


def _offset(seconds: float) -> str:
    minutes = round(abs(seconds) / 60)
    if minutes < 120:
        return QCoreApplication.translate("Moments", "%n min", None, minutes)
    if minutes < 48 * 60:
        return QCoreApplication.translate("Moments", "%n h", None, minutes // 60)
    return QCoreApplication.translate("Moments", "%n day(s)", None, minutes // (24 * 60))


def phase_words(phase: Phase) -> str:
    """What a running round is busy with."""
    match phase:
        case Phase.PUSH:
            return QCoreApplication.translate("Sync", "Sending your entries")
        case Phase.PULL:
            return QCoreApplication.translate("Sync", "Receiving tips")
        case Phase.FILES:
            return QCoreApplication.translate("Sync", "Sending and receiving files")
        case _:
            assert_never(phase)


def state_words(state: EntryState) -> tuple[str, str]:
    """Where a recorded change stands, and its tone."""
    match state:
        case EntryState.WAITING:
            return QCoreApplication.translate("Sync", "not sent"), "info"
        case EntryState.SENT:
            return QCoreApplication.translate("Sync", "on its way"), "info"
        case EntryState.APPLIED:
            return QCoreApplication.translate("Sync", "done"), "success"
        case EntryState.MERGED:
            return QCoreApplication.translate("Sync", "kept beside another"), "warning"
        case EntryState.REJECTED:
            return QCoreApplication.translate("Sync", "needs you"), "danger"
        case _:
            assert_never(state)
