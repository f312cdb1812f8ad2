"""Reads an OpenStreetMap extract (.osm.pbf) through GDAL: only the tags of the list below, no users, no history."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

from sync.server.basemap import tags as meaning
from sync.server.basemap.index import Index
from sync.server.basemap.layers import Collected
from sync.server.basemap.order import Ordered
from sync.server.basemap.tags import Tags
from sync.server.basemap.wkb import middle, parts, point

NODE_TAGS: Final = ("name", "place", "amenity", "railway", "shop", "tourism", "historic", "addr:street", "addr:place",
                    "addr:housenumber")  # fmt: skip
WAY_TAGS: Final = ("name", "highway", "railway", "waterway", "tunnel", "service", "CEMT")
AREA_TAGS: Final = ("name", "building", "landuse", "leisure", "natural", "waterway", "amenity", "place", "shop",
                    "tourism", "historic", "addr:street", "addr:place", "addr:housenumber")  # fmt: skip

_QUIET: Final = (
    "osm_id=no\nosm_version=no\nosm_timestamp=no\nosm_uid=no\nosm_user=no\nosm_changeset=no\nother_tags=no\n"
)
CONFIGURATION: Final = (
    "closed_ways_are_polygons=amenity,building,landuse,leisure,natural,place,shop,tourism,historic,"
    "waterway=riverbank,waterway=dock\nattribute_name_laundering=no\n"
    f"[points]\n{_QUIET}attributes={','.join(NODE_TAGS)}\n"
    f"[lines]\n{_QUIET}attributes={','.join(WAY_TAGS)}\n"
    f"[multipolygons]\n{_QUIET}attributes={','.join(AREA_TAGS)}\n"
    f"[multilinestrings]\n{_QUIET}attributes=name\n"
    f"[other_relations]\n{_QUIET}attributes=name\n"
)
LAYERS: Final = ("points", "lines", "multipolygons")

Take = Callable[[Collected, Index, bytes, Tags], None]


_ANY_ORDER: Final = "OSM_USE_CUSTOM_INDEXING"
"""What GDAL's refusal names where ids fall, repeat or are below zero: its other index takes them, more slowly."""


@dataclass(slots=True)
class Extract:
    """What the map draws, what the search finds, and what is to be said of the file, in words."""

    collected: Collected = field(default_factory=Collected)
    index: Index = field(default_factory=Index)
    remarks: dict[str, None] = field(default_factory=dict)


def read(ordered: Ordered, scratch: Path, tick: Callable[[], None]) -> Extract:
    """The whole extract. Raises pyogrio's errors; ``tick`` after each of three layers."""
    configuration = scratch / "osmconf.ini"
    configuration.write_text(CONFIGURATION, encoding="utf-8")
    extract = Extract()
    takers: dict[str, Take] = {"points": _take_point, "lines": _take_line, "multipolygons": _take_area}
    for layer in LAYERS:
        for geometry, tags in _rows(ordered, layer, configuration, extract):
            takers[layer](extract.collected, extract.index, geometry, tags)
        tick()
    return extract


def _rows(ordered: Ordered, layer: str, configuration: Path, extract: Extract) -> Iterator[tuple[bytes, Tags]]:
    try:
        meta, _, geometries, columns = _read(
            ordered.path, layer, configuration, "YES" if ordered.rising else "NO", extract
        )
    except (DataSourceError, DataLayerError, FeatureError) as error:
        if _ANY_ORDER not in str(error):
            raise
        meta, _, geometries, columns = _read(ordered.path, layer, configuration, "NO", extract)
    names = [str(name) for name in meta["fields"]]
    for row, geometry in enumerate(geometries):
        if geometry is not None and _is_too_wide(geometry):
            extract.remarks[_TOO_WIDE] = None
        elif geometry is not None:
            values = (column[row] for column in columns)
            tags = {n: v for n, v in zip(names, values, strict=True) if isinstance(v, str) and v}
            yield geometry, tags


def _read(path: Path, layer: str, configuration: Path, indexing: str, extract: Extract) -> Any:
    pyogrio.set_gdal_config_options({"OSM_CONFIG_FILE": str(configuration), _ANY_ORDER: indexing})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = pyogrio.raw.read(_as_gdal_takes_it(path), layer=layer)
    for warning in caught:
        unclosed = "Non closed ring" in str(warning.message)
        extract.remarks[_UNCLOSED if unclosed else _LEFT_OUT] = None
    return found


