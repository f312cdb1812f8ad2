"""What a file of areas is that is no GeoJSON, named so that its owner knows what to convert."""

import re
from typing import Final

_BINARY: Final = (
    (b"\x00\x00\x27\x0a", "a Shapefile (.shp)"),
    (b"PK\x03\x04", "a zip archive (a packed Shapefile, KMZ or the like)"),
    (b"SQLite format 3", "a GeoPackage or another SQLite database"),
    (b"\x1f\x8b", "compressed by gzip"),
    (b"fgb\x03", "a FlatGeobuf"),
    (b"%PDF", "a PDF"),
    (b"AC10", "an AutoCAD drawing (.dwg)"),
)
_HEAD: Final = 64 * 1024


def other_format(data: bytes) -> str:
    """The name of the format, empty for what may be GeoJSON."""
    known = next((name for mark, name in _BINARY if data.startswith(mark)), "")
    if known:
        return known
    head = data[:_HEAD].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        return _xml(head)
    if head.startswith("{") and re.search(r'"type"\s*:\s*"Topology"', head):
        return "TopoJSON"
    if head.startswith("{") and re.search(r'"(?:geometryType|rings)"\s*:', head) and '"FeatureCollection"' not in head:
        return "Esri JSON"
    if re.match(r"(?:SRID=\d+;)?\s*(?:MULTI)?POLYGON", head, re.IGNORECASE):
        return "well-known text (WKT)"
    return ""


def _xml(head: str) -> str:
    if re.search(r"<(?:\w+:)?kml\b|opengis\.net/kml", head):
        return "KML"
    if "opengis.net/gml" in head or re.search(r"<gml:|<\w+:FeatureCollection", head):
        return "GML"
    if re.search(r"<!doctype html|<html", head, re.IGNORECASE):
        return "a web page (HTML)"
    return "OpenStreetMap XML" if "<osm" in head else "XML"
