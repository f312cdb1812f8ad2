"""What a start loads before its door and what while a PIN is typed: told by modules, not by times."""

import json
import subprocess
import sys
from typing import Any

import pytest

from app.db.keys import KeyFile
from tests.ui.city import open_city

HEAVY = {
    "sqlalchemy",
    "numpy",
    "sqlcipher3",
    "cryptography",
    "argon2",
    "shapely",
    "requests",
    "alembic",
    "PIL",
    "highspy",
}
OURS = {"app.session", "app.tips", "app.outbox", "sync", "ui.composition", "ui.tips", "ui.shell.workspace", "ui.map"}
LATE = {"email", "importlib", "encodings"}
"""What the version of the app is read with, and how names are spelled."""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a start of an enrolled device found."""
    home = tmp_path_factory.mktemp("start") / "device"
    open_city(home, 60).close()
    KeyFile(home / "device.key", None).create("hodně dlouhá věta")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.start_child", str(home)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    found = json.loads(ran.stdout)
    assert isinstance(found, dict)
    return found


def test_that_the_door_is_drawn_before_anything_heavy_is_imported(start: dict[str, Any]) -> None:
    assert start["step"] == "locked"
    door = set(start["door"])
    assert "ui.unlock.viewmodel" in door
    assert not door & (HEAVY | OURS)


def test_that_after_the_loading_an_unlocked_session_imports_nothing_more(start: dict[str, Any]) -> None:
    assert start["rows"] > 0
    assert start["compiled"]
    assert {name for name in start["late"] if name.partition(".")[0] not in LATE} == set()
