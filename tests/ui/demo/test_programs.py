"""What the demo starts: modules from sources, programs where there is no Python to run modules."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.demo import programs


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """As PyInstaller's start leaves it."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(Path("opt", "okrskar", "okrskar")))


def test_that_sources_start_modules() -> None:
    assert programs.server() == (sys.executable, "-m", "sync.server.cli")
    assert programs.actor() == (sys.executable, "-m", "ui.demo.actor")
    assert programs.resident() == (sys.executable, "-m", "ui.demo.resident")


def test_that_a_frozen_app_starts_the_programs_that_lie_there(frozen: None) -> None:
    assert programs.server() == (str(Path("opt", "okrskar", "okrskar-server")),)
    assert programs.actor() == (str(Path("opt", "okrskar", "okrskar")), "demo", "--actor")
    assert programs.resident() == (str(Path("opt", "okrskar", "okrskar")), "demo", "--resident")


def test_that_on_windows_the_server_has_its_ending(frozen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(Path("okrskar", "okrskar.exe")))
    assert programs.server() == (str(Path("okrskar", "okrskar-server.exe")),)


def test_that_the_app_plays_a_device_when_it_is_told_so(tmp_path: Path) -> None:
    """It reads all its words: without a station it says that it could not enrol, by its line of JSON."""
    device = ("--home", str(tmp_path), "--server", "http://127.0.0.1:9", "--code", "AAAAA-AAAAA", "--secret", "a" * 20)
    done = subprocess.run(
        [sys.executable, "-m", "ui.main", *programs_after("okrskar"), *device, "--at", "50.4,13.4"],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"},
    )  # fmt: skip
    assert json.loads(done.stdout.splitlines()[0])["failed"], done.stderr


def programs_after(name: str) -> tuple[str, ...]:
    """What a frozen app of this name says behind its own name to be a device of the story."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "frozen", True, raising=False)
        patch.setattr(sys, "executable", name)
        return programs.actor()[1:]
