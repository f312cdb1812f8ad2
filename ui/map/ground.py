"""What the map draws beneath everything: a basemap, or why there is none."""

from enum import StrEnum
from typing import Protocol

from app.basemap.search import Street
from ui.map.addresses import tile_template
from ui.map.messages import BasemapSource


class Ground(Protocol):
    """A basemap, as the map needs it; ``app.basemap.bundle.Bundle`` is one."""

    @property
    def version(self) -> str: ...
    @property
    def bounds(self) -> tuple[float, float, float, float]: ...
    @property
    def min_zoom(self) -> int: ...
    @property
    def max_zoom(self) -> int: ...
    @property
    def attribution(self) -> str: ...
    def tile(self, z: int, x: int, y: int) -> bytes | None: ...
    def streets(self) -> tuple[Street, ...]: ...


class GroundTrouble(StrEnum):
    """Why the ground that is on this device can not be drawn."""

    BROKEN = "broken"
    TOO_NEW = "too_new"
    UNREADABLE = "unreadable"


def source_of(ground: Ground) -> BasemapSource:
    """A basemap as the page asks for it."""
    return BasemapSource(
        tiles=tile_template(ground.version),
        min_zoom=ground.min_zoom,
        max_zoom=ground.max_zoom,
        bounds=ground.bounds,
        attribution=ground.attribution,
    )
