"""A calendar as RFC 5545 wants it: whole days as dates, all else in UTC, so that no zone has to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event, vText

from app.calendar import prague_day
from app.duty.domain import Span
from sync.server.ground.moments import moment

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_PRODUCT: Final = "-//Okrskar//Duty//CS"
_AGAIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is shown from a moment to another; ``id`` is the same at each asking."""

    id: str
    title: str
    span: Span
    is_whole_days: bool
    about: str = ""
    is_away: bool = False


def written(title: str, entries: Iterable[Entry], now: datetime) -> bytes:
    """The text of a calendar; ``now`` (aware) is when it was made."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", vText(_line(title)))
    calendar.add("x-wr-calname", vText(_line(title)))
    calendar.add("refresh-interval", _AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for one in entries:
        calendar.add_component(_event(one, now))
    return bytes(calendar.to_ical())


def _event(one: Entry, now: datetime) -> Event:
    event = Event()
    begins, ends = moment(one.span.from_at), moment(one.span.to_at)
    event.add("uid", f"{one.id}@okrskar")
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", prague_day(begins) if one.is_whole_days else begins.astimezone(UTC).replace(microsecond=0))
    event.add("dtend", prague_day(ends) if one.is_whole_days else _after(begins, ends))
    event.add("summary", _line(one.title))
    if one.about:
        event.add("description", _plain(one.about))
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if one.is_away else "TRANSPARENT")
    return event


def _after(begins: datetime, ends: datetime) -> datetime:
    """The end in whole seconds, which lies after the beginning."""
    return max(ends, begins + timedelta(seconds=1)).astimezone(UTC).replace(microsecond=0)


def _line(text: str) -> str:
    """As one line."""
    return _plain(text).replace("\n", " ")


def _plain(text: str) -> str:
    """Without what no line may hold: any control character but the end of a line."""
    return "\n".join("".join(filter(str.isprintable, line)) for line in text.splitlines())
