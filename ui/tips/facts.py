"""What is known of a tip in short lines below its title, and the signs that it has in lists. Pure."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.tips.domain import CallBack, Promise, Tip
from app.tips.fields import FIELDS
from app.tips.titles import one_line
from ui import moments
from ui.lookups import Lookups
from ui.tips.face import address_of
from ui.tips.field_looks import FIELD_LOOKS, Mark
from ui.tips.writing import way_fact


@dataclass(frozen=True, slots=True)
class FactRow:
    """One line: a sign and words, in a tone where it is pressing."""

    key: str
    sign: str
    words: str
    tone: str = "neutral"


def fact_rows(tip: Tip, lookups: Lookups, now: datetime) -> tuple[FactRow, ...]:
    """The facts of a tip in their order; those that say nothing are left out."""
    rows = [
        FactRow("place", "map-pin", _place(tip)),
        *_fields(tip, lookups),
        FactRow("holder", "land-plot", _holder(tip, lookups)),
        _way(tip),
        *(call_row(call, now) for call in tip.calls),
        *awaited(tip, now),
        *(promise_row(promise, now) for promise in promises(tip)),
    ]
    if tip.joined:
        joined = QCoreApplication.translate("Facts", "%n other resident(s) joined", None, tip.joined)
        rows.append(FactRow("joined", "users", joined))
    if tip.conflicts:
        both = QCoreApplication.translate(
            "Facts", "Two people corrected the same field; both texts are in the history."
        )
        rows.append(FactRow("conflicts", "git-compare", both))
    return tuple(row for row in rows if row.words)


def marks(tip: Tip, now: datetime) -> tuple[Mark, ...]:
    """The signs of a tip's row that come of its fields."""
    found = (FIELD_LOOKS[name].mark(field.read(tip)) for name, field in FIELDS.items())
    heard = (Mark("message-square-dot", QCoreApplication.translate("Facts", "an answer came"), tone="info"),)
    return (
        (heard if tip.heard_at else ())
        + tuple(
            Mark("phone", QCoreApplication.translate("Facts", "to be called back"), tone="warning")
            for _ in tip.calls[:1]
        )
        + tuple(Mark(row.sign, row.words, tone=row.tone) for row in awaited(tip, now) if row.tone != "neutral")
        + tuple(mark for mark in found if mark is not None)
        + tuple(
            Mark(row.sign, row.words, tone=row.tone) for row in (promise_row(one, now) for one in promises(tip)[:1])
        )
    )


def call_row(call: CallBack, now: datetime) -> FactRow:
    """A call that is owed: what has to be said, and how often nobody answered."""
    words = QCoreApplication.translate("Facts", "Call back: %1").replace("%1", one_line(call.text))
    if call.tries:
        tried = QCoreApplication.translate("Facts", "not reached %n time(s)", None, call.tries)
        words = f"{words} · {tried}, {moments.moment(call.tried_at, now)}" if call.tried_at else f"{words} · {tried}"
    return FactRow(f"call:{call.id}", "phone", words, "warning")


def awaited(tip: Tip, now: datetime) -> tuple[FactRow, ...]:
    """Until when the body on which the tip waits was asked to answer, and whether that has passed."""
    due = moments.read(tip.answer_due, now) if tip.answer_due is not None else None
    if due is None:
        return ()
    late = due < now
    said = (
        QCoreApplication.translate("Facts", "No answer from %1, due %2")
        if late
        else QCoreApplication.translate("Facts", "An answer from %1 is due %2")
    )
    words = said.replace("%1", tip.waiting_body).replace("%2", moments.day(due, now))
    return (FactRow("awaited", "hourglass", words, "danger" if late else "neutral"),)


def promises(tip: Tip) -> list[Promise]:
    """The promises of a tip, the one that is due first at the head."""
    return sorted(tip.promises, key=lambda promise: (promise.day, promise.at))


def promise_row(promise: Promise, now: datetime) -> FactRow:
    """A promise: what, and how pressing it is."""
    words, tone = moments.due(promise.day, now)
    said = QCoreApplication.translate("Facts", "Promise, %1: %2").replace("%1", words)
    return FactRow(f"promise:{promise.id}", "handshake", said.replace("%2", one_line(promise.text)), tone)


def _place(tip: Tip) -> str:
    if tip.place is None:
        return QCoreApplication.translate("Facts", "No place given")
    return address_of(tip) or QCoreApplication.translate("Facts", "A place on the map, no address")


def _way(tip: Tip) -> FactRow:
    notice = way_fact(tip)
    return FactRow("way", notice.sign, notice.words, notice.tone)


def _holder(tip: Tip, lookups: Lookups) -> str:
    holder = lookups.officer(tip.holder_id) or QCoreApplication.translate("Facts", "nobody holds it")
    return " · ".join(filter(None, (lookups.district(tip.district_id), holder)))


def _fields(tip: Tip, lookups: Lookups) -> list[FactRow]:
    rows = []
    for name, field in FIELDS.items():
        look, value = FIELD_LOOKS[name], field.read(tip)
        if look.fact:
            mark = look.mark(value)
            rows.append(FactRow(name, look.fact, look.words(value, lookups), mark.tone if mark else "neutral"))
    return rows
