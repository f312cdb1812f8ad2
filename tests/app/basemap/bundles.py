"""Small bundles made by hand, for tests."""

import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import msgspec
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from app.basemap.bundle import ADDRESSES, FORMAT, MANIFEST, TILES, Manifest, version_of
from app.basemap.search import AddressFile, Street

BOUNDS = (13.3, 50.4, 13.5, 50.5)
ADDRESS_FILE = AddressFile((Street("Školní", 13.4, 50.45),), ())


def archive(tiles: dict[tuple[int, int, int], bytes]) -> bytes:
    """A PMTiles archive of the given tiles."""
    out = io.BytesIO()
    writer: Any = Writer(out)  # type: ignore[no-untyped-call]
    for zxy in sorted(tiles, key=lambda key: zxy_to_tileid(*key)):
        writer.write_tile(zxy_to_tileid(*zxy), gzip.compress(tiles[zxy], mtime=0))
    header = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP, "center_zoom": 0}
    corners = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7", "center_lon_e7", "center_lat_e7")
    writer.finalize(header | dict.fromkeys(corners, 0), {})
    return out.getvalue()


def parts(tiles: dict[tuple[int, int, int], bytes], format_: int = FORMAT) -> dict[str, bytes]:
    """The entries of a bundle."""
    return signed({TILES: archive(tiles), ADDRESSES: msgspec.json.encode(ADDRESS_FILE)}, format_)


def signed(entries: dict[str, bytes], format_: int = FORMAT) -> dict[str, bytes]:
    """These entries with a manifest that names their bytes."""
    version = version_of(entries.get(TILES, b""), entries.get(ADDRESSES, b""))
    manifest = Manifest(format_, version, BOUNDS, 0, 14, "© nobody")
    return entries | {MANIFEST: msgspec.json.encode(manifest)}


def write(path: Path, entries: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    """A bundle of the given entries."""
    with zipfile.ZipFile(path, "w", compression) as bundle:
        for name, data in entries.items():
            bundle.writestr(name, data)
    return path
