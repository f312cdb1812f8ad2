"""What crosses between the map page and its host: one JSON object a message, described in resources/map/MESSAGES.md."""

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

VERSION: Final = 1

Lon = Annotated[float, Meta(ge=-180.0, le=180.0)]
Lat = Annotated[float, Meta(ge=-90.0, le=90.0)]
Bounds = tuple[Lon, Lat, Lon, Lat]
"""West, south, east, north in degrees."""
Flag = Literal[0, 1]


class TipMark(msgspec.Struct, frozen=True, array_like=True):
    """One tip on the map: crosses as an array, since 20,000 of them do."""

    id: str
    lon: Lon
    lat: Lat
    status: str
    category: str
    title: str
    unsent: Flag = 0
    overdue: Flag = 0


class Position(msgspec.Struct, frozen=True):
    """Where the officer is; ``accuracy`` in metres, 0 if not known."""

    lon: Lon
    lat: Lat
    accuracy: Annotated[float, Meta(ge=0.0)] = 0.0


class BasemapSource(msgspec.Struct, frozen=True, rename="camel"):
    """Where the page gets the tiles of the ground, as a URL template."""

    tiles: str
    min_zoom: int
    max_zoom: int
    bounds: Bounds
    attribution: str


class ToPage(msgspec.Struct, frozen=True, tag_field="type", rename="camel"):
    """A message of the host to the page."""

    v: int = msgspec.field(default=VERSION, name="v")


class SetTheme(ToPage, frozen=True, tag="setTheme", rename="camel", kw_only=True):
    """``tokens``: role to #rrggbb; a missing role falls back to the page's own."""

    scheme: Literal["light", "dark", "contrast"]
    tokens: dict[str, str]
    reduced_motion: bool = False


class SetWords(ToPage, frozen=True, tag="setWords", rename="camel", kw_only=True):
    """The few words that the page itself speaks."""

    map_label: str


class SetBasemap(ToPage, frozen=True, tag="setBasemap", kw_only=True):
    """The ground, or none."""

    basemap: BasemapSource | None


class SetDistricts(ToPage, frozen=True, tag="setDistricts", kw_only=True):
    """A GeoJSON FeatureCollection of polygons with ``id`` and ``name``; ``mine`` lists the ids drawn stronger."""

    geojson: dict[str, Any]
    mine: tuple[str, ...] = ()


class SetCategories(ToPage, frozen=True, tag="setCategories", kw_only=True):
    """Category id to one character of the icon font."""

    icons: dict[str, str]


class SetTips(ToPage, frozen=True, tag="setTips", kw_only=True):
    """One of ``parts`` parts of all tips; the page shows them when the last one is there."""

    revision: int
    part: int
    parts: int
    rows: tuple[TipMark, ...]


class PatchTips(ToPage, frozen=True, tag="patchTips", kw_only=True):
    """Tips that came or changed, and ids of those that went."""

    put: tuple[TipMark, ...]
    gone: tuple[str, ...]


class Select(ToPage, frozen=True, tag="select", kw_only=True):
    """Highlights one tip or none; ``move`` brings it into view."""

    id: str | None
    move: bool = True


class SetPosition(ToPage, frozen=True, tag="setPosition", kw_only=True):
    """My position, or none."""

    position: Position | None


class Fit(ToPage, frozen=True, tag="fit", rename="camel", kw_only=True):
    """Brings a rectangle into view."""

    bounds: Bounds
    max_zoom: float = 17.0
    animate: bool = False


class Center(ToPage, frozen=True, tag="center", kw_only=True):
    """Moves to a place."""

    lon: Lon
    lat: Lat
    zoom: float | None = None


class Zoom(ToPage, frozen=True, tag="zoom", kw_only=True):
    """Zooms by steps, in or out."""

    by: float


class SetPadding(ToPage, frozen=True, tag="setPadding", kw_only=True):
    """Pixels of the map that a sheet or a bar covers."""

    top: int = 0
    right: int = 0
    bottom: int = 0
    left: int = 0


Part = Literal["day", "night"]
Kind = Literal["worse", "better", "can_not_tell", "not_enough", ""]
CellId = Annotated[str, Meta(max_length=64)]


class CellMark(msgspec.Struct, frozen=True, array_like=True):
    """A hexagon of the safety surface: corners as lon, lat, lon, lat …, and what is said of it in each part of the day.

    Empty: nobody has rated there in that part.
    """

    id: str
    ring: tuple[float, ...]
    day: str = ""
    night: str = ""


class SafetyWords(msgspec.Struct, frozen=True, rename="camel"):
    """All that the page says of the layer. ``legend``: name and explanation of each kind, by the kind."""

    show: str
    day: str
    night: str
    worst: str
    legend_title: str
    legend: dict[str, tuple[str, str]]
    age: str
    empty: str
    close: str


class SetSafety(ToPage, frozen=True, tag="setSafety", kw_only=True):
    """Whether the layer is on, for which part of the day, and its words."""

    on: bool
    part: Part
    words: SafetyWords


class SetCells(ToPage, frozen=True, tag="setCells", kw_only=True):
    """One of ``parts`` parts of all hexagons; the page shows them when the last one is there, and others go."""

    part: int
    parts: int
    rows: tuple[CellMark, ...]


