"""OpenStreetMap's tags as the few kinds that a quiet map draws. Tags as in the OpenStreetMap wiki, "Map features"."""

from collections.abc import Mapping
from typing import Final

Tags = Mapping[str, str]

ROADS: Final = {
    "motorway": "motorway",
    "motorway_link": "motorway",
    "trunk": "trunk",
    "trunk_link": "trunk",
    "primary": "primary",
    "primary_link": "primary",
    "secondary": "secondary",
    "secondary_link": "secondary",
    "tertiary": "tertiary",
    "tertiary_link": "tertiary",
    "unclassified": "minor",
    "residential": "minor",
    "living_street": "minor",
    "road": "minor",
    "pedestrian": "pedestrian",
    "service": "service",
    "track": "track",
    "path": "path",
    "footway": "path",
    "cycleway": "path",
    "bridleway": "path",
    "steps": "steps",
}
RAILS: Final = {"rail": "rail", "light_rail": "rail", "narrow_gauge": "rail", "tram": "tram", "subway": "tram"}
WATERWAYS: Final = {"river": "river", "canal": "river", "stream": "stream", "ditch": "stream", "drain": "stream"}
LANDUSE: Final = {
    "residential": "built",
    "commercial": "built",
    "retail": "built",
    "industrial": "works",
    "railway": "works",
    "quarry": "works",
    "construction": "works",
    "garages": "works",
}
GREEN: Final = {
    ("landuse", "forest"): "wood",
    ("natural", "wood"): "wood",
    ("landuse", "grass"): "park",
    ("landuse", "meadow"): "park",
    ("landuse", "orchard"): "park",
    ("landuse", "vineyard"): "park",
    ("landuse", "village_green"): "park",
    ("landuse", "recreation_ground"): "park",
    ("landuse", "cemetery"): "park",
    ("landuse", "allotments"): "park",
    ("landuse", "flowerbed"): "park",
    ("leisure", "park"): "park",
    ("leisure", "garden"): "park",
    ("leisure", "common"): "park",
    ("leisure", "nature_reserve"): "",
    ("leisure", "pitch"): "pitch",
    ("leisure", "track"): "pitch",
    ("leisure", "playground"): "pitch",
    ("leisure", "stadium"): "pitch",
    ("leisure", "sports_centre"): "pitch",
    ("leisure", "golf_course"): "pitch",
    ("amenity", "grave_yard"): "park",
    ("natural", "scrub"): "park",
    ("natural", "grassland"): "park",
    ("natural", "heath"): "park",
}
PLACES: Final = {
    "city": 1,
    "town": 1,
    "borough": 3,
    "suburb": 3,
    "village": 2,
    "quarter": 4,
    "hamlet": 4,
    "neighbourhood": 5,
    "isolated_dwelling": 6,
    "locality": 6,
}
"""Rank of a place's name, 1 the greatest."""

POIS: Final = {
    ("amenity", "police"): ("police", 1),
    ("amenity", "townhall"): ("townhall", 1),
    ("amenity", "hospital"): ("hospital", 1),
    ("railway", "station"): ("station", 1),
    ("railway", "halt"): ("station", 2),
    ("amenity", "bus_station"): ("station", 2),
    ("amenity", "fire_station"): ("fire_station", 2),
    ("amenity", "school"): ("school", 3),
    ("amenity", "university"): ("school", 2),
    ("amenity", "college"): ("school", 3),
    ("amenity", "kindergarten"): ("school", 4),
    ("amenity", "library"): ("library", 4),
    ("amenity", "theatre"): ("theatre", 3),
    ("amenity", "marketplace"): ("market", 3),
    ("amenity", "place_of_worship"): ("church", 4),
    ("amenity", "post_office"): ("post", 4),
    ("shop", "mall"): ("mall", 2),
    ("leisure", "stadium"): ("sport", 2),
    ("tourism", "museum"): ("museum", 4),
    ("historic", "castle"): ("castle", 2),
}
"""Kind and rank of the few places that people meet at or ask for."""


def landuse(tags: Tags) -> str:
    """The ground that a land use is drawn as, or an empty text."""
    return LANDUSE.get(tags.get("landuse", ""), "")


def green(tags: Tags) -> str:
    """The green that an area is drawn as, or an empty text."""
    return next((GREEN[pair] for pair in tags.items() if GREEN.get(pair)), "")


def is_water(tags: Tags) -> bool:
    """Whether an area is water."""
    return (
        tags.get("natural") == "water"
        or tags.get("waterway") in {"riverbank", "dock"}
        or tags.get("landuse") in {"reservoir", "basin"}
    )


def poi(tags: Tags) -> tuple[str, int] | None:
    """Kind and rank of a place that the map names, or None."""
    return next((POIS[pair] for pair in tags.items() if pair in POIS), None)


def waterway(tags: Tags) -> str:
    """How a stream is drawn: ``stream``, ``river`` or, if ships of a European class go on it, ``large``."""
    kind = WATERWAYS.get(tags.get("waterway", ""), "")
    return "large" if kind == "river" and tags.get("CEMT") else kind


def is_tunnel(tags: Tags) -> bool:
    """Whether a way runs under the ground."""
    return tags.get("tunnel", "no") not in {"no", "building_passage"}
