"""Which files the map page may load."""

import re

import pytest

from ui.map.addresses import parse_tile, tile_template
from ui.map.page_files import CONTENT_SECURITY_POLICY, content_type, read_page_file

SERVED = [
    "index.html", "main.js", "map.css", "style.js", "vendor/maplibre-gl/maplibre-gl.mjs",
    "vendor/maplibre-gl/maplibre-gl-worker.mjs", "vendor/inter/Inter_400Regular.ttf", "vendor/lucide/lucide.ttf",
]  # fmt: skip


@pytest.mark.parametrize("path", SERVED)
def test_that_the_pages_own_files_are_served(path: str) -> None:
    assert read_page_file(path)
    assert content_type(path)


@pytest.mark.parametrize(
    "path",
    [
        "", ".", "..", "../map/index.html", "../../pyproject.toml", "vendor/../map/index.html", "/etc/passwd",
        "MESSAGES.md", "vendor", "vendor/lucide", "vendor/VERSIONS.md", "vendor/lucide/codepoints.json", "index.html/x",
        "INDEX.html", "map/index.html", "vendor//lucide/lucide.ttf", "..\\index.html", "none.js",
    ],
)  # fmt: skip
def test_that_nothing_else_is(path: str) -> None:
    assert read_page_file(path) is None


def test_that_the_page_states_the_same_policy_as_its_headers() -> None:
    page = (read_page_file("index.html") or b"").decode()
    stated = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert stated is not None
    # A page can not forbid its own framing in a meta element.
    assert stated[1] == CONTENT_SECURITY_POLICY.removesuffix("; frame-ancestors 'none'")
    assert "default-src 'none'" in stated[1]
    assert "unsafe" not in stated[1]


def test_that_the_page_has_no_inline_script_and_names_no_other_host() -> None:
    page = (read_page_file("index.html") or b"").decode()
    assert re.findall(r"<script[^>]*>([^<]*)</script>", page) == ["", ""]
    own = ("index.html", "main.js", "map.css", "style.js", "overlays.js", "palette.js", "ground.js", "gestures.js",
           "safety.js", "cells.js", "rest.js")  # fmt: skip
    for path in own:
        assert b"://" not in (read_page_file(path) or b""), path


def test_that_a_tile_address_is_read_back() -> None:
    address = tile_template("ab12").format(z=14, x=8802, y=5524)
    assert parse_tile(address.removeprefix("okrskar://map/")) == ("ab12", 14, 8802, 5524)


@pytest.mark.parametrize(
    "path", ["tiles/a/1/2.pbf", "tiles/a/1/2/3", "tiles/a/-1/2/3.pbf", "tiles/a/1/²/3.pbf", "tiles/a/1/2/x.pbf",
             "other/a/1/2/3.pbf", "tiles/a/1/2/3/4.pbf", "tiles/a/1/2/999999999999.pbf"]
)  # fmt: skip
def test_that_anything_else_is_no_tile_address(path: str) -> None:
    assert parse_tile(path) is None
