"""What came of a tap on a recorded change, in words: what happened, what is safe, what to do."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.db.outcomes import StoreFull
from app.outbox.views import Exported, Recorded, Refused
from ui.jobs import Answer, Ok
from ui.lookups import Lookups
from ui.tips.words import code_words


def withdrawn_words(answer: Answer[bool | StoreFull]) -> str:
    """What came of taking a change back, as it is: in time, too late, or not possible on this device now."""
    match answer:
        case Ok(value=True):
            return QCoreApplication.translate("Sync", "Taken back.")
        case Ok(value=False):
            return QCoreApplication.translate("Sync", "It was sent already and can not be taken back.")
        case Ok():
            return QCoreApplication.translate(
                "Sync", "The device is full: it was not taken back and still waits to be sent. Make room and try again."
            )
        case _:
            return QCoreApplication.translate(
                "Sync", "It could not be taken back: the store does not take it. Nothing was changed; try again."
            )


def resent_words(answer: Answer[Recorded | Refused | StoreFull], lookups: Lookups, now: datetime) -> str:
    """What came of recording a refused change anew."""
    match answer:
        case Ok(value=Recorded()):
            return QCoreApplication.translate("Sync", "Recorded anew; it goes out with the next sync.")
        case Ok(value=StoreFull()):
            return QCoreApplication.translate(
                "Sync", "The disk is full. Free some space and try again; nothing was lost."
            )
        case Ok(value=Refused(code=code, now=now_values)):
            words = QCoreApplication.translate("Sync", "Not sent again: %1")
            return words.replace("%1", code_words(code, now_values, lookups, now))
        case _:
            return QCoreApplication.translate(
                "Sync", "It could not be recorded. What you wrote is kept here; try again."
            )


def dismissed_words(answer: Answer[bool | StoreFull]) -> str:
    """What came of putting a change aside; nothing to say where it went well."""
    match answer:
        case Ok(value=True):
            return ""
        case Ok(value=StoreFull()):
            return QCoreApplication.translate(
                "Sync", "The device is full: it was not put aside. Make room and try again."
            )
        case _:
            return QCoreApplication.translate("Sync", "It could not be put aside. Nothing was changed; try again.")


def exported_words(answer: Answer[Exported | Refused | StoreFull], file: str) -> str:
    """What came of writing what waits to a file."""
    match answer:
        case Ok(value=Exported(operations=count)):
            words = QCoreApplication.translate(
                "Sync", "%n entry(ies) written to %1. They stay here too until the station has them.", None, count
            )
            return words.replace("%1", file)
        case Ok(value=StoreFull()):
            return QCoreApplication.translate(
                "Sync", "The disk is full: no file was written. Your entries are safe here."
            )
        case _:
            return QCoreApplication.translate("Sync", "The file could not be written there. Choose another folder.")
