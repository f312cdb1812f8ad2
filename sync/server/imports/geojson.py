"""Reading districts from GeoJSON (RFC 7946) written by people: strict, with every fault told by its place."""

import itertools
import math
from pathlib import Path
from typing import Any

import msgspec

from app.intake.faults import BadFile
from app.intake.json_document import document as document_of
from sync.server.imports.area_formats import other_format

GEOMETRIES = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""Geometry types and how many arrays lie around a position."""
MAX_BYTES = 200 * 1024 * 1024
MAX_FAULTS = 20


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong: where (as a path such as ``features[3].geometry``) and what, in words."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class BadGeoJson(Exception):
    """The file is refused; ``faults`` tell why, at most twenty."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


class Area(msgspec.Struct, frozen=True):
    """One feature that can be a district: its properties, id if it has one, and a Polygon or MultiPolygon."""

    index: int
    feature_id: str | None
    properties: dict[str, Any]
    geometry: dict[str, Any]


def read_areas(path: Path) -> tuple[list[Area], str]:
    """The areas of a FeatureCollection of polygons, and the system of coordinates that it names.

    Raises BadGeoJson with the faults found, OSError where the file can not be read.
    """
    document = _load(path)
    faults: list[Fault] = []
    features = _features(document, faults)
    areas = [area for index, feature in enumerate(features) if (area := _area(index, feature, faults)) is not None]
    if not areas and not faults:
        faults.append(Fault("features", "is empty; at least one district is expected"))
    if faults:
        raise BadGeoJson(faults[:MAX_FAULTS])
    return areas, crs_of(document)


def crs_of(document: Any) -> str:
    """The name of a `crs` member (GeoJSON of 2008), empty where there is none."""
    crs = document.get("crs") if isinstance(document, dict) else None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return str(name)[:100] if name else ""


