"""A track as a device or a GPX file gives it, and what is left of it after the accuracy filter.

The limits are choices and stay settings: fixes worse than 30 m are dropped, a silence over 120 s is a gap, which is
drawn as a gap and never counted as presence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

EARTH_RADIUS = 6_371_008.8
"""Mean radius in metres (IUGG)."""
GPS_EPOCH = 315_964_800.0
"""6 January 1980, where GPS time begins; an earlier time is a clock that was not set."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One position. `at` in seconds since 1970 UTC, None where the source has no time; `accuracy` in metres."""

    lat: float
    lon: float
    at: float | None
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class TrackLimits:
    """Metres and seconds; ``latest`` since 1970 UTC: a later time is that of a clock that was not set."""

    worst_accuracy: float = 30.0
    longest_silence: float = 120.0
    latest: float = math.inf


@dataclass(frozen=True, slots=True)
class Dropped:
    """Fixes that were not used, by reason; `out_of_order` were used, after sorting.

    `unset_clock` are times before satellite navigation had any, and later ones than can be.
    """

    inaccurate: int = 0
    without_time: int = 0
    unset_clock: int = 0
    off_earth: int = 0
    repeated: int = 0
    out_of_order: int = 0

    @property
    def total(self) -> int:
        """All that were left out."""
        return self.inaccurate + self.without_time + self.unset_clock + self.off_earth + self.repeated


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence between two fixes, in seconds since 1970 UTC."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class TimedFix:
    """A fix that counts."""

    lat: float
    lon: float
    at: float


@dataclass(frozen=True, slots=True)
class CleanTrack:
    """`pieces` are runs of fixes without a gap, each in rising time; `gaps` lie between pieces of one segment."""

    pieces: tuple[tuple[TimedFix, ...], ...]
    gaps: tuple[Gap, ...]
    dropped: Dropped

    @property
    def fixes(self) -> int:
        """How many fixes count."""
        return sum(len(piece) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class NoUsableFix:
    """Nothing is left to measure; `fixes` were read."""

    fixes: int
    dropped: Dropped


def clean(segments: Iterable[Sequence[Fix]], limits: TrackLimits | None = None) -> CleanTrack | NoUsableFix:
    """Drop what can not be used, sort each segment by time and cut it at its gaps. A segment's end is always a cut."""
    limits = limits or TrackLimits()
    counts = {"inaccurate": 0, "without_time": 0, "unset_clock": 0, "off_earth": 0, "repeated": 0, "out_of_order": 0}
    pieces: list[tuple[TimedFix, ...]] = []
    read = 0
    for segment in segments:
        read += len(segment)
        kept = [fix for fix in segment if _reason(fix, limits, counts) is None]
        timed = [TimedFix(fix.lat, fix.lon, fix.at) for fix in kept if fix.at is not None]
        counts["out_of_order"] += sum(b.at < a.at for a, b in pairwise(timed))
        timed.sort(key=lambda fix: fix.at)
        unique = timed[:1] + [b for a, b in pairwise(timed) if b.at > a.at]
        counts["repeated"] += len(timed) - len(unique)
        pieces.extend(_cut(unique, limits.longest_silence))
    dropped = Dropped(**counts)
    if not pieces:
        return NoUsableFix(read, dropped)
    pieces.sort(key=lambda piece: piece[0].at)
    return CleanTrack(tuple(pieces), _gaps(pieces), dropped)


def metres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance by the haversine formula."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    a = math.sin((phi2 - phi1) / 2) ** 2
    a += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(min(1.0, math.sqrt(a)))


def _reason(fix: Fix, limits: TrackLimits, counts: dict[str, int]) -> str | None:
    reason = None
    if not (-90.0 <= fix.lat <= 90.0 and -180.0 <= fix.lon <= 180.0):
        reason = "off_earth"
    elif fix.at is None:
        reason = "without_time"
    elif not GPS_EPOCH <= fix.at <= limits.latest:
        reason = "unset_clock"
    elif fix.accuracy is not None and not fix.accuracy <= limits.worst_accuracy:
        reason = "inaccurate"
    if reason is not None:
        counts[reason] += 1
    return reason


def _cut(fixes: list[TimedFix], longest_silence: float) -> list[tuple[TimedFix, ...]]:
    pieces: list[list[TimedFix]] = []
    for fix in fixes:
        if pieces and fix.at - pieces[-1][-1].at <= longest_silence:
            pieces[-1].append(fix)
        else:
            pieces.append([fix])
    return [tuple(piece) for piece in pieces]


def _gaps(pieces: Sequence[tuple[TimedFix, ...]]) -> tuple[Gap, ...]:
    """Silences between pieces in time; pieces of parallel segments overlap and leave none."""
    gaps = []
    heard = pieces[0][-1].at
    for piece in pieces[1:]:
        if piece[0].at > heard:
            gaps.append(Gap(heard, piece[0].at))
        heard = max(heard, piece[-1].at)
    return tuple(gaps)
