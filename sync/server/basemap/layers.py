"""The layers of the basemap, the same for a real city and for the demo city.

Their names and attributes are what resources/map/style.js draws and resources/map/MESSAGES.md describes.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Geometry(StrEnum):
    """What a layer is made of, in OGR's words."""

    POINT = "Point"
    LINE = "LineString"
    POLYGON = "MultiPolygon"


@dataclass(frozen=True, slots=True)
class LayerKind:
    """A layer: its geometry, attributes with ``str`` or ``int`` values, and the zooms at which it is in the tiles."""

    name: str
    geometry: Geometry
    attributes: dict[str, type[str] | type[int]]
    min_zoom: int
    max_zoom: int = 14


MAX_ZOOM = 14
"""The deepest tiles; the page draws them larger beyond."""

KINDS: tuple[LayerKind, ...] = (
    LayerKind("landuse", Geometry.POLYGON, {"kind": str}, 10),
    LayerKind("green", Geometry.POLYGON, {"kind": str}, 9),
    LayerKind("water", Geometry.POLYGON, {"kind": str}, 7),
    LayerKind("waterways", Geometry.LINE, {"kind": str, "name": str}, 9),
    LayerKind("buildings", Geometry.POLYGON, {"kind": str}, 13),
    LayerKind("rails", Geometry.LINE, {"kind": str}, 10),
    LayerKind("roads", Geometry.LINE, {"class": str, "name": str, "tunnel": int, "link": int}, 7),
    LayerKind("places", Geometry.POINT, {"name": str, "rank": int}, 7),
    LayerKind("names", Geometry.POINT, {"name": str, "kind": str, "rank": int}, 13),
    LayerKind("addresses", Geometry.POINT, {"number": str}, 14),
)

MAJOR = frozenset({"motorway", "trunk", "primary", "secondary", "tertiary"})
"""Classes of road that are in the tiles of a whole region."""
ALL_ROADS_FROM = 12


@dataclass(slots=True)
class Feature:
    """One thing on the map: WKB and the attributes of its layer."""

    geometry: bytes
    values: dict[str, str | int] = field(default_factory=dict)


@dataclass(slots=True)
class Collected:
    """Features by layer name, in the order in which they were found."""

    features: dict[str, list[Feature]] = field(default_factory=lambda: {kind.name: [] for kind in KINDS})

    def add(self, layer: str, geometry: bytes, **values: str | int) -> None:
        """One more feature; an empty text is left out of the tiles."""
        self.features[layer].append(Feature(geometry, {key: value for key, value in values.items() if value != ""}))

    @property
    def total(self) -> int:
        """How many features there are."""
        return sum(len(some) for some in self.features.values())
