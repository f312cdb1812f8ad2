"""The officer's day on patrol: the visits to the planned stops, minutes against planned, the track in numbers. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QCoreApplication

from app.patrols.planned import PlannedStop, PlannedWalk
from app.patrols.tracks import Walked
from app.patrols.visits import SpotDosage, delivery
from ui import moments
from ui.map.cell_words import place_words
from ui.map.messages import SetTrack


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A planned stop: its minutes against those that the track counts. ``share`` of the plan, 0 to 1."""

    cell: str
    title: str
    words: str
    times: str
    share: float
    made: str
    spoken: str


def visit_rows(
    walk: PlannedWalk | None, walked: Walked, titles: Mapping[str, str], now: datetime
) -> tuple[VisitRow, ...]:
    """The planned stops in their order."""
    found = {one.spot: one for one in walked.visits}
    stops = walk.stops if walk else ()
    return tuple(_row(stop, found.get(stop.cell), titles.get(stop.cell, ""), now) for stop in stops)


def _row(stop: PlannedStop, seen: SpotDosage | None, title: str, now: datetime) -> VisitRow:
    planned = round(stop.leave - stop.arrive)
    minutes = round(seen.minutes) if seen else 0
    title = place_words(title)
    if seen is not None and seen.frequency:
        made = "visit"
        words = QCoreApplication.translate("Day", "%1 of %2 min").replace("%1", str(minutes))
    elif seen is not None and seen.passes:
        made = "pass"
        words = QCoreApplication.translate("Day", "only passed, of %2 min")
    else:
        made = "none"
        words = QCoreApplication.translate("Day", "not yet, of %2 min")
    words = words.replace("%2", str(planned))
    times = ", ".join(_span(one.start, one.end, now) for one in seen.visits) if seen else ""
    spoken = ". ".join(filter(None, (title, words, times)))
    return VisitRow(stop.cell, title, words, times, min(1.0, minutes / planned) if planned else 0.0, made, spoken)


def _span(start: float, end: float, now: datetime) -> str:
    first, last = (datetime.fromtimestamp(at, now.tzinfo) for at in (start, end))
    return f"{first.hour}:{first.minute:02d}–{last.hour}:{last.minute:02d}"


def track_words(walked: Walked) -> str:
    """How far one went and for how long there was a signal; nothing where there is no track."""
    if not walked.track.pieces:
        return ""
    words = QCoreApplication.translate("Day", "%1 on foot, %2 min with a signal")
    far = moments.distance(walked.length) if walked.length >= 5 else "0 m"
    return words.replace("%1", far).replace("%2", str(round(walked.seconds / 60)))


def gap_words(walked: Walked) -> str:
    """How often and for how long there was none; nothing where it was never lost."""
    gaps = walked.track.gaps
    if not gaps:
        return ""
    count = QCoreApplication.translate("Day", "%n gap(s)", None, len(gaps))
    words = QCoreApplication.translate("Day", "%1, %2 min without a signal: drawn as gaps, counted as nothing")
    return words.replace("%1", count).replace("%2", str(round(walked.silent / 60)))


def total_words(walk: PlannedWalk | None, walked: Walked) -> str:
    """Minutes at stops, delivered against planned; nothing where nothing was planned."""
    if walk is None or not walk.stops:
        return ""
    total = delivery(sum(stop.leave - stop.arrive for stop in walk.stops), walked.visits)
    words = QCoreApplication.translate("Day", "%1 of %2 planned minutes at stops")
    return words.replace("%1", str(round(total.delivered))).replace("%2", str(round(total.planned)))


def dropped_words(walked: Walked) -> str:
    """How many fixes were left out, mostly for being too rough; nothing where none was."""
    count = walked.track.dropped.total
    return QCoreApplication.translate("Day", "%Ln fix(es) too rough to be used", None, count) if count else ""


def track_on_map(walked: Walked) -> SetTrack:
    """The track as the map draws it."""
    pieces = walked.track.pieces
    runs = tuple(tuple((fix.lon, fix.lat) for fix in piece) for piece in pieces)
    gaps = tuple(((before[-1].lon, before[-1].lat), (after[0].lon, after[0].lat)) for before, after in pairwise(pieces))
    return SetTrack(pieces=runs, gaps=gaps)
