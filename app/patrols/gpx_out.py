"""A track as a GPX 1.1 document: each run of fixes a segment, so that a gap stays one. Pure."""

from datetime import UTC, datetime
from xml.sax.saxutils import quoteattr

from app.patrols.track import CleanTrack, TimedFix

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator='


def written(track: CleanTrack, creator: str = "Okrskář") -> bytes:
    """The document, UTF-8; times in UTC to the second."""
    lines = [f"{_HEAD}{quoteattr(creator)}>", "<trk>"]
    for piece in track.pieces:
        lines.append("<trkseg>")
        lines += map(_point, piece)
        lines.append("</trkseg>")
    return "\n".join([*lines, "</trk>", "</gpx>", ""]).encode()


def _point(fix: TimedFix) -> str:
    at = datetime.fromtimestamp(round(fix.at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f'<trkpt lat="{fix.lat:.7f}" lon="{fix.lon:.7f}"><time>{at}</time></trkpt>'
