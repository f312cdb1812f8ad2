"""Why a tap on the Patrol page recorded nothing, in words: what happened, what is safe, what to do."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.db.outcomes import StoreFull
from app.outbox.views import Recorded, Refused
from app.photos.domain import TakenPhoto
from ui.jobs import Answer, Ok
from ui.lookups import Lookups
from ui.tips.words import code_words

Outcome = Recorded | Refused | StoreFull


def trouble_words(
    answer: Answer[Outcome] | Answer[TakenPhoto | Refused | StoreFull], lookups: Lookups, now: datetime
) -> str:
    """Why it is not kept."""
    match answer:
        case Ok(value=Refused(code=code, now=now_values)):
            return code_words(code, now_values, lookups, now)
        case Ok(value=StoreFull()):
            return full_words()
        case _:
            return QCoreApplication.translate("Patrol", "It could not be recorded. Your text is still here; try again.")


def full_words() -> str:
    """Why a device that is full kept nothing."""
    return QCoreApplication.translate(
        "Patrol", "The device is full: this was not kept, all before it is safe. Make room and try again."
    )


def no_district_words() -> str:
    """Why nothing can be recorded on a device that knows no district."""
    return QCoreApplication.translate(
        "Patrol", "No district is known on this device yet. Sync once; your text stays here."
    )
