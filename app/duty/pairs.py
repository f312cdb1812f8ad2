"""Who goes with whom where two are needed, and when somebody would go alone there. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.duty.domain import Calendar, Refusal, Span, Two
from app.duty.holding import is_away, stretches


@dataclass(frozen=True, slots=True)
class Pair(Two):
    """Two officers who go together."""


@dataclass(frozen=True, slots=True)
class Alone:
    """Whoever holds a district where two are needed has nobody beside them: the partner is away, or there is none."""

    district_id: str
    span: Span
    officer_id: str
    partner_id: str = ""


def alone(calendar: Calendar, pairs: Sequence[Pair], district_ids: Iterable[str], span: Span) -> tuple[Alone, ...]:
    """Where two are needed and one is there, by district and time. Where nobody is there at all, ``gaps`` says so."""
    found: list[Alone] = []
    for district_id in sorted(district_ids):
        for part in stretches(calendar, district_id, span):
            if part.holder is None:
                continue
            for one in _parts(calendar, pairs, part.holder.officer_id, part.span):
                last = found[-1] if found else None
                new = Alone(district_id, one[0], part.holder.officer_id, one[1])
                if last is not None and (last.district_id, last.officer_id, last.partner_id, last.span.to_at) == (
                    district_id, new.officer_id, new.partner_id, new.span.from_at,
                ):  # fmt: skip
                    new = Alone(district_id, Span(last.span.from_at, new.span.to_at), new.officer_id, new.partner_id)
                    found.pop()
                found.append(new)
    return tuple(found)


def refuse_pair(pairs: Iterable[Pair], new: Pair) -> Refusal | None:
    """Why these two can not be a pair."""
    if new.first_id == new.second_id:
        return Refusal.SAME
    both = {new.first_id, new.second_id}
    others = (one for one in pairs if one.id != new.id and one.span.meets(new.span))
    return Refusal.OVERLAPS if any(both & {one.first_id, one.second_id} for one in others) else None


def _parts(calendar: Calendar, pairs: Sequence[Pair], officer_id: str, span: Span) -> Iterable[tuple[Span, str]]:
    """The parts of a span in which an officer is alone, each with the partner who is away, or nobody."""
    own = [one for one in pairs if one.partner_of(officer_id) and one.span.meets(span)]
    partners = {one.partner_of(officer_id) for one in own}
    spans = [*(one.span for one in own), *(one.span for one in calendar.absences if one.officer_id in partners)]
    edges = {edge for one in spans for edge in (one.from_at, one.to_at) if span.from_at < edge < span.to_at}
    for start, end in pairwise(sorted({span.from_at, *edges, span.to_at})):
        partner = next((one.partner_of(officer_id) for one in own if one.span.holds(start)), "")
        if not partner or is_away(calendar, partner, start):
            yield Span(start, end), partner
