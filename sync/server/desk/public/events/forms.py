"""The form of an event as it was typed, and what is wrong with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.calendar import prague
from sync.server.desk.public.forms import Wrong, long_ones, text
from sync.server.duty.words import moment_of
from sync.server.events.domain import MOST_TEXT, Event, EventKind
from sync.server.ground.moments import instant, moment

_FARTHEST: Final = timedelta(days=800)
_MOST_TYPED: Final = 20_000


@dataclass(frozen=True, slots=True)
class EventForm:
    """An event as it was typed: days and hours by the city's clocks; no last day is the first one."""

    id: str = ""
    kind: str = EventKind.PREVENTION.value
    district: str = ""
    title: str = ""
    title_en: str = ""
    place: str = ""
    first: str = ""
    start: str = ""
    last: str = ""
    end: str = ""
    text: str = ""
    text_en: str = ""

    @property
    def from_at(self) -> str | None:
        """When it begins; None where that can not be read."""
        return moment_of(f"{self.first}T{self.start}") if self.first and self.start else None

    @property
    def to_at(self) -> str | None:
        """When it ends; None where that can not be read."""
        return moment_of(f"{self.last or self.first}T{self.end}") if self.end else None


def read(sent: Mapping[str, str]) -> EventForm:
    """The form of an event."""
    lines = {name: text(sent, name) for name in EventForm.__dataclass_fields__ if name not in {"text", "text_en"}}
    long = {name: _written(sent.get(name, "")) for name in ("text", "text_en")}
    return EventForm(**{**lines, **long})


def form_of(event: Event) -> EventForm:
    """An event as it would be typed."""
    begins, ends = (prague(moment(at)) for at in (event.from_at, event.to_at))
    return EventForm(
        event.id, event.kind.value, event.district_id, event.title, event.title_en, event.place,
        begins.date().isoformat(), f"{begins:%H:%M}",
        "" if ends.date() == begins.date() else ends.date().isoformat(), f"{ends:%H:%M}", event.text, event.text_en,
    )  # fmt: skip


def faults(form: EventForm, now: datetime, districts: Mapping[str, str]) -> Wrong:
    """What has to be mended, by field."""
    wrong = long_ones({"title": form.title, "title_en": form.title_en, "place": form.place})
    wrong |= long_ones({"text": form.text, "text_en": form.text_en}, MOST_TEXT)
    wrong |= {name: "missing" for name in ("title", "place") if not getattr(form, name)}
    if form.kind not in set(EventKind):
        wrong["kind"] = "odd"
    if form.district and form.district not in districts:
        wrong["district"] = "odd"
    begins, ends = form.from_at, form.to_at
    if begins is None or begins > instant(now + _FARTHEST):
        wrong["first"] = "odd"
    if ends is None or (begins is not None and ends <= begins):
        wrong["end"] = "order" if ends is not None else "odd"
    elif ends <= instant(now):
        wrong["end"] = "past"
    elif ends > instant(now + _FARTHEST):
        wrong["end"] = "odd"
    return wrong


def event_of(form: EventForm, known: Event | None, now: str) -> Event:
    """The event of a form without faults."""
    return Event(
        id=form.id,
        kind=EventKind(form.kind),
        title=form.title,
        place=form.place,
        from_at=form.from_at or now,
        to_at=form.to_at or now,
        announced_at=known.announced_at if known is not None else now,
        changed_at=now,
        district_id=form.district,
        text=form.text,
        title_en=form.title_en,
        text_en=form.text_en,
        cancelled=known.cancelled if known is not None else False,
    )


def _written(typed: str) -> str:
    return typed[:_MOST_TYPED].replace("\r\n", "\n").replace("\r", "\n").strip()
