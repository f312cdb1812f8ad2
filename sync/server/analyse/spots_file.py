"""Spots to be visited out of a GeoJSON file: points with a radius, or polygons."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from app.intake.faults import BadFile
from app.intake.json_document import document
from app.patrols.spots import CircleSpot, PolygonSpot, Ring, Spot
from sync.server.analyse.reading import BadInput

_NAMES = ("name", "id", "spot", "nazev", "název", "label")


def read_spots(path: str, default_radius: float) -> tuple[Spot, ...]:
    """The spots of a FeatureCollection, a Feature or a bare geometry. Raises BadInput naming the feature."""
    try:
        content = document(Path(path).read_bytes())
    except OSError as error:
        raise BadInput(path, 0, "", f"a readable file ({error.strerror})") from None
    except BadFile as error:
        raise BadInput(path, error.row, "", f"GeoJSON, which is valid JSON ({error})") from None
    spots: list[Spot] = []
    for index, feature in enumerate(_features(path, content), start=1):
        spot = _spot(path, f"feature {index}", feature, index, default_radius)
        if spot.name in {other.name for other in spots}:
            raise BadInput(path, 0, f"feature {index}", f"every spot's name once, found {spot.name!r}")
        spots.append(spot)
    if not spots:
        raise BadInput(path, 0, "", "at least one spot")
    return tuple(spots)


def _features(path: str, content: object) -> list[object]:
    kind = content.get("type") if isinstance(content, dict) else None
    if isinstance(content, dict) and kind == "FeatureCollection" and isinstance(content.get("features"), list):
        return cast("list[object]", content["features"])
    if kind == "Feature":
        return [content]
    if kind in {"Point", "Polygon", "MultiPolygon"}:
        return [{"type": "Feature", "properties": {}, "geometry": content}]
    raise BadInput(path, 0, "", "a GeoJSON FeatureCollection of points and polygons")


def _spot(path: str, place: str, feature: object, index: int, default_radius: float) -> Spot:
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        raise BadInput(path, 0, place, "a feature with a geometry")
    given = feature.get("properties")
    properties = {str(key).casefold(): value for key, value in given.items()} if isinstance(given, dict) else {}
    known = [properties.get(name) for name in _NAMES] + [feature.get("id")]
    told = [str(value) for value in known if isinstance(value, str | int | float) and value != ""]
    name = told[0] if told else f"spot {index}"
    geometry = feature["geometry"]
    coordinates = geometry.get("coordinates")
    match geometry.get("type"):
        case "Point":
            lon, lat = _position(path, place, coordinates)
            return CircleSpot(name, lat, lon, _radius(path, place, properties.get("radius", default_radius)))
        case "Polygon":
            return PolygonSpot(name, (_rings(path, place, coordinates),))
        case "MultiPolygon" if isinstance(coordinates, list) and coordinates:
            return PolygonSpot(name, tuple(_rings(path, place, rings) for rings in coordinates))
        case other:
            raise BadInput(path, 0, place, f"a Point, Polygon or MultiPolygon, found {other}")


def _radius(path: str, place: str, value: object) -> float:
    if isinstance(value, str):
        try:
            value = float(value.replace(",", "."))
        except ValueError:
            value = None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 100_000:
        raise BadInput(path, 0, place, "a radius in metres above 0")
    return float(value)


def _rings(path: str, place: str, coordinates: object) -> tuple[Ring, ...]:
    if not isinstance(coordinates, list) or not coordinates:
        raise BadInput(path, 0, place, "a polygon with at least one ring")
    rings = []
    for ring in coordinates:
        points = [_position(path, place, point) for point in ring] if isinstance(ring, list) else []
        if len(points) < 4 or points[0] != points[-1]:
            raise BadInput(path, 0, place, "rings of at least four positions, the last one equal to the first")
        rings.append(tuple(points))
    return tuple(rings)


def _position(path: str, place: str, value: object) -> tuple[float, float]:
    numbers = [part for part in value[:2] if _is_number(part)] if isinstance(value, list) else []
    if len(numbers) < 2 or not (-180 <= numbers[0] <= 180 and -90 <= numbers[1] <= 90):
        raise BadInput(path, 0, place, f"a position [longitude, latitude] in degrees, found {value}")
    return float(numbers[0]), float(numbers[1])


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
