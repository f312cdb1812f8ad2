"""What is said of a hexagon of the safety surface. Pure but for the language in force."""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from app.calendar import end_of_day
from app.ratings.domain import Cell, CellClass, Instead, Slice, SurfaceState, Tag, Trend
from app.values import parse_day
from ui import moments
from ui.map.messages import CardPart, SafetyWords

TENTHS = 10


def place_words(street: str) -> str:
    """What a hexagon is called: by its street, where it has one."""
    return street or QCoreApplication.translate("Safety", "A place without addresses")


def part_words(part: Slice) -> str:
    """A part of the day."""
    return (
        QCoreApplication.translate("Safety", "By day")
        if part is Slice.DAY
        else QCoreApplication.translate("Safety", "After dark")
    )


def layer_words(state: SurfaceState | None, now: datetime) -> SafetyWords:
    """All that the layer says by itself."""
    return SafetyWords(
        show=QCoreApplication.translate("Safety", "Safety"),
        day=part_words(Slice.DAY),
        night=part_words(Slice.NIGHT),
        worst=QCoreApplication.translate("Safety", "The worst places"),
        legend_title=QCoreApplication.translate("Safety", "Legend"),
        legend={one.value: (class_words(one), _about(one)) for one in CellClass},
        age=age_words(state, now),
        empty=QCoreApplication.translate("Safety", "No ratings yet; they come with the sync."),
        close=QCoreApplication.translate("Safety", "Close"),
    )


def age_words(state: SurfaceState | None, now: datetime) -> str:
    """Of what the cells were made: "as of 26 Nov, 1,240 answers"; nothing where the server has not said it."""
    day = parse_day(state.as_of) if state is not None else None
    if state is None or day is None:
        return ""
    answers = QCoreApplication.translate("Safety", "%Ln answer(s)", None, state.ratings)
    when = moments.day(end_of_day(day), now)
    return QCoreApplication.translate("Safety", "as of %1, %2").replace("%1", when).replace("%2", answers)


def class_words(name: CellClass) -> str:
    """What is said of a cell, in two or three words."""
    match name:
        case CellClass.WORSE:
            return QCoreApplication.translate("Safety", "Worse than elsewhere")
        case CellClass.BETTER:
            return QCoreApplication.translate("Safety", "Better than elsewhere")
        case CellClass.CAN_NOT_TELL:
            return QCoreApplication.translate("Safety", "Can not be told")
        case CellClass.NOT_ENOUGH:
            return QCoreApplication.translate("Safety", "Few answers")
        case _:
            assert_never(name)


def _about(name: CellClass) -> str:
    match name:
        case CellClass.WORSE:
            return QCoreApplication.translate(
                "Safety", "More people feel unsafe here than elsewhere in the town; nearly certain."
            )
        case CellClass.BETTER:
            return QCoreApplication.translate(
                "Safety", "Fewer people feel unsafe here than elsewhere in the town; nearly certain."
            )
        case CellClass.CAN_NOT_TELL:
            return QCoreApplication.translate(
                "Safety", "Enough answers, but no sure difference from the rest of the town."
            )
        case CellClass.NOT_ENOUGH:
            return QCoreApplication.translate("Safety", "Fewer than five people, or only old answers: nothing is said.")
        case _:
            assert_never(name)


def share_words(cell: Cell) -> str:
    """How many feel unsafe: "6 of 10, rather between 3 and 8"; nothing where the answers are too few."""
    if cell.low is None or cell.high is None:
        return ""
    low, high = _tenths(cell.low, cell.high)
    if cell.share is None:
        return (
            QCoreApplication.translate("Safety", "Between %1 and %2 of 10 feel unsafe")
            .replace("%1", str(low))
            .replace("%2", str(high))
        )
    words = QCoreApplication.translate("Safety", "%1 of 10 feel unsafe, rather between %2 and %3")
    middle = min(max(round(TENTHS * cell.share), low), high)
    return words.replace("%1", str(middle)).replace("%2", str(low)).replace("%3", str(high))


def people_words(cell: Cell) -> str:
    """How many people have answered."""
    return QCoreApplication.translate("Safety", "%Ln people answered", None, cell.n)


def cause_words(tags: Iterable[Tag]) -> str:
    """The causes that those who feel unsafe name; nothing where there are none to be told."""
    named = ", ".join(map(tag_words, tags))
    return QCoreApplication.translate("Safety", "Because of: %1").replace("%1", named) if named else ""


def trend_words(trend: Trend) -> str:
    """What changed within half a year."""
    match trend:
        case Trend.SAFER:
            return QCoreApplication.translate("Safety", "Better than half a year ago")
        case Trend.LESS_SAFE:
            return QCoreApplication.translate("Safety", "Worse than half a year ago")
        case Trend.CAN_NOT_TELL:
            return QCoreApplication.translate("Safety", "A change within half a year can not be told")
        case Trend.NOT_ENOUGH:
            return QCoreApplication.translate("Safety", "Too few answers to tell a change")
        case _:
            assert_never(trend)


def card_part(part: Slice, cell: Cell | None) -> CardPart:
    """One part of the day on the card."""
    title = part_words(part)
    if cell is None:
        return CardPart(title, "", (QCoreApplication.translate("Safety", "Nobody has answered yet"),))
    facts = [people_words(cell)]
    if cell.name is CellClass.NOT_ENOUGH:
        facts.append(_instead_words(cell.instead))
    else:
        facts += [share_words(cell), cause_words(cell.tags), trend_words(cell.trend)]
    lines = (class_words(cell.name), *(f"{fact}." for fact in facts if fact))
    return CardPart(title, cell.name.value, lines)


def tag_words(tag: Tag) -> str:
    """A cause."""
    match tag:
        case Tag.LIGHTING:
            return QCoreApplication.translate("Safety", "poor lighting")
        case Tag.LITTER:
            return QCoreApplication.translate("Safety", "litter")
        case Tag.NOISE:
            return QCoreApplication.translate("Safety", "noise")
        case Tag.DRINKING_OR_DRUGS:
            return QCoreApplication.translate("Safety", "drinking or drugs")
        case Tag.TRAFFIC:
            return QCoreApplication.translate("Safety", "traffic")
        case Tag.DERELICT:
            return QCoreApplication.translate("Safety", "a derelict building")
        case Tag.EMPTINESS:
            return QCoreApplication.translate("Safety", "nobody around")
        case Tag.OTHER:
            return QCoreApplication.translate("Safety", "something else")
        case _:
            assert_never(tag)


def _instead_words(instead: Instead | None) -> str:
    if instead is None:
        return ""
    low, high = _tenths(instead.low, instead.high)
    if instead.source.startswith("district"):
        words = QCoreApplication.translate("Safety", "In the whole district between %1 and %2 of 10 feel unsafe")
    elif instead.source.startswith("parent"):
        words = QCoreApplication.translate("Safety", "In the wider surroundings between %1 and %2 of 10 feel unsafe")
    else:
        words = QCoreApplication.translate("Safety", "Day and dark together: between %1 and %2 of 10 feel unsafe")
    return words.replace("%1", str(low)).replace("%2", str(high))


def _tenths(low: float, high: float) -> tuple[int, int]:
    """The limits of a share in tenths, outward."""
    return math.floor(TENTHS * low + 1e-9), math.ceil(TENTHS * high - 1e-9)