class CardPart(msgspec.Struct, frozen=True):
    """One part of the day on the card: its name, the kind of the hexagon in it, and lines of words."""

    title: str
    kind: Kind
    lines: tuple[str, ...]


class CardTip(msgspec.Struct, frozen=True):
    """A tip that the card offers."""

    id: str
    title: str


class Card(msgspec.Struct, frozen=True, rename="camel"):
    """What is said of one hexagon. ``below``: the line over its tips."""

    id: str
    title: str
    subtitle: str
    parts: tuple[CardPart, ...]
    below: str
    tips: tuple[CardTip, ...] = ()


class ShowCell(ToPage, frozen=True, tag="showCell", kw_only=True):
    """The card of a hexagon, or none; ``focus`` brings the keyboard and a screen reader to it."""

    card: Card | None
    focus: bool = True


class WalkStopMark(msgspec.Struct, frozen=True):
    """A stop of the suggested walk: its number in the order, its name, and whether it was made."""

    id: CellId
    lon: Lon
    lat: Lat
    number: int
    title: str
    done: bool = False


class SetWalk(ToPage, frozen=True, tag="setWalk", kw_only=True):
    """The suggested walk: its stops, and the way between them as lon, lat pairs. Empty for none."""

    stops: tuple[WalkStopMark, ...] = ()
    way: tuple[tuple[Lon, Lat], ...] = ()


class SetTrack(ToPage, frozen=True, tag="setTrack", kw_only=True):
    """Where the officer went on the running patrol: runs of fixes, and the gaps between them. Empty for none."""

    pieces: tuple[tuple[tuple[Lon, Lat], ...], ...] = ()
    gaps: tuple[tuple[tuple[Lon, Lat], tuple[Lon, Lat]], ...] = ()


class FromPage(msgspec.Struct, frozen=True, tag_field="type", kw_only=True):
    """A message of the page to its host."""

    v: Literal[1]


class Ready(FromPage, frozen=True, tag="ready", kw_only=True):
    """The page is there and holds nothing yet: send everything."""

    version: int


class TipTapped(FromPage, frozen=True, tag="tipTapped", kw_only=True):
    """A tip was tapped; ``also`` are others under the same finger."""

    id: Annotated[str, Meta(max_length=64)]
    also: tuple[Annotated[str, Meta(max_length=64)], ...] = ()


class MapTapped(FromPage, frozen=True, tag="mapTapped", kw_only=True):
    """The ground was tapped."""

    lon: Lon
    lat: Lat


class LongPressed(FromPage, frozen=True, tag="longPressed", kw_only=True):
    """The map was pressed for long, or clicked with the other button."""

    lon: Lon
    lat: Lat


class SafetyAsked(FromPage, frozen=True, tag="safetyAsked", kw_only=True):
    """The layer shall be on or off, for a part of the day."""

    on: bool
    part: Part


class CellTapped(FromPage, frozen=True, tag="cellTapped", kw_only=True):
    """A hexagon was tapped, at a place of it."""

    id: CellId
    lon: Lon
    lat: Lat


class CellClosed(FromPage, frozen=True, tag="cellClosed", kw_only=True):
    """The card shall go."""


class WorstAsked(FromPage, frozen=True, tag="worstAsked", kw_only=True):
    """The list of the worst places shall come."""


class StopTapped(FromPage, frozen=True, tag="stopTapped", kw_only=True):
    """A stop of the suggested walk was tapped."""

    id: CellId


class Moved(FromPage, frozen=True, tag="moved", kw_only=True):
    """The map came to rest over these bounds."""

    bounds: tuple[float, float, float, float]
    zoom: float


class Idle(FromPage, frozen=True, tag="idle", kw_only=True):
    """Nothing moves and nothing is being loaded, after so many messages of the host since ``ready``."""

    handled: int
    zoom: float


class Failed(FromPage, frozen=True, tag="failed", kw_only=True):
    """``webgl``: no picture possible; ``map``, ``json``, ``unknown``, ``message``: something to be logged."""

    code: Literal["webgl", "map", "json", "unknown", "message"]
    detail: str


PageMessage = (
    Ready
    | TipTapped
    | MapTapped
    | LongPressed
    | SafetyAsked
    | CellTapped
    | CellClosed
    | WorstAsked
    | StopTapped
    | Moved
    | Idle
    | Failed
)
HostMessage = (
    SetTheme
    | SetWords
    | SetBasemap
    | SetDistricts
    | SetCategories
    | SetTips
    | PatchTips
    | Select
    | SetPosition
    | Fit
    | Center
    | Zoom
    | SetPadding
    | SetSafety
    | SetCells
    | ShowCell
    | SetWalk
    | SetTrack
)

_ENCODER = msgspec.json.Encoder()
_DECODER: msgspec.json.Decoder[PageMessage] = msgspec.json.Decoder(PageMessage)


class NotAMessage(msgspec.Struct, frozen=True):
    """What came from the page is none of the messages above."""

    reason: str


def encode(message: HostMessage) -> str:
    """The message as one JSON string."""
    return _ENCODER.encode(message).decode()


def decode(text: str) -> PageMessage | NotAMessage:
    """Reads what the page sent."""
    try:
        return _DECODER.decode(text)
    except msgspec.MsgspecError as error:
        return NotAMessage(str(error))
