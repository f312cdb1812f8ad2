"""Builds a basemap bundle from an OpenStreetMap extract, or from layers that were drawn."""

import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec
from pyogrio.errors import DataLayerError, DataSourceError, FieldError

from app.basemap.bundle import ADDRESSES, FORMAT, MANIFEST, OSM_ATTRIBUTION, TILES, Manifest, version_of
from app.basemap.search import AddressFile
from sync.server.basemap import osm, pbf, tiles
from sync.server.basemap.layers import KINDS, MAX_ZOOM, Collected
from sync.server.basemap.order import DamagedBlock, in_order
from sync.server.basemap.outcomes import Built, ExtractMissing, NotAnExtract, NothingToDraw, NotWritten
from sync.server.basemap.wkb import parts

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every entry, so that the same input gives the same bytes."""
_READ_STEPS: Final = len(osm.LAYERS)

_NO_SHAPE: Final = "only things that no tile can show, since they lie beyond 85 degrees north or south, or have no area"

Progress = Callable[[int, int], None]
"""Called with steps done and steps in all."""


class _NothingInTiles(Exception):
    """There are features, and no tile holds any of them."""


Outcome = Built | ExtractMissing | NotAnExtract | NothingToDraw | NotWritten


def build(extract: Path, target: Path, progress: Progress = lambda _done, _all: None) -> Outcome:
    """Reads ``extract`` (.osm.pbf), writes the bundle ``target`` in one step; an older bundle stands until then."""
    if not extract.is_file():
        return ExtractMissing(extract)
    try:
        with _scratch() as folder:
            ticks = _Ticks(progress, _READ_STEPS + tiles.STAGES)
            try:
                fault = pbf.fault(extract)
                if fault:
                    return NotAnExtract(extract, fault)
                found = osm.read(in_order(extract, Path(folder)), Path(folder), ticks)
            except DamagedBlock as damaged:
                return NotAnExtract(extract, damaged.words(extract.stat().st_size))
            except (DataSourceError, DataLayerError, FieldError, ValueError, RuntimeError) as error:
                return NotAnExtract(extract, _first_line(error))
            if found.collected.total == 0:
                return NothingToDraw(extract)
            addresses = found.index.finish()
            made = _finish(found.collected, addresses, OSM_ATTRIBUTION, folder=Path(folder), target=target, ticks=ticks)
            return replace(made, remarks=tuple(found.remarks)) if isinstance(made, Built) else made
    except _NothingInTiles:
        return NothingToDraw(extract, _NO_SHAPE)
    except OSError as error:
        return NotWritten(target, error.strerror or str(error))


def build_drawn(
    collected: Collected,
    addresses: AddressFile,
    attribution: str,
    target: Path,
    progress: Progress = lambda _done, _all: None,
) -> Built | NotWritten:
    """The same for layers that were drawn and not read."""
    try:
        with _scratch() as folder:
            ticks = _Ticks(progress, tiles.STAGES)
            return _finish(collected, addresses, attribution, folder=Path(folder), target=target, ticks=ticks)
    except _NothingInTiles:
        return NotWritten(target, _NO_SHAPE)
    except OSError as error:
        return NotWritten(target, error.strerror or str(error))


def _scratch() -> "tempfile.TemporaryDirectory[str]":
    """A folder for GDAL, not beside the target: it reads some signs in the names of folders as addresses."""
    return tempfile.TemporaryDirectory(prefix="okrskar-basemap-")


class _Ticks:
    def __init__(self, progress: Progress, steps: int) -> None:
        self._progress, self._steps, self._done = progress, steps, 0

    def __call__(self) -> None:
        self._done += 1
        self._progress(self._done, self._steps)


def _finish(
    collected: Collected, addresses: AddressFile, attribution: str, *, folder: Path, target: Path, ticks: _Ticks
) -> Built | NotWritten:
    bounds = _bounds(collected)
    archive = folder / TILES
    try:
        count = tiles.write_tiles(collected, bounds, folder, archive, ticks)
    except (DataSourceError, DataLayerError, FieldError, RuntimeError) as error:
        return NotWritten(target, _first_line(error))
    if count == 0:
        raise _NothingInTiles
    names = msgspec.json.encode(addresses)
    manifest = Manifest(
        format=FORMAT,
        version=version_of(archive.read_bytes(), names),
        bounds=bounds,
        min_zoom=min(kind.min_zoom for kind in KINDS if collected.features[kind.name]),
        max_zoom=MAX_ZOOM,
        attribution=attribution,
    )
    data = _pack(target, {MANIFEST: msgspec.json.encode(manifest), ADDRESSES: names}, archive)
    return Built(
        path=target,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        tiles=count,
        features={name: len(some) for name, some in collected.features.items() if some},
        streets=len(addresses.streets),
        houses=sum(len(street.houses) for street in addresses.streets),
        places=len(addresses.places),
        bounds=bounds,
    )


def _pack(target: Path, small: dict[str, bytes], archive: Path) -> bytes:
    """Writes the bundle beside the target and puts it there in one step; its bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".basemap-", dir=target.parent) as folder:
        packed = Path(folder) / "bundle"
        with packed.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
            for name, data in small.items():
                bundle.writestr(_entry(name), data)
            with archive.open("rb") as source, bundle.open(_entry(TILES), "w", force_zip64=True) as place:
                shutil.copyfileobj(source, place)
            bundle.close()
            file.flush()
            os.fsync(file.fileno())
        whole = packed.read_bytes()
        packed.replace(target)
    return whole


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.external_attr = 0o644 << 16
    return info


def _bounds(collected: Collected) -> tuple[float, float, float, float]:
    """Around what is built: the far ends of long ways and woods would stretch the map over empty ground."""
    wanted = [collected.features[name] for name in ("buildings", "addresses", "roads")]
    features = next((some for some in wanted if len(some) > 20), None)
    features = features or [one for some in collected.features.values() for one in some]
    corners = [(p.min(axis=0), p.max(axis=0)) for one in features for p in parts(one.geometry) if len(p)]
    west, south = (min(float(low[axis]) for low, _ in corners) for axis in (0, 1))
    east, north = (max(float(high[axis]) for _, high in corners) for axis in (0, 1))
    return west, south, east, north


def _first_line(error: Exception) -> str:
    with suppress(IndexError):
        return str(error).splitlines()[0].split(".;")[0][:300]
    return type(error).__name__
