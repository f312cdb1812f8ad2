"""Visits to spots out of a cleaned track, and the dosage they add up to.

Sources: C. S. Koper, "Just enough police presence", Justice Quarterly 12, 1995 (10 to 16 minutes); frequency,
duration and intermittency as measures of dosage: Crime Science 13, 2024, doi 10.1186/s40163-024-00221-x.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from app.patrols.spots import Spot, outside_by
from app.patrols.track import CleanTrack, TimedFix


@dataclass(frozen=True, slots=True)
class VisitRules:
    """`exit_margin` in metres, the rest in seconds. A shorter stay is a pass, counted apart."""

    exit_margin: float = 15.0
    shortest: float = 180.0
    full: float = 600.0


@dataclass(frozen=True, slots=True)
class Stay:
    """Presence at one spot without a gap, in seconds since 1970 UTC; `fixes` stand behind it."""

    start: float
    end: float
    fixes: int

    @property
    def seconds(self) -> float:
        """From the first fix inside to the last that had not left."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class SpotDosage:
    """`frequency` counts visits, `minutes` is their sum, `median_gap` the median minutes from one's end to the next.

    `full` visits reach the full length; `passes` are stays too short to count, with their own minutes.
    """

    spot: str
    frequency: int
    minutes: float
    median_minutes: float | None
    median_gap: float | None
    full: int
    passes: int
    pass_minutes: float
    visits: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Planned and delivered minutes; `share` is None when nothing was planned."""

    planned: float
    delivered: float
    share: float | None


def stays(track: CleanTrack, spot: Spot, rules: VisitRules | None = None) -> tuple[Stay, ...]:
    """All stays at a spot in time. A stay never spans a gap; stays of parallel segments that overlap are one."""
    rules = rules or VisitRules()
    found: list[Stay] = []
    for piece in track.pieces:
        found.extend(_stays_of(piece, spot, rules.exit_margin))
    merged: list[Stay] = []
    for stay in sorted(found, key=lambda stay: (stay.start, stay.end)):
        if merged and stay.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Stay(last.start, max(last.end, stay.end), last.fixes + stay.fixes)
        else:
            merged.append(stay)
    return tuple(merged)


def dosage(track: CleanTrack, spot: Spot, rules: VisitRules | None = None) -> SpotDosage:
    """Frequency, duration and intermittency at one spot."""
    rules = rules or VisitRules()
    every = stays(track, spot, rules)
    visits = tuple(stay for stay in every if stay.seconds >= rules.shortest)
    passes = [stay for stay in every if stay.seconds < rules.shortest]
    between = [later.start - earlier.end for earlier, later in pairwise(visits)]
    return SpotDosage(
        spot=spot.name,
        frequency=len(visits),
        minutes=math.fsum(visit.seconds for visit in visits) / 60.0,
        median_minutes=median(visit.seconds for visit in visits) / 60.0 if visits else None,
        median_gap=median(between) / 60.0 if between else None,
        full=sum(visit.seconds >= rules.full for visit in visits),
        passes=len(passes),
        pass_minutes=math.fsum(stay.seconds for stay in passes) / 60.0,
        visits=visits,
    )


def delivery(planned_minutes: float, dosages: Sequence[SpotDosage]) -> Delivery:
    """Planned against delivered minutes of all spots together."""
    delivered = math.fsum(spot.minutes for spot in dosages)
    return Delivery(planned_minutes, delivered, delivered / planned_minutes if planned_minutes > 0 else None)


def _stays_of(piece: Sequence[TimedFix], spot: Spot, exit_margin: float) -> list[Stay]:
    found: list[Stay] = []
    inside: list[TimedFix] = []
    for fix in piece:
        away = outside_by(spot, fix.lat, fix.lon)
        if away <= (exit_margin if inside else 0.0):
            inside.append(fix)
        elif inside:
            found.append(Stay(inside[0].at, inside[-1].at, len(inside)))
            inside = []
    if inside:
        found.append(Stay(inside[0].at, inside[-1].at, len(inside)))
    return found
