"""A basemap as one file: an uncompressed zip of ``manifest.json``, ``tiles.pmtiles`` and ``addresses.json``.

Stored, not deflated, so that a tile is read by its offset without unpacking anything. Safe to read from several
threads. What another program made is read with bounds: nothing is unpacked to disk, and no length in it is believed.
"""

import hashlib
import mmap
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from pmtiles.tile import MagicNumberNotFound, SpecVersionUnsupported, deserialize_header, zxy_to_tileid

from app.basemap.directory import MAX_DEPTH, Directory, Entry, inflate
from app.basemap.search import AddressFile, AddressIndex, Found, House, Street

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
TILES: Final = "tiles.pmtiles"
ADDRESSES: Final = "addresses.json"
OSM_ATTRIBUTION: Final = "© OpenStreetMap contributors"
_MANIFEST_LIMIT: Final = 64 * 1024
_ADDRESSES_LIMIT: Final = 24 * 1024 * 1024
_TILE_LIMIT: Final = 32 * 1024 * 1024
_PACKED_LIMIT: Final = 16 * 1024 * 1024
_DIRECTORIES_LIMIT: Final = 4096
_UNPACKED_LIMIT: Final = 4 * 1024**3
_DEEPEST: Final = 24
_PARTS: Final = frozenset({MANIFEST, TILES, ADDRESSES})
_END: Final = struct.Struct("<4s4xHHII2x")
"""The end record of a zip without a comment: mark, entries on this disk and in all, length and place of their list."""
_LIST_LIMIT: Final = 4096
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
        parts = _parts(path, data)
        start, size = parts[MANIFEST]
        if size > _MANIFEST_LIMIT:
            return NotABundle("the manifest is too long")
        manifest = msgspec.json.decode(data[start : start + size], type=Manifest)
        if manifest.format > FORMAT:
            return BundleTooNew(manifest.format)
        refused = _refusal(manifest, parts, data)
        return NotABundle(refused) if refused else Bundle(manifest, _Tiles(data, *parts[TILES]), data, parts[ADDRESSES])
    except _BROKEN as error:
        return NotABundle(f"{type(error).__name__}: {error}")


def version_of(tiles: bytes | memoryview, addresses: bytes | memoryview) -> str:
    """The version of a bundle: the SHA-256 of the two SHA-256s, as hex."""
    return hashlib.sha256(hashlib.sha256(tiles).digest() + hashlib.sha256(addresses).digest()).hexdigest()


def _refusal(manifest: Manifest, parts: dict[str, tuple[int, int]], data: mmap.mmap) -> str:
    if parts.keys() != _PARTS:
        return f"it holds {', '.join(sorted(parts))[:200]!r} and not what a basemap holds"
    if parts[ADDRESSES][1] > _ADDRESSES_LIMIT:
        return "the addresses are too long"
    west, south, east, north = manifest.bounds
    if west > east or south > north or manifest.min_zoom > manifest.max_zoom:
        return "its bounds or zooms run backwards"
    with memoryview(data) as whole:
        tiles, addresses = (whole[start : start + size] for start, size in (parts[TILES], parts[ADDRESSES]))
        with tiles, addresses:
            same = version_of(tiles, addresses) == manifest.version
    return "" if same else "its bytes are not those that its manifest names"


def _parts(path: Path, data: mmap.mmap) -> dict[str, tuple[int, int]]:
    """Where the bytes of each entry begin, and how many they are. The list of entries is bounded before it is read."""
    mark, here, entries, length, _ = _END.unpack_from(data, len(data) - _END.size)
    if mark != b"PK\x05\x06" or here != entries or length > _LIST_LIMIT:
        raise ValueError("the end of the file is not that of a basemap")
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if len({info.filename for info in infos}) < len(infos):
            raise ValueError("an entry is there twice")
        return {info.filename: _span(info, data) for info in infos}


