"""A small OpenStreetMap extract, written by hand as XML, which GDAL reads like a .pbf."""

from pathlib import Path

USER = "geheimer-zeichner"

_NODES = {
    1: (13.405, 50.450), 2: (13.415, 50.450), 3: (13.415, 50.456), 4: (13.405, 50.456),
    5: (13.407, 50.452), 6: (13.408, 50.452), 7: (13.408, 50.453), 8: (13.407, 50.453),
}  # fmt: skip
_TAGGED = {
    20: (13.410, 50.455, {"place": "town", "name": "Městečko"}),
    21: (13.411, 50.455, {"amenity": "school", "name": "Základní škola"}),
    22: (13.412, 50.455, {"addr:street": "Dlouhá", "addr:housenumber": "7"}),
    23: (13.413, 50.455, {"natural": "tree"}),
}
_WAYS = {
    30: ((1, 2), {"highway": "primary_link", "name": "Dlouhá", "tunnel": "yes"}),
    31: ((2, 3), {"highway": "residential", "name": "Krátká"}),
    32: ((3, 4), {"railway": "rail"}),
    33: ((4, 1), {"waterway": "river", "name": "Řeka", "CEMT": "VI"}),
    34: ((5, 6, 7, 8, 5), {"building": "yes", "addr:street": "Dlouhá", "addr:housenumber": "5"}),
    35: ((1, 2, 3, 4, 1), {"landuse": "residential"}),
    36: ((5, 6, 7, 5), {"natural": "water", "name": "Rybník"}),
    37: ((6, 7, 8, 6), {"leisure": "park", "name": "Sad"}),
    38: ((1, 3), {"highway": "proposed"}),
}


def write_extract(path: Path) -> Path:
    """The town above, each element with the name of who drew it."""
    mark = f'version="1" user="{USER}" uid="77" timestamp="2020-01-01T00:00:00Z" changeset="5"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    lines += [f'<node id="{n}" lon="{lon}" lat="{lat}" {mark}/>' for n, (lon, lat) in _NODES.items()]
    for n, (lon, lat, tags) in _TAGGED.items():
        lines += [f'<node id="{n}" lon="{lon}" lat="{lat}" {mark}>', *_tags(tags), "</node>"]
    for way, (refs, tags) in _WAYS.items():
        lines += [f'<way id="{way}" {mark}>', *(f'<nd ref="{ref}"/>' for ref in refs), *_tags(tags), "</way>"]
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return path


def _tags(tags: dict[str, str]) -> list[str]:
    return [f'<tag k="{key}" v="{value}"/>' for key, value in tags.items()]
