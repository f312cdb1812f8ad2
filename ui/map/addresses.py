"""The addresses of the map page under its own URL scheme. Loads nothing of WebEngine."""

from typing import Final

SCHEME: Final = "okrskar"
HOST: Final = "map"
ORIGIN: Final = f"{SCHEME}://{HOST}"
PAGE: Final = f"{ORIGIN}/index.html"


def tile_template(version: str) -> str:
    """The URL of the tiles of one version of the basemap, with places for z, x and y."""
    return f"{ORIGIN}/tiles/{version}/{{z}}/{{x}}/{{y}}.pbf"


def parse_tile(path: str) -> tuple[str, int, int, int] | None:
    """``tiles/<version>/<z>/<x>/<y>.pbf`` as version, zoom, column and row; None for anything else."""
    steps = path.removesuffix(".pbf").split("/")
    if len(steps) != 5 or steps[0] != "tiles" or not path.endswith(".pbf"):
        return None
    if not all(step.isascii() and step.isdigit() and len(step) < 9 for step in steps[2:]):
        return None
    return steps[1], int(steps[2]), int(steps[3]), int(steps[4])
