"""Districts as named areas, and which of them a point lies in. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.districts.domain import District
from app.districts.geometry import DistrictIndex
from app.safety.ratings import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class DistrictAreas:
    """D districts in the order given: names and GeoJSON geometries in degrees (WGS 84)."""

    names: tuple[str, ...]
    areas: tuple[Mapping[str, Any], ...]
    index: DistrictIndex

    def locate(self, latitude: Floats, longitude: Floats) -> Ints:
        """The position (0 … D−1) of the district of each of N points in degrees, −1 outside."""
        points, which = np.unique(longitude + 1j * latitude, return_inverse=True)  # of old ratings many share one
        return np.asarray(self.index.locate(points.real, points.imag)[which])


def named_areas(names: Sequence[str], areas: Sequence[dict[str, Any]]) -> DistrictAreas:
    """Put names to as many sound geometries (Polygon or MultiPolygon). Raises ValueError if their numbers differ."""
    # the index sorts by id: numbers of equal length keep the order given
    numbered = [
        District(id=f"{at:06d}", name=name, geometry=area)
        for at, (name, area) in enumerate(zip(names, areas, strict=True))
    ]
    return DistrictAreas(tuple(names), tuple(areas), DistrictIndex(numbered))
