"""Spans of time as people write and read them, and what the commands say of gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from app.calendar import PRAGUE, prague, start_of_day
from app.duty.domain import Gap, Refusal, Span, Trouble
from app.duty.places import Misplaced
from sync.server.ground.moments import instant, moment

if TYPE_CHECKING:
    from sync.server.duty.checking import Checked

REFUSED: Final = {
    Refusal.ENDS_BEFORE: "it ends before it begins",
    Refusal.PAST: "it is over already: what was is not changed",
    Refusal.TOO_LONG: "it ends more than 400 days from now",
    Refusal.OVERLAPS: "at that time there is an absence or a swap of the same person already",
    Refusal.AWAY: "one of the two is away at that time",
    Refusal.SAME: "nobody stands in for themselves",
    Refusal.HOLDS_NOTHING: "neither of the two holds a district then",
}
_MOST_SHOWN: Final = 20


def moment_of(text: str) -> str | None:
    """A moment such as ``2026-05-03T14:00``, by Prague's clocks where it names no zone; None for anything else."""
    try:
        at = datetime.fromisoformat(text.strip())
        return instant(at if at.tzinfo is not None else at.replace(tzinfo=PRAGUE))
    except (ValueError, OverflowError):
        return None


def day_of(text: str) -> date | None:
    """A day such as ``2026-05-03``; None for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def span_of(start: str, end: str) -> Span | None:
    """From a day or a moment to another; a last day belongs to it whole. None where one of them is neither."""
    begins, ends = _edge(start, last=False), _edge(end, last=True)
    return Span(begins, ends) if begins is not None and ends is not None else None


def _edge(text: str, *, last: bool) -> str | None:
    day = day_of(text)
    if day is None:
        return moment_of(text)
    try:
        return instant(start_of_day(day + timedelta(days=1 if last else 0)))
    except OverflowError:
        return None


def is_whole_days(span: Span) -> bool:
    """Whether it begins and ends at midnight."""
    return all(_is_midnight(prague(moment(at))) for at in (span.from_at, span.to_at))


def span(one: Span) -> str:
    """Such as ``3. 5. 2026 – 5. 5. 2026``: with an hour where it begins or ends within a day; midnight ends a day."""
    begins, ends = (prague(moment(at)) for at in (one.from_at, one.to_at))
    last = prague((moment(one.to_at) - timedelta(seconds=1)).astimezone(UTC))
    is_one_day = begins.date() == last.date()
    if is_one_day and is_whole_days(one):
        return _day(begins)
    start = _day(begins) if _is_midnight(begins) else f"{_day(begins)} {begins:%H:%M}"
    if not _is_midnight(ends):
        return f"{start} – {_day(ends)} {ends:%H:%M}"
    return f"{start} – {_day(last)}{' 24:00' if is_one_day else ''}"


def gap(one: Gap, names: Mapping[str, str]) -> str:
    """When, where and why a district has not exactly one officer, in English."""
    who = ", ".join(names.get(officer, officer) for officer in one.officers)
    why = {
        Trouble.NOBODY: "has nobody: no duty was given to anybody",
        Trouble.AWAY: f"has nobody: {who} away, and no backup is left",
        Trouble.DOUBLE: f"is held by two at once: {who}",
    }[one.trouble]
    return f"{span(one.span)}: {one.district_id} {why}"


def checked(found: Checked) -> Iterator[str]:
    """The result of a check in English, a line each."""
    placed = found.placed
    for one in found.gaps:
        yield f"{gap(one, found.people)} ({placed.by_district.get(one.district_id, 0)} addresses)"
    for lost in placed.lost[:_MOST_SHOWN]:
        where = "in no district" if lost.trouble is Misplaced.NOWHERE else "in several districts"
        yield f"{where}: {lost.street} {', '.join(lost.numbers)}"
    if len(placed.lost) > _MOST_SHOWN:
        yield f"… and {len(placed.lost) - _MOST_SHOWN} more streets"
    for cell in placed.lost_hexagons[:_MOST_SHOWN]:
        yield f"in no district: the hexagon {cell}"
    if not found.districts:
        yield "there are no districts yet"
    if not found.mapped:
        yield "no basemap is offered, so no address could be looked at"
    if found.is_proven:
        yield (
            f"each of {placed.addresses} addresses and {placed.hexagons} inhabited hexagons, in "
            f"{len(found.districts)} districts, has exactly one officer {span(found.span)}"
        )


def _is_midnight(at: datetime) -> bool:
    return (at.hour, at.minute) == (0, 0)


def _day(at: datetime) -> str:
    return f"{at.day}. {at.month}. {at.year}"
