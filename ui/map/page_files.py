"""Which file answers which path of the map page. Nothing outside the two folders can be named."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

CONTENT_TYPES: Final = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".ttf": "font/ttf",
}

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def content_type(path: str) -> str | None:
    """The media type of a path by its ending, or None for one that the page does not serve."""
    return next((kind for ending, kind in CONTENT_TYPES.items() if path.endswith(ending)), None)


def read_page_file(path: str) -> bytes | None:
    """The bytes of ``index.html``, ``main.js``, ``vendor/maplibre-gl/…``; None if there is no such file.

    Every step of the path must be the plain name of an entry of its folder.
    """
    steps = path.split("/")
    node: Traversable | None = files("resources")
    for step in steps if steps[0] == "vendor" else ["map", *steps]:
        node = _entry(node, step) if node is not None else None
    if node is None or not node.is_file() or content_type(path) is None:
        return None
    return node.read_bytes()


def _entry(folder: Traversable, name: str) -> Traversable | None:
    if not folder.is_dir():
        return None
    return next((entry for entry in folder.iterdir() if entry.name == name), None)
