"""Where the districts of the map lie."""

from typing import Any

Bounds = tuple[float, float, float, float]


def around(geojson: dict[str, Any], mine: tuple[str, ...]) -> Bounds | None:
    """Around one's own districts, or around all where none of them is there; None where there are none at all."""
    return _bounds(geojson, mine) or _bounds(geojson, ())


def _bounds(geojson: dict[str, Any], ids: tuple[str, ...]) -> Bounds | None:
    """Around the polygons of a FeatureCollection with these ids, or all if none are given; None if there are none."""
    wanted = [f for f in geojson["features"] if not ids or f["properties"]["id"] in ids]
    places = [
        place
        for feature in wanted
        for polygon in (
            [feature["geometry"]["coordinates"]]
            if feature["geometry"]["type"] == "Polygon"
            else feature["geometry"]["coordinates"]
        )
        for place in polygon[0]
    ]
    if not places:
        return None
    lons, lats = [place[0] for place in places], [place[1] for place in places]
    return min(lons), min(lats), max(lons), max(lats)
