"""Layers to one PMTiles archive: GDAL writes an archive a layer, their tiles are joined here.

A vector tile is a protobuf message with a repeated field of layers (Mapbox Vector Tile 2.1, 4.1), so the bytes of
several tiles one after another are one tile with all their layers.
"""

import gzip
import mmap
import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
from pmtiles.reader import MmapSource, all_tiles
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from sync.server.basemap.layers import ALL_ROADS_FROM, KINDS, MAJOR, MAX_ZOOM, Collected, Feature, LayerKind

Bounds = tuple[float, float, float, float]
Tick = Callable[[], None]


def write_tiles(collected: Collected, bounds: Bounds, scratch: Path, target: Path, tick: Tick) -> int:
    """Writes the archive ``target``; returns how many tiles it has. ``tick`` is called after each layer.

    Nothing is written where it would have none. Raises pyogrio's errors and OSError; ``scratch`` is a folder for
    files in between.
    """
    archives = []
    for number, (kind, features) in enumerate(_stages(collected)):
        if features:
            archive = scratch / f"{number}-{kind.name}.pmtiles"
            _write_layer(kind, features, archive)
            archives.append(archive)
        tick()
    return _join(archives, bounds, target)


STAGES = len(KINDS) + 1


def _stages(collected: Collected) -> Iterator[tuple[LayerKind, list[Feature]]]:
    for kind in KINDS:
        features = collected.features[kind.name]
        if kind.name != "roads":
            yield kind, features
            continue
        attributes = kind.attributes
        far = [feature for feature in features if feature.values["class"] in MAJOR]
        yield LayerKind("roads", kind.geometry, attributes, kind.min_zoom, ALL_ROADS_FROM - 1), far
        yield LayerKind("roads", kind.geometry, attributes, ALL_ROADS_FROM, kind.max_zoom), features


def _write_layer(kind: LayerKind, features: list[Feature], archive: Path) -> None:
    columns: list[Any] = []
    for name, of in kind.attributes.items():
        if of is int:
            columns.append(np.array([int(f.values.get(name, 0)) for f in features], np.int32))
        else:
            columns.append(np.array([f.values.get(name) for f in features], object))
    pyogrio.set_gdal_config_options({"GDAL_NUM_THREADS": "1"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # GDAL names a tile that it had to thin out
        pyogrio.raw.write(
            archive,
            geometry=np.array([f.geometry for f in features], object),
            field_data=columns,
            fields=np.array(list(kind.attributes), object),
            geometry_type=kind.geometry.value,
            crs="EPSG:4326",
            driver="PMTiles",
            layer=kind.name,
            promote_to_multi=kind.geometry.value.startswith("Multi"),
            MINZOOM=kind.min_zoom,
            MAXZOOM=kind.max_zoom,
            MAX_SIZE=4_000_000,
            MAX_FEATURES=400_000,
            BUFFER=96,
        )


def _join(archives: list[Path], bounds: Bounds, target: Path) -> int:
    joined: dict[int, list[bytes]] = {}
    for archive in archives:
        with archive.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ):
            tiles = all_tiles(MmapSource(file))  # type: ignore[no-untyped-call]
            for (z, x, y), data in tiles:
                joined.setdefault(zxy_to_tileid(z, x, y), []).append(gzip.decompress(data))
    if not joined:
        return 0
    west, south, east, north = (round(degrees * 1e7) for degrees in bounds)
    with target.open("wb") as out:
        writer = Writer(out)  # type: ignore[no-untyped-call]
        for tile_id in sorted(joined):
            data = gzip.compress(b"".join(joined[tile_id]), mtime=0)
            writer.write_tile(tile_id, data)  # type: ignore[no-untyped-call]
        header = {
            "tile_type": TileType.MVT,
            "tile_compression": Compression.GZIP,
            "min_lon_e7": west,
            "min_lat_e7": south,
            "max_lon_e7": east,
            "max_lat_e7": north,
            "center_zoom": MAX_ZOOM - 1,
            "center_lon_e7": (west + east) // 2,
            "center_lat_e7": (south + north) // 2,
        }
        writer.finalize(header, {"vector_layers": _described()})  # type: ignore[no-untyped-call]
        out.flush()
        os.fsync(out.fileno())
    return len(joined)


def _described() -> list[dict[str, Any]]:
    words = {str: "String", int: "Number"}
    return [
        {
            "id": kind.name,
            "minzoom": kind.min_zoom,
            "maxzoom": kind.max_zoom,
            "fields": {name: words[of] for name, of in kind.attributes.items()},
        }
        for kind in KINDS
    ]
