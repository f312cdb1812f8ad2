"""From an areas file to the city's districts: ids, names, and geometries without fault."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from app.districts.domain import District
from app.districts.geometry import Fault as GeometryFault
from app.districts.geometry import fault_of
from sync.server.imports.geojson import MAX_FAULTS, Area, BadGeoJson, Fault, read_areas, wrong_way
from sync.server.imports.labels import Labels, choose

_WORDS = {
    GeometryFault.NOT_A_POLYGON: "is no Polygon or MultiPolygon",
    GeometryFault.UNREADABLE: "has coordinates that can not be read",
    GeometryFault.EMPTY: "has no area",
    GeometryFault.NOT_FINITE: "has a coordinate that is no number",
    GeometryFault.OUT_OF_RANGE: "lies outside the Earth's degrees",
    GeometryFault.RING_NOT_CLOSED: "has an open ring",
    GeometryFault.CROSSES_ITSELF: "crosses itself",
}


class ReadDistricts(msgspec.Struct, frozen=True):
    """The districts of a file, by which properties they are named, and how many rings ran the wrong way round.

    ``crs`` is the system of coordinates that the file names, empty for none."""

    districts: tuple[District, ...]
    labels: Labels
    turned: int
    crs: str = ""


def read_districts(
    path: Path, id_keys: Sequence[str], name_keys: Sequence[str], *, swap: bool = False
) -> ReadDistricts:
    """``swap``: the file has latitude first.

    Raises BadGeoJson or NoLabels with the reason in words, OSError where the file can not be read.
    """
    areas, crs = read_areas(path)
    if swap:
        areas = [msgspec.structs.replace(area, geometry=_swapped(area.geometry)) for area in areas]
    faults = [found for area in areas if (found := _fault(area)) is not None]
    if faults:
        raise BadGeoJson(faults[:MAX_FAULTS])
    labels = choose(areas, tuple(id_keys), tuple(name_keys))
    turned = sum(len(wrong_way(area.geometry)) for area in areas)
    districts = tuple(
        District(id=labels.id_of(area), name=labels.name_of(area), geometry=_right_way(area.geometry)) for area in areas
    )
    return ReadDistricts(districts, labels, turned, crs)


def _fault(area: Area) -> Fault | None:
    found = fault_of(area.geometry)
    if found is None:
        return None
    kind, where = found
    return Fault(f"features[{area.index}].geometry", f"{_WORDS[kind]}{f' ({where})' if where else ''}")


def _right_way(geometry: dict[str, Any]) -> dict[str, Any]:
    """The geometry with outer rings counterclockwise and holes clockwise (RFC 7946 §3.1.6)."""
    wrong = set(wrong_way(geometry))
    if not wrong:
        return geometry
    if geometry["type"] == "Polygon":
        rings = [
            ring[::-1] if f"coordinates[{index}]" in wrong else ring
            for index, ring in enumerate(geometry["coordinates"])
        ]
        return geometry | {"coordinates": rings}
    parts = [
        [ring[::-1] if f"coordinates[{part}][{index}]" in wrong else ring for index, ring in enumerate(rings)]
        for part, rings in enumerate(geometry["coordinates"])
    ]
    return geometry | {"coordinates": parts}


def _swapped(geometry: dict[str, Any]) -> dict[str, Any]:
    def turned(value: Any, depth: int) -> Any:
        return [value[1], value[0], *value[2:]] if depth == 0 else [turned(part, depth - 1) for part in value]

    depth = 2 if geometry["type"] == "Polygon" else 3
    return geometry | {"coordinates": turned(geometry["coordinates"], depth)}