def _span(info: zipfile.ZipInfo, data: mmap.mmap) -> tuple[int, int]:
    name = info.filename[:100]
    if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
        raise ValueError(f"{name} is compressed")
    if info.flag_bits & 1:
        raise ValueError(f"{name} is encrypted")
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
        if self._header["max_zoom"] > _DEEPEST:
            raise ValueError("the archive says it has tiles of a zoom that no map has")
        self._directory = lru_cache(maxsize=16)(self._read_directory)
        self._directory(self._header["root_offset"], self._header["root_length"])

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """An uncompressed vector tile, or None where the archive has none."""
        if not (self._header["min_zoom"] <= z <= self._header["max_zoom"] and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        tile_id = zxy_to_tileid(z, x, y)
        offset, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(MAX_DEPTH):
            entry = self._directory(offset, length).find(tile_id)
            if entry is None:
                return None
            if entry.run_length > 0:
                return inflate(self._packed(entry), _TILE_LIMIT, "a tile")
            offset, length = self._header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def all(self) -> Iterator[Entry]:
        """Every entry that is a tile. Raises ValueError for leaves that lead to themselves, too deep or too many."""
        seen: set[int] = set()
        waiting = [(self._header["root_offset"], self._header["root_length"], 1)]
        while waiting:
            offset, length, depth = waiting.pop()
            if offset in seen or depth > MAX_DEPTH or len(seen) >= _DIRECTORIES_LIMIT:
                raise ValueError("the directories lead in circles, too deep or to too many leaves")
            seen.add(offset)
            directory = self._read_directory(offset, length)
            for place in range(len(directory)):
                entry = directory[place]
                if entry.run_length > 0:
                    yield entry
                else:
                    waiting.append((self._header["leaf_directory_offset"] + entry.offset, entry.length, depth + 1))

    def check(self) -> int:
        """Unpacks every tile once; how many there are. Raises ValueError or zlib.error at the first bad one."""
        known: set[int] = set()
        count = unpacked = 0
        for entry in self.all():
            count += entry.run_length
            if entry.offset not in known:
                known.add(entry.offset)
                unpacked += len(inflate(self._packed(entry), _TILE_LIMIT, "a tile"))
                if unpacked > _UNPACKED_LIMIT:
                    raise ValueError("the tiles unpack to more than a map can be")
        return count

    def _packed(self, entry: Entry) -> bytes:
        if entry.length > _PACKED_LIMIT:
            raise ValueError("a tile is too long")
        return self._bytes(self._header["tile_data_offset"] + entry.offset, entry.length)

    def _read_directory(self, offset: int, length: int) -> Directory:
        return Directory(self._bytes(offset, length))

    def _bytes(self, offset: int, length: int) -> bytes:
        if offset < 0 or length < 0 or offset + length > self._size:
            raise ValueError("an offset points outside the archive")
        return self._data[self._start + offset : self._start + offset + length]


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

    def fault(self) -> str:
        """Reads every directory, every tile and the addresses once; what is wrong, empty where nothing is.

        For whoever hands the map to others: a device reads only what it shows.
        """
        try:
            self._tiles.check()
            self._read_addresses()
        except (*_BROKEN, msgspec.MsgspecError) as error:
            return f"{type(error).__name__}: {error}"[:300]
        return ""

    def search(self, text: str, limit: int = 12) -> tuple[Found, ...]:
        """Streets, addresses and places for typed text; the first question reads the index."""
        return self._index.search(text, limit)

    def houses(self) -> tuple[House, ...]:
        """All houses with an address. Raises msgspec.MsgspecError where the addresses can not be read."""
        return tuple(house for street in self._read_addresses().streets for house in street.houses)

    def streets(self) -> tuple[Street, ...]:
        """All streets with their houses, as the basemap has them; none where they can not be read."""
        return self._index.streets

    @cached_property
    def _index(self) -> AddressIndex:
        try:
            file = self._read_addresses()
        except msgspec.MsgspecError:
            file = AddressFile((), ())
        return AddressIndex(file)

    def _read_addresses(self) -> AddressFile:
        start, size = self._addresses
        return msgspec.json.decode(self._data[start : start + size], type=AddressFile)
