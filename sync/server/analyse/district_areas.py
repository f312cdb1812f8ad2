"""Districts from a GeoJSON file."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from app.analysis.district_areas import DistrictAreas, named_areas
from app.districts.geometry import fault_of
from app.intake.faults import BadFile
from app.intake.json_document import document
from sync.server.analyse.reading import BadInput

_NAMES = ("district", "name", "nazev", "název", "id", "code", "title")


def read_districts(file: str, *, wanted: Collection[str] = ()) -> DistrictAreas:
    """Read polygons from a GeoJSON file; `wanted` names decide which property names the districts.

    Raises BadInput with the number of the feature (from 1) as the row.
    """
    features = _features(file)
    areas: list[dict[str, Any]] = []
    for row, feature in enumerate(features, start=1):
        area = feature.get("geometry")
        if not isinstance(area, dict):
            raise BadInput(file, row, "geometry", "a feature with a Polygon or MultiPolygon")
        fault = fault_of(area)
        if fault is not None:
            found = f"{fault[0].value.replace('_', ' ')} {fault[1]}".strip()
            raise BadInput(file, row, "geometry", f"a sound Polygon or MultiPolygon, found: {found}")
        areas.append(area)
    return named_areas(_names(file, features, wanted), areas)


def _features(file: str) -> list[dict[str, Any]]:
    try:
        content = document(Path(file).read_bytes())
    except OSError as error:
        raise BadInput(file, 0, "", f"a readable file ({error.strerror})") from None
    except BadFile as error:
        raise BadInput(file, error.row, "", f"GeoJSON ({error})") from None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(one, dict) for one in features):
        raise BadInput(file, 0, "features", "a GeoJSON FeatureCollection with at least one feature")
    return features


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _names(file: str, features: list[dict[str, Any]], wanted: Collection[str]) -> tuple[str, ...]:
    """The property whose values name the districts: the one that matches `wanted` best, else a usual one."""
    properties = [_properties(one) for one in features]
    keys = [key for key in properties[0] if all(key in one and one[key] not in (None, "") for one in properties)]
    distinct = [key for key in keys if len({str(one[key]) for one in properties}) == len(properties)]
    hits = {key: sum(str(one[key]).strip() in wanted for one in properties) for key in distinct}
    if any(hits.values()):
        chosen = max(distinct, key=hits.__getitem__)
    else:
        usual = sorted(
            (key for key in distinct if key.casefold() in _NAMES), key=lambda key: _NAMES.index(key.casefold())
        )
        if not usual and not distinct:
            if len(features) == 1:
                return ("district",)
            raise BadInput(file, 0, "properties", "a property that names every district differently")
        chosen = (usual or distinct)[0]
    return tuple(str(one[chosen]).strip() for one in properties)
