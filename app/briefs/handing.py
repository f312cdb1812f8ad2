"""Who is handed which district when, by the calendar of duties. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.briefs.domain import Brief, BriefKind
from app.duty.domain import FURTHER_NOTICE, Calendar, DutyKind, Span
from app.duty.holding import holder, is_away, serving
from app.identifiers import id_of
from app.values import Instant


@dataclass(frozen=True, slots=True)
class Window:
    """What is told at a moment: what begins by ``until`` is told ahead, what ended after ``since`` is still told."""

    now: Instant
    until: Instant
    since: Instant


def handed(calendar: Calendar, window: Window) -> tuple[Brief, ...]:
    """The briefs that there are to be, without their lines: one for each cover, and one for each who comes back."""
    found = {one.id: one for one in (*_covers(calendar, window), *_returns(calendar, window))}
    return tuple(found[key] for key in sorted(found))


def began(calendar: Calendar, window: Window) -> Instant:
    """When the first of the absences and swaps began of which somebody is to be told now."""
    return min((span.from_at for _, span in _reasons(calendar, window)), default=window.since)


def _covers(calendar: Calendar, window: Window) -> Iterator[Brief]:
    for duty in calendar.duties:
        span = duty.span
        if duty.kind is not DutyKind.COVER or span.from_at > window.until or not span.from_at < span.to_at:
            continue
        at = max(span.from_at, window.now)
        if not span.holds(at) or is_away(calendar, duty.officer_id, at):
            continue
        primaries = (one.officer_id for one in serving(calendar, duty.district_id, at) if one.kind is DutyKind.PRIMARY)
        others = tuple(one for one in primaries if one != duty.officer_id)
        begun = span.from_at <= window.now
        yield _brief(BriefKind.COVER, duty.officer_id, duty.district_id, span, others, begun=begun)


def _returns(calendar: Calendar, window: Window) -> Iterator[Brief]:
    for officer_id, span in _reasons(calendar, window):
        for duty in calendar.duties:
            if duty.kind is not DutyKind.PRIMARY or duty.officer_id != officer_id or not duty.span.holds(span.to_at):
                continue
            back = holder(calendar, duty.district_id, span.to_at)
            if back is None or back.officer_id != officer_id:
                continue
            stood_in = dict.fromkeys(
                one.officer_id
                for one in sorted(calendar.duties, key=lambda one: one.span)
                if one.kind is DutyKind.COVER and one.district_id == duty.district_id and one.span.meets(span)
            )
            others = tuple(one for one in stood_in if one != officer_id)
            begun = span.to_at <= window.now
            yield _brief(BriefKind.BACK, officer_id, duty.district_id, span, others, begun=begun)


def _reasons(calendar: Calendar, window: Window) -> Iterator[tuple[str, Span]]:
    """Who comes back from what: of those who are away or have changed, and of whom it is to be told now."""
    away = ((one.officer_id, one.span) for one in calendar.absences)
    changed = ((who, one.span) for one in calendar.swaps for who in (one.first_id, one.second_id))
    for officer_id, span in (*away, *changed):
        if span.from_at <= window.now and window.since < span.to_at <= window.until:
            yield officer_id, span


def _brief(
    kind: BriefKind, officer_id: str, district_id: str, span: Span, others: tuple[str, ...], *, begun: bool
) -> Brief:
    key = id_of(f"brief {kind.value} {officer_id} {district_id} {span.from_at}")
    end = span.to_at if span.to_at != FURTHER_NOTICE else None
    return Brief(key, kind, officer_id, district_id, span.from_at, end, others, begun)
