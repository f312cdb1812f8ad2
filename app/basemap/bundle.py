"""A basemap as one file: an uncompressed zip of ``manifest.json``, ``tiles.pmtiles`` and ``addresses.json``.

Stored, not deflated, so that a tile is read by its offset without unpacking anything. Safe to read from several
threads.
"""

import mmap
import struct
import zipfile
import zlib
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from pmtiles.tile import (
    Entry,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

from app.basemap.search import AddressFile, AddressIndex, Found

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
TILES: Final = "tiles.pmtiles"
ADDRESSES: Final = "addresses.json"
OSM_ATTRIBUTION: Final = "© OpenStreetMap contributors"
_MANIFEST_LIMIT: Final = 64 * 1024
_TILE_LIMIT: Final = 32 * 1024 * 1024
_BROKEN: Final = (
    zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, struct.error, zlib.error, IndexError,
    MagicNumberNotFound, SpecVersionUnsupported,
)  # fmt: skip
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")

Lon = Annotated[float, Meta(ge=-180.0, le=180.0)]
Lat = Annotated[float, Meta(ge=-90.0, le=90.0)]
Zoom = Annotated[int, Meta(ge=0, le=24)]


class Manifest(msgspec.Struct, frozen=True):
    """What a bundle is. ``version`` is the SHA-256 of tiles and addresses; ``bounds`` west, south, east, north."""

    format: int
    version: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    bounds: tuple[Lon, Lat, Lon, Lat]
    min_zoom: Zoom
    max_zoom: Zoom
    attribution: Annotated[str, Meta(max_length=200)]


class BundleMissing(msgspec.Struct, frozen=True):
    """There is no such file."""


class NotABundle(msgspec.Struct, frozen=True):
    """The file is there and is no basemap of ours; ``reason`` is for the log."""

    reason: str


class BundleTooNew(msgspec.Struct, frozen=True):
    """A later version of the app made it."""

    format: int


def open_bundle(path: Path) -> "Bundle | BundleMissing | NotABundle | BundleTooNew":
    """Opens a bundle and checks that it can be read."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        return BundleMissing()
    except (OSError, ValueError) as error:
        return NotABundle(str(error))
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {name: _span(archive, name, data) for name in (MANIFEST, TILES, ADDRESSES)}
        start, size = parts[MANIFEST]
        if size > _MANIFEST_LIMIT:
            return NotABundle("the manifest is too long")
        manifest = msgspec.json.decode(data[start : start + size], type=Manifest)
        if manifest.format > FORMAT:
            return BundleTooNew(manifest.format)
        return Bundle(manifest, _Tiles(data, *parts[TILES]), data, parts[ADDRESSES])
    except _BROKEN as error:
        return NotABundle(f"{type(error).__name__}: {error}")


def _span(archive: zipfile.ZipFile, name: str, data: mmap.mmap) -> tuple[int, int]:
    """Where the bytes of a stored entry begin, and how many they are."""
    info = archive.getinfo(name)
    if info.compress_type != zipfile.ZIP_STORED:
        raise ValueError(f"{name} is compressed")
    mark, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    if mark != b"PK\x03\x04" or start + info.file_size > len(data):
        raise ValueError(f"{name} is cut off")
    return start, info.file_size


class _Tiles:
    """Reads a PMTiles 3 archive inside a larger file, with its directories kept."""

    def __init__(self, data: mmap.mmap, start: int, size: int) -> None:
        self._data, self._start, self._size = data, start, size
        self._header = deserialize_header(self._bytes(0, 127))
        self._directory = lru_cache(maxsize=64)(self._read_directory)
        self._directory(self._header["root_offset"], self._header["root_length"])

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """An uncompressed vector tile, or None where the archive has none."""
        if not (self._header["min_zoom"] <= z <= self._header["max_zoom"] and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        tile_id = zxy_to_tileid(z, x, y)
        offset, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(4):
            entry = find_tile(self._directory(offset, length), tile_id)
            if entry is None:
                return None
            if entry.run_length > 0:
                data = self._bytes(self._header["tile_data_offset"] + entry.offset, entry.length)
                return _inflate(data)
            offset, length = self._header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def _read_directory(self, offset: int, length: int) -> list[Entry]:
        return list(deserialize_directory(self._bytes(offset, length)))

    def _bytes(self, offset: int, length: int) -> bytes:
        if offset < 0 or length < 0 or offset + length > self._size:
            raise ValueError("an offset points outside the archive")
        return self._data[self._start + offset : self._start + offset + length]


def _inflate(data: bytes) -> bytes:
    engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    tile = engine.decompress(data, _TILE_LIMIT)
    if engine.unconsumed_tail:
        raise ValueError("a tile is too large")
    return tile


class Bundle:
    """An open basemap."""

    def __init__(self, manifest: Manifest, tiles: _Tiles, data: mmap.mmap, addresses: tuple[int, int]) -> None:
        self.manifest = manifest
        self._tiles, self._data, self._addresses = tiles, data, addresses

    @property
    def version(self) -> str:
        """SHA-256 of tiles and addresses."""
        return self.manifest.version

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        return self.manifest.bounds

    @property
    def min_zoom(self) -> int:
        """The shallowest zoom that has tiles."""
        return self.manifest.min_zoom

    @property
    def max_zoom(self) -> int:
        """The deepest zoom that has tiles."""
        return self.manifest.max_zoom

    @property
    def attribution(self) -> str:
        """Whom the map owes its data; shown on it."""
        return self.manifest.attribution

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """One vector tile with all its layers, uncompressed; None where there is none or it can not be read."""
        try:
            return self._tiles.tile(z, x, y)
        except _BROKEN:
            return None

    def search(self, text: str, limit: int = 12) -> tuple[Found, ...]:
        """Streets, addresses and places for typed text; the first question reads the index."""
        return self._index.search(text, limit)

    @cached_property
    def _index(self) -> AddressIndex:
        start, size = self._addresses
        try:
            file = msgspec.json.decode(self._data[start : start + size], type=AddressFile)
        except msgspec.MsgspecError:
            file = AddressFile((), ())
        return AddressIndex(file)
