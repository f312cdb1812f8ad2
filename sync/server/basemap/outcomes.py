"""What comes of building a basemap."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Built:
    """The bundle stands at ``path``; ``sha256`` and ``size`` are the file's, ``features`` go by layer."""

    path: Path
    sha256: str
    size: int
    tiles: int
    features: dict[str, int]
    streets: int
    houses: int
    places: int
    bounds: tuple[float, float, float, float]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractMissing:
    """There is no such file."""

    path: Path


@dataclass(frozen=True, slots=True)
class NotAnExtract:
    """The file is no .osm.pbf, or is broken off."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class NothingToDraw:
    """The extract can be read, and ``reason`` says why there is no map in it."""

    path: Path
    reason: str = "no roads, houses, water or green"


@dataclass(frozen=True, slots=True)
class NotWritten:
    """The bundle could not be written; nothing is left behind."""

    path: Path
    reason: str