def _load(path: Path) -> Any:
    if path.stat().st_size > MAX_BYTES:
        raise BadGeoJson([Fault("", f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB")])
    data = path.read_bytes()
    other = other_format(data)
    if other:
        raise BadGeoJson([Fault("", f"the file is {other}; districts come as GeoJSON (ogr2ogr and QGIS write it)")])
    try:
        return document_of(data)
    except BadFile as error:
        raise BadGeoJson([Fault("", str(error))]) from None


def _features(document: Any, faults: list[Fault]) -> list[Any]:
    if not isinstance(document, dict):
        faults.append(Fault("", f"the file holds {_kind(document)}; a FeatureCollection object is expected"))
        return []
    type_ = document.get("type")
    if type_ == "FeatureCollection":
        _foreign_members(document, "", ("coordinates", "geometry", "properties", "geometries"), faults)
        _bbox(document, "", faults)
        features = document.get("features")
        if isinstance(features, list):
            return features
        faults.append(Fault("features", f"is {_kind(features)}; an array of features is expected"))
        return []
    _explain_root(document, type_, faults)
    return []


def _explain_root(document: dict[str, Any], type_: Any, faults: list[Fault]) -> None:
    if type_ == "Feature":
        faults.append(Fault("", "the file is one Feature; districts come as a FeatureCollection"))
        _area(None, document, faults)
    elif isinstance(type_, str) and (type_ in GEOMETRIES or type_ == "GeometryCollection"):
        faults.append(Fault("", f"the file is a bare {type_}; districts come as a FeatureCollection of polygons"))
        before = len(faults)
        _geometry(document, "", faults)
        if len(faults) == before:
            faults.extend(Fault(place, "runs the wrong way round (RFC 7946 §3.1.6)") for place in wrong_way(document))
    elif isinstance(type_, str) and type_.lower() == "featurecollection":
        faults.append(Fault("type", f'is "{type_}"; capitals count: "FeatureCollection"'))
    elif "type" not in document:
        faults.append(Fault("type", 'is missing; "FeatureCollection" is expected'))
    else:
        faults.append(Fault("type", f'is {_shown(type_)}; "FeatureCollection" is expected'))


def _area(index: int | None, feature: Any, faults: list[Fault]) -> Area | None:
    where = "" if index is None else f"features[{index}]"
    dot = f"{where}." if where else ""
    before = len(faults)
    if not isinstance(feature, dict):
        faults.append(Fault(where, f"is {_kind(feature)}; a Feature object is expected"))
        return None
    if feature.get("type") != "Feature":
        faults.append(Fault(f"{dot}type", f'is {_shown(feature.get("type"))}; "Feature" is expected'))
        return None
    _foreign_members(feature, where, ("features", "coordinates", "geometries"), faults)
    _bbox(feature, where, faults)
    properties = feature.get("properties")
    if properties is not None and not isinstance(properties, dict):
        faults.append(Fault(f"{dot}properties", f"is {_kind(properties)}; an object or null is expected"))
    feature_id = feature.get("id")
    if feature_id is not None and (isinstance(feature_id, bool) or not isinstance(feature_id, str | int | float)):
        faults.append(Fault(f"{dot}id", f"is {_kind(feature_id)}; a text or a number is expected"))
    geometry = feature.get("geometry")
    if geometry is None:
        faults.append(Fault(f"{dot}geometry", "is missing; a district needs a Polygon or MultiPolygon"))
        return None
    _geometry(geometry, f"{dot}geometry", faults)
    if len(faults) == before and geometry["type"] not in ("Polygon", "MultiPolygon"):
        faults.append(Fault(f"{dot}geometry", f"is a {geometry['type']}; a district is a Polygon or MultiPolygon"))
    if len(faults) > before:
        return None
    return Area(index or 0, None if feature_id is None else str(feature_id), properties or {}, _flat(geometry))


def _geometry(geometry: Any, where: str, faults: list[Fault]) -> None:
    dot = f"{where}." if where else ""
    if not isinstance(geometry, dict):
        faults.append(Fault(where, f"is {_kind(geometry)}; a geometry object is expected"))
        return
    type_ = geometry.get("type")
    if type_ == "GeometryCollection":
        if ".geometries[" in f".{where}":
            faults.append(Fault(where, "is a GeometryCollection inside another (RFC 7946 §3.1.8)"))
        parts = geometry.get("geometries")
        if not isinstance(parts, list):
            faults.append(Fault(f"{dot}geometries", f"is {_kind(parts)}; an array is expected"))
            return
        for index, part in enumerate(parts):
            _geometry(part, f"{dot}geometries[{index}]", faults)
        return
    if not isinstance(type_, str) or type_ not in GEOMETRIES:
        faults.append(Fault(f"{dot}type", f"is {_shown(type_)}, which is no GeoJSON geometry"))
        return
    _foreign_members(geometry, where, ("geometry", "properties", "features"), faults)
    _bbox(geometry, where, faults)
    if "coordinates" not in geometry:
        faults.append(Fault(f"{dot}coordinates", "is missing"))
        return
    _coordinates(geometry["coordinates"], GEOMETRIES[type_], type_, f"{dot}coordinates", faults)


def _coordinates(value: Any, depth: int, type_: str, where: str, faults: list[Fault]) -> None:
    if len(faults) >= MAX_FAULTS:
        return
    if not isinstance(value, list):
        faults.append(Fault(where, f"is {_kind(value)}; {'a position' if depth == 0 else 'an array'} is expected"))
        return
    if depth == 0:
        _position(value, where, faults)
        return
    before = len(faults)
    for index, part in enumerate(value):
        _coordinates(part, depth - 1, type_, f"{where}[{index}]", faults)
    if len(faults) > before or depth != 1:
        return
    if type_ in ("Polygon", "MultiPolygon"):
        _ring(value, where, faults)
    elif type_ != "MultiPoint" and len(value) < 2:
        faults.append(Fault(where, "is a line of fewer than two positions"))


def _ring(ring: list[list[float]], where: str, faults: list[Fault]) -> None:
    if ring and ring[0][:2] != ring[-1][:2]:
        faults.append(Fault(where, "is an open ring: its first and last positions differ"))
    elif len(ring) < 4:
        faults.append(Fault(where, f"is a ring of {len(ring)} positions; at least four are needed"))


def _flat(geometry: dict[str, Any]) -> dict[str, Any]:
    """Without heights, which some positions of a ring may have and others not: a district has none."""

    def flat(value: Any, depth: int) -> Any:
        return value[:2] if depth == 0 else [flat(part, depth - 1) for part in value]

    return geometry | {"coordinates": flat(geometry["coordinates"], GEOMETRIES[geometry["type"]])}


def wrong_way(geometry: dict[str, Any]) -> list[str]:
    """The places of rings that run against the right-hand rule: outer ones clockwise, holes the other way."""
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return []
    single = geometry["type"] == "Polygon"
    found = []
    for part, rings in enumerate([geometry["coordinates"]] if single else geometry["coordinates"]):
        for index, ring in enumerate(rings):
            pairs = itertools.pairwise(ring)
            doubled_area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)
            if (doubled_area > 0) != (index == 0):
                found.append(f"coordinates[{index}]" if single else f"coordinates[{part}][{index}]")
    return found


def _position(position: list[Any], where: str, faults: list[Fault]) -> None:
    for number in position:
        if not _is_number(number):
            what = "a number too large" if isinstance(number, int | float) else _shown(number)
            faults.append(Fault(where, f"has {what} where a number is expected"))
            return
    if not 2 <= len(position) <= 3:
        faults.append(Fault(where, f"has {len(position)} numbers; longitude, latitude and perhaps height are expected"))
    elif abs(position[0]) > 180 or abs(position[1]) > 90:
        text = f"({position[0]:g}, {position[1]:g}) is no longitude and latitude in degrees; is the file in metres?"
        faults.append(Fault(where, text))


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _bbox(holder: dict[str, Any], where: str, faults: list[Fault]) -> None:
    bbox = holder.get("bbox")
    if bbox is None:
        return
    place = f"{where}.bbox" if where else "bbox"
    if not isinstance(bbox, list):
        faults.append(Fault(place, f"is {_kind(bbox)}; an array of four or six numbers is expected"))
    elif any(isinstance(number, bool) or not isinstance(number, int | float) for number in bbox):
        faults.append(Fault(place, "has something else than numbers"))
    elif len(bbox) not in (4, 6):
        faults.append(Fault(place, f"has {len(bbox)} numbers; four or six are expected"))


def _foreign_members(holder: dict[str, Any], where: str, names: tuple[str, ...], faults: list[Fault]) -> None:
    faults.extend(
        Fault(where, f'a {holder["type"]} must not have the member "{name}" (RFC 7946 §7.1)')
        for name in names
        if name in holder
    )


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "an array", str: "a text", bool: "true or false", int: "a number"}
    if value is None:
        return "null or missing"
    return names.get(type(value), "a number")


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value[:40]}"'
    return "missing" if value is None else _kind(value)
