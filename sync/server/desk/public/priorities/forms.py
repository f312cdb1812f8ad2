"""The form of a priority as it was typed, and what is wrong with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.values import parse_day
from sync.server.cards.domain import MOST_DONE, Done, Priority
from sync.server.desk.public.forms import Wrong, long_ones, text

_EMPTY_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class Row:
    """What was done, and when, in both languages."""

    day: str = ""
    text: str = ""
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class PriorityForm:
    """A priority as it was typed; ``at`` is since when it stands, where it does."""

    id: str = ""
    text: str = ""
    text_en: str = ""
    at: str = ""
    done: tuple[Row, ...] = (Row(),) * _EMPTY_ROWS


def read(sent: Mapping[str, str]) -> PriorityForm:
    """The form of a priority, with an empty row below those that were filled in."""
    rows = [
        Row(text(sent, f"day{at}"), text(sent, f"done{at}"), text(sent, f"done_en{at}"))
        for at in range(MOST_DONE)
        if f"done{at}" in sent
    ]
    return PriorityForm(text(sent, "id"), text(sent, "text"), text(sent, "text_en"), text(sent, "at"), tuple(rows))


def form_of(one: Priority) -> PriorityForm:
    """A priority as it would be typed."""
    rows = [Row(done.day, done.text, done.text_en) for done in one.done]
    free = min(_EMPTY_ROWS, MOST_DONE - len(rows))
    return PriorityForm(one.id, one.text, one.text_en, one.at, (*rows, *[Row()] * free))


def faults(form: PriorityForm, today: date) -> Wrong:
    """What has to be mended, by field."""
    wrong = long_ones({"text": form.text, "text_en": form.text_en})
    if not form.text:
        wrong["text"] = "missing"
    for at, row in enumerate(form.done):
        wrong |= long_ones({f"done{at}": row.text, f"done_en{at}": row.text_en})
        if not row.text and (row.text_en or row.day):
            wrong[f"done{at}"] = "missing"
        day = parse_day(row.day)
        if row.text and (day is None or day > today):
            wrong[f"day{at}"] = "odd"
    return wrong


def done_of(form: PriorityForm) -> tuple[Done, ...]:
    """What was done, the earliest first, of a form without faults."""
    rows = [Done(row.day, row.text, row.text_en) for row in form.done if row.text]
    return tuple(sorted(rows, key=lambda row: row.day))
