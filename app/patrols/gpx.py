"""Reading GPX 1.0 and 1.1 tracks, however they were written, without trusting them.

The parser expands no entity and fetches nothing: a document that declares one is refused. Namespaces may be missing
or wrong; times without a zone are taken as UTC; accuracy comes from `<hdop>` (times 5 m, the usual error of a
phone's receiver at a dilution of 1) or from an `accuracy` in the point's extensions (metres).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.parsers import expat

from app.patrols.track import Fix

METRES_PER_HDOP = 5.0
LARGEST = 64 * 1024 * 1024
_DEEPEST = 64
_ACCURACY = {"accuracy", "horizontalaccuracy", "horizontal_accuracy", "hacc", "h_accuracy"}


@dataclass(frozen=True, slots=True)
class GpxTrack:
    """Track segments in the order of the file. Route and way points are counted, not walked.

    `broken` are track points without a position that can be read, `zoneless` those whose time had no zone.
    """

    segments: tuple[tuple[Fix, ...], ...]
    empty_segments: int
    route_points: int
    way_points: int
    broken: int
    zoneless: int
    unreadable_times: int

    @property
    def fixes(self) -> int:
        """All track points with a position."""
        return sum(len(segment) for segment in self.segments)


@dataclass(frozen=True, slots=True)
class NotXml:
    """The document can not be parsed; line and column count from 1."""

    line: int
    column: int
    reason: str


@dataclass(frozen=True, slots=True)
class NotGpx:
    """It is XML, with another root element."""

    root: str


@dataclass(frozen=True, slots=True)
class Forbidden:
    """It declares entities or is built to exhaust the reader."""

    what: str


@dataclass(frozen=True, slots=True)
class NoTrack:
    """It is GPX without a single track point."""

    route_points: int
    way_points: int


GpxOutcome = GpxTrack | NotXml | NotGpx | Forbidden | NoTrack


class _Refused(Exception):
    def __init__(self, outcome: Forbidden | NotGpx) -> None:
        super().__init__()
        self.outcome = outcome


@dataclass(slots=True)
class _Point:
    lat: float
    lon: float
    at: float | None = None
    accuracy: float | None = None
    hdop: float | None = None


@dataclass(slots=True)
class _Reader:
    """Collects points while expat walks the document."""

    path: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    segments: list[list[Fix]] = field(default_factory=list)
    point: _Point | None = None
    counts: Counter[str] = field(default_factory=Counter)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if not self.path and tag != "gpx":
            raise _Refused(NotGpx(tag))
        if len(self.path) >= _DEEPEST:
            raise _Refused(Forbidden("nesting"))
        self.path.append(tag)
        self.text.clear()
        if tag == "trkseg":
            self.segments.append([])
        elif tag == "trkpt":
            self.point = _position(attributes)
            if self.point is None:
                self.counts["broken"] += 1
            elif not self.segments:
                self.segments.append([])

    def end(self, name: str) -> None:
        tag = _local(name)
        self.path.pop()
        value = "".join(self.text).strip()
        self.text.clear()
        if tag == "trkpt":
            self._keep()
        elif tag in {"rtept", "wpt"}:
            self.counts[tag] += 1
        elif self.point is not None and self.path:
            self._detail(tag, value)

    def characters(self, data: str) -> None:
        self.text.append(data)

    def _detail(self, tag: str, value: str) -> None:
        point = self.point
        if point is None:
            return
        parent = self.path[-1]
        if parent == "trkpt" and tag == "time":
            point.at, zoned = _moment(value)
            self.counts["unreadable"] += point.at is None
            self.counts["zoneless"] += point.at is not None and not zoned
        elif parent == "trkpt" and tag == "hdop":
            point.hdop = _number(value)
        elif tag.lower() in _ACCURACY:
            point.accuracy = _number(value)

    def _keep(self) -> None:
        point, self.point = self.point, None
        if point is None:
            return
        accuracy = point.accuracy
        if accuracy is None and point.hdop is not None:
            accuracy = point.hdop * METRES_PER_HDOP
        self.segments[-1].append(Fix(point.lat, point.lon, point.at, accuracy))


def read_gpx(content: bytes) -> GpxOutcome:
    """Parse a GPX document; encodings that it declares, a byte order mark and CDATA are handled by expat."""
    if len(content) > LARGEST:
        return Forbidden("size")
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.EntityDeclHandler = _no_entity
    parser.ExternalEntityRefHandler = _no_entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(content.lstrip(b" \t\r\n"), True)
    except expat.ExpatError as error:
        return NotXml(error.lineno, error.offset + 1, expat.ErrorString(error.code) or "")
    except _Refused as refused:
        return refused.outcome
    except (LookupError, ValueError):
        return NotXml(1, 1, "unknown encoding")
    counts = reader.counts
    if not any(reader.segments):
        return NoTrack(counts["rtept"], counts["wpt"])
    return GpxTrack(
        tuple(tuple(segment) for segment in reader.segments if segment),
        empty_segments=sum(not segment for segment in reader.segments),
        route_points=counts["rtept"],
        way_points=counts["wpt"],
        broken=counts["broken"],
        zoneless=counts["zoneless"],
        unreadable_times=counts["unreadable"],
    )


def _no_entity(*_: object) -> int:
    raise _Refused(Forbidden("entities"))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _position(attributes: dict[str, str]) -> _Point | None:
    lat, lon = _number(attributes.get("lat", "")), _number(attributes.get("lon", ""))
    return None if lat is None or lon is None else _Point(lat, lon)


def _number(text: str) -> float | None:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _moment(text: str) -> tuple[float | None, bool]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None, False
    zoned = moment.tzinfo is not None
    return (moment if zoned else moment.replace(tzinfo=UTC)).timestamp(), zoned
