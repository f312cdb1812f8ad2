"""The numbers of the board: which there are, and what each is called."""

from dataclasses import dataclass
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from app.workload.views import Cell, Measure
from ui.lookups import Lookups

EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Total:
    """A number over the whole board."""

    measure: Measure


Number = Cell | Total


def row_key(district_id: str, holder_id: str | None) -> str:
    """By which a row of the board is known."""
    return f"{district_id}/{holder_id or ''}"


def key_of(number: Number) -> str:
    """The row in which a number stands; ``EVERYWHERE`` for one over the whole board."""
    match number:
        case Total():
            return EVERYWHERE
        case Cell(district_id=district, holder_id=holder):
            return row_key(district, holder)
        case _:
            assert_never(number)


def measure_word(measure: Measure) -> str:
    """The name of a number of the board."""
    match measure:
        case Measure.NEW_7D:
            return QCoreApplication.translate("Team", "New in 7 days")
        case Measure.OPEN:
            return QCoreApplication.translate("Team", "Open")
        case Measure.WAITING:
            return QCoreApplication.translate("Team", "Waiting")
        case Measure.OVERDUE:
            return QCoreApplication.translate("Team", "Overdue")


def whose(number: Number, lookups: Lookups) -> str:
    """The district and the officer of a number."""
    match number:
        case Total():
            return QCoreApplication.translate("Team", "All districts")
        case Cell(district_id=district, holder_id=holder):
            outside = QCoreApplication.translate("Team", "Outside all districts")
            nobody = QCoreApplication.translate("Team", "nobody yet")
            officer = lookups.officer(holder) or holder
            return f"{lookups.district(district) or outside} · {officer or nobody}"
        case _:
            assert_never(number)
