"""The rows of a brief in words: its heading, a line about a tip, a place."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from app.briefs.domain import Brief, BriefKind, BriefLine, Topic
from app.ratings.domain import Cell
from app.tips.domain import Tip
from app.tips.titles import one_line
from ui import moments
from ui.lookups import Lookups
from ui.map.cell_words import cause_words, place_words, share_words
from ui.operation_looks import look_of
from ui.tips.face import address_of, title_of

_SIGNS = {
    Topic.CALL: "phone",
    Topic.PROMISE: "handshake",
    Topic.ANSWER: "reply",
    Topic.BODY: "building-2",
    Topic.PRESSING: "flame",
}


@dataclass(frozen=True, slots=True)
class BriefRow:
    """One row. ``head``: the heading of a brief; ``tipId`` or ``cell`` is what a touch opens; ``waits``: to be done."""

    key: str
    words: str
    about: str
    sign: str
    head: bool = False
    tipId: str = ""
    cell: str = ""
    due: str = ""
    tone: str = "neutral"
    waits: bool = False
    spoken: str = ""


def heading(brief: Brief, lookups: Lookups, now: datetime, *, waiting: int, elsewhere: int) -> BriefRow:
    """Whose district it is and until when; ``elsewhere`` lines are about tips that are not on this device."""
    about = [_who(brief, lookups), _when(brief, now)]
    if not brief.begun and brief.kind is BriefKind.COVER:
        about.append(QCoreApplication.translate("Briefs", "What waits there comes here in that minute."))
    if elsewhere:
        absent = QCoreApplication.translate("Briefs", "not on this device: %1")
        about.append(absent.replace("%1", str(elsewhere)))
    words = _heading_words(brief).replace("%1", lookups.district(brief.district_id))
    due = QCoreApplication.translate("Briefs", "to do: %1").replace("%1", str(waiting)) if waiting else ""
    told = ". ".join(part.rstrip(".") for part in about if part)
    spoken = ", ".join(filter(None, (words, due, told)))
    joined = " · ".join(part for part in about if part)
    tone = "warning" if waiting else "neutral"
    return BriefRow(brief.id, words, joined, "arrow-right-left", head=True, due=due, tone=tone, spoken=spoken)


def tip_row(brief: Brief, line: BriefLine, tip: Tip, lookups: Lookups, now: datetime, *, waits: bool) -> BriefRow:
    """One thing about a tip as it is on this device: what it still asks for, or that it is done."""
    about = " · ".join(filter(None, (_topic(line, tip), address_of(tip))))
    due, tone = _due(line, tip, now) if waits else ("", "neutral")
    sign = _SIGNS.get(line.topic, "") if waits else "check"
    if line.topic is Topic.DONE:
        look = look_of(line.what)
        by, when = lookups.officer(line.by), moments.moment(line.at or "", now)
        sign, due = look.sign, ""
        about = " · ".join(filter(None, (look.name(), by, when)))
    elif not waits:
        due, tone = QCoreApplication.translate("Briefs", "done"), "success"
    words = title_of(tip, lookups)
    key = f"{brief.id} {line.topic.value} {line.tip_id} {line.item_id}"
    spoken = ", ".join(filter(None, (words, due, about)))
    return BriefRow(key, words, about, sign, tipId=tip.id, due=due, tone=tone, waits=waits, spoken=spoken)


def place_row(brief: Brief, cell: Cell, street: str) -> BriefRow:
    """A place where residents feel unsafe at night."""
    words = place_words(street)
    unsafe = QCoreApplication.translate("Briefs", "People feel unsafe here at night")
    about = " · ".join(filter(None, (unsafe, share_words(cell), cause_words(cell.tags))))
    spoken = f"{words}, {about}"
    return BriefRow(f"{brief.id} {cell.id}", words, about, "shield-alert", cell=cell.cell, spoken=spoken)


def _heading_words(brief: Brief) -> str:
    if brief.kind is BriefKind.BACK and brief.begun:
        return QCoreApplication.translate("Briefs", "Handed back to you: %1")
    if brief.kind is BriefKind.BACK:
        return QCoreApplication.translate("Briefs", "You will take back: %1")
    if brief.begun:
        return QCoreApplication.translate("Briefs", "You cover: %1")
    return QCoreApplication.translate("Briefs", "You will cover: %1")


def _who(brief: Brief, lookups: Lookups) -> str:
    names = ", ".join(filter(None, map(lookups.officer, brief.others)))
    if not names:
        return ""
    if brief.kind is BriefKind.BACK:
        return QCoreApplication.translate("Briefs", "stood in: %1").replace("%1", names)
    return QCoreApplication.translate("Briefs", "for %1").replace("%1", names)


def _when(brief: Brief, now: datetime) -> str:
    end = _until(brief.to_at, now)
    if brief.kind is BriefKind.COVER and brief.begun:
        return end
    start = _said(brief.from_at, now)
    return QCoreApplication.translate("Briefs", "from %1 %2").replace("%1", start).replace("%2", end)


def _until(at: str | None, now: datetime) -> str:
    if at is None:
        return QCoreApplication.translate("Briefs", "until further notice")
    then, last = moments.read(at, now), _said(at, now)
    if then is not None and _is_midnight(then):
        ends = then - timedelta(minutes=1)
        if ends.date() == now.date():
            return QCoreApplication.translate("Briefs", "until midnight")
        last = _day(ends, now)
    return QCoreApplication.translate("Briefs", "until %1").replace("%1", last)


def _said(at: str, now: datetime) -> str:
    """A moment as one says it, "tomorrow 6:00"; of a midnight only the day that begins."""
    then = moments.read(at, now)
    if then is not None and _is_midnight(then):
        return _day(then, now)
    if then is None or then <= now:
        return moments.moment(at, now)
    return f"{moments.weekday(then.date(), now)} {then.hour}:{then.minute:02d}"


def _day(then: datetime, now: datetime) -> str:
    return moments.weekday(then.date(), now) if then.date() >= now.date() else moments.day(then, now)


def _is_midnight(then: datetime) -> bool:
    return (then.hour, then.minute) == (0, 0)


def _topic(line: BriefLine, tip: Tip) -> str:
    match line.topic:
        case Topic.CALL:
            said = next((one_line(call.text) for call in tip.calls if call.id == line.item_id), "")
            return QCoreApplication.translate("Facts", "Call back: %1").replace("%1", said) if said else _call()
        case Topic.PROMISE:
            said = next((one_line(one.text) for one in tip.promises if one.id == line.item_id), "")
            return QCoreApplication.translate("Briefs", "Promised: %1").replace("%1", said) if said else _promise()
        case Topic.ANSWER:
            return QCoreApplication.translate("Briefs", "The resident waits for an answer")
        case Topic.BODY:
            return QCoreApplication.translate("Briefs", "A body was asked to answer")
        case Topic.PRESSING:
            return QCoreApplication.translate("Briefs", "High priority")
        case Topic.DONE:
            return ""


def _call() -> str:
    return QCoreApplication.translate("Briefs", "Call back")


def _promise() -> str:
    return QCoreApplication.translate("Briefs", "Promise")


def _due(line: BriefLine, tip: Tip, now: datetime) -> tuple[str, str]:
    match line.topic:
        case Topic.CALL:
            return moments.age(line.at or "", now), "warning"
        case Topic.PROMISE:
            day = next((one.day for one in tip.promises if one.id == line.item_id), "")
            return moments.due(day, now)
        case Topic.BODY:
            return moments.deadline(tip.answer_due, now)
        case _:
            return moments.deadline(tip.deadline, now)
