"""What the map draws beneath everything: a basemap, or why there is none."""

from enum import StrEnum
from typing import Protocol


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


class GroundTrouble(StrEnum):
    """Why the ground that is on this device can not be drawn."""

    BROKEN = "broken"
    TOO_NEW = "too_new"
    UNREADABLE = "unreadable"