def _as_gdal_takes_it(path: Path) -> str:
    """The path, said so that no sign in it is taken for an address, a query or the inside of an archive."""
    return f"/vsisubfile/0,{path.absolute()}"


_UNCLOSED: Final = (
    "areas at the edge lack a part of their outline, since nodes of it are not in the extract: they are closed by a "
    "straight line"
)
_LEFT_OUT: Final = "a few things could not be made into shapes and are left out"


_WIDEST: Final = 10.0
"""Degrees. What is wider is no thing of a town; drawn deep it would be millions of tiles."""
_TOO_WIDE: Final = f"shapes more than {_WIDEST:g} degrees wide or high are left out"


def _is_too_wide(geometry: bytes) -> bool:
    return any(len(part) and float(np.ptp(part, axis=0).max()) > _WIDEST for part in parts(geometry))


def _take_point(collected: Collected, index: Index, geometry: bytes, tags: Tags) -> None:
    lon, lat = middle(geometry)
    _take_address(collected, index, lon, lat, tags)
    _take_place(collected, index, lon, lat, tags)
    _take_poi(collected, index, lon, lat, tags)


def _take_line(collected: Collected, index: Index, geometry: bytes, tags: Tags) -> None:
    name = tags.get("name", "")
    road = meaning.ROADS.get(tags.get("highway", ""))
    if road is not None:
        if road == "service" and tags.get("service") in {"parking_aisle", "driveway"}:
            name = ""
        values: dict[str, str | int] = {"class": road, "name": name}
        values |= {"tunnel": int(meaning.is_tunnel(tags)), "link": int(tags["highway"].endswith("_link"))}
        collected.add("roads", geometry, **values)
        if name:
            index.street(name, *middle(geometry))
    rail = meaning.RAILS.get(tags.get("railway", ""))
    if rail is not None and not meaning.is_tunnel(tags):
        collected.add("rails", geometry, kind="tram" if tags.get("service") else rail)
    stream = meaning.waterway(tags)
    if stream and not meaning.is_tunnel(tags):
        collected.add("waterways", geometry, kind=stream, name=name)


def _take_area(collected: Collected, index: Index, geometry: bytes, tags: Tags) -> None:
    name = tags.get("name", "")
    lon, lat = middle(geometry)
    if tags.get("building", "no") != "no":
        collected.add("buildings", geometry, kind="building")
    elif meaning.is_water(tags):
        collected.add("water", geometry, kind="water")
        if name:
            collected.add("names", point(lon, lat), name=name, kind="water", rank=3)
    elif green := meaning.green(tags):
        collected.add("green", geometry, kind=green)
        if name:
            collected.add("names", point(lon, lat), name=name, kind="green", rank=4)
    elif ground := meaning.landuse(tags):
        collected.add("landuse", geometry, kind=ground)
    _take_address(collected, index, lon, lat, tags)
    _take_place(collected, index, lon, lat, tags)
    _take_poi(collected, index, lon, lat, tags)


def _take_address(collected: Collected, index: Index, lon: float, lat: float, tags: Tags) -> None:
    number = tags.get("addr:housenumber")
    if number is None:
        return
    collected.add("addresses", point(lon, lat), number=number)
    street = tags.get("addr:street") or tags.get("addr:place")
    if street:
        index.house(street, number, lon, lat)


def _take_place(collected: Collected, index: Index, lon: float, lat: float, tags: Tags) -> None:
    rank, name = meaning.PLACES.get(tags.get("place", "")), tags.get("name")
    if rank is not None and name:
        collected.add("places", point(lon, lat), name=name, rank=rank)
        index.place(name, tags["place"], lon, lat)


def _take_poi(collected: Collected, index: Index, lon: float, lat: float, tags: Tags) -> None:
    found, name = meaning.poi(tags), tags.get("name")
    if found is not None and name:
        kind, rank = found
        collected.add("names", point(lon, lat), name=name, kind=kind, rank=rank)
        index.place(name, kind, lon, lat)
