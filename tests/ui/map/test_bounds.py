from typing import Any

import pytest

from ui.map.bounds import Bounds, around


def square(name: str, west: float, *, parts: int = 1) -> dict[str, Any]:
    rings = [[[[west + n, 50.0], [west + n + 1, 50.0], [west + n + 1, 51.0], [west + n, 50.0]]] for n in range(parts)]
    shape = (
        {"type": "Polygon", "coordinates": rings[0]} if parts == 1 else {"type": "MultiPolygon", "coordinates": rings}
    )
    return {"type": "Feature", "properties": {"id": name}, "geometry": shape}


CITY = {"type": "FeatureCollection", "features": [square("a", 10.0), square("b", 12.0, parts=2)]}


@pytest.mark.parametrize(
    ("geojson", "mine", "bounds"),
    [
        (CITY, ("a",), (10.0, 50.0, 11.0, 51.0)),
        (CITY, ("b",), (12.0, 50.0, 14.0, 51.0)),
        (CITY, (), (10.0, 50.0, 14.0, 51.0)),
        (CITY, ("elsewhere",), (10.0, 50.0, 14.0, 51.0)),
        ({"type": "FeatureCollection", "features": []}, ("a",), None),
    ],
)
def test_that_the_map_looks_at_ones_own_districts_or_at_all(
    geojson: dict[str, Any], mine: tuple[str, ...], bounds: Bounds | None
) -> None:
    assert around(geojson, mine) == bounds
