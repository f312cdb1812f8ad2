"""What became of a GPX file, in words: what was taken in of it, or why nothing was. Pure."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.db.outcomes import StoreFull
from app.patrols.gpx import Forbidden, NotGpx, NoTrack, NotXml
from app.patrols.track import Dropped, NoUsableFix
from app.patrols.tracks import GpxAnswer, Imported, TooOld
from ui import moments
from ui.patrols.answers import full_words


def gpx_words(name: str, answer: GpxAnswer | None, now: datetime) -> str:
    """One sentence or two about the file."""
    return f"{name}: {_taken(answer) if isinstance(answer, Imported) else _refused(answer, now)}"


def _taken(answer: Imported) -> str:
    track, source = answer.track, answer.source
    fixes = QCoreApplication.translate("Gpx", "%Ln fix(es) taken in", None, track.fixes)
    gaps = QCoreApplication.translate("Gpx", "%Ln gap(s)", None, len(track.gaps)) if track.gaps else ""
    left = source.fixes - track.fixes + source.broken
    out = QCoreApplication.translate("Gpx", "%Ln left out", None, left) if left else ""
    return ", ".join(filter(None, (fixes, gaps, out))) + "."


def _refused(answer: GpxAnswer | None, now: datetime) -> str:
    match answer:
        case NoUsableFix(dropped=dropped):
            return _unusable(dropped)
        case TooOld(newest=newest):
            words = QCoreApplication.translate(
                "Gpx", "it ends on %1, and tracks are kept for fourteen days only. It was not taken in."
            )
            return words.replace("%1", moments.day(newest.astimezone(now.tzinfo), now))
        case NoTrack(route_points=routes) if routes:
            return QCoreApplication.translate(
                "Gpx", "it holds a route, which says where to go and not where somebody was. It was not taken in."
            )
        case NoTrack():
            return QCoreApplication.translate("Gpx", "there is no track in it. It was not taken in.")
        case NotXml(line=line):
            words = QCoreApplication.translate("Gpx", "it can not be read (line %1). It was not taken in.")
            return words.replace("%1", str(line))
        case NotGpx():
            return QCoreApplication.translate("Gpx", "it is no GPX file. It was not taken in.")
        case Forbidden():
            return QCoreApplication.translate("Gpx", "it is built in a way that is not trusted. It was not taken in.")
        case StoreFull():
            return full_words()
        case _:
            return QCoreApplication.translate("Gpx", "it could not be read. It was not taken in.")


def _unusable(dropped: Dropped) -> str:
    if dropped.without_time:
        return QCoreApplication.translate(
            "Gpx", "its points have no time, so nobody knows when somebody was there. It was not taken in."
        )
    if dropped.unset_clock:
        return QCoreApplication.translate(
            "Gpx", "its times are those of a clock that was never set. It was not taken in."
        )
    return QCoreApplication.translate("Gpx", "its positions are too rough to be used. It was not taken in.")
