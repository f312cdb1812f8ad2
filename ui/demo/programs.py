"""How the demo starts other processes: by module from sources and wheels, by program where PyInstaller made one."""

import sys
from pathlib import Path
from typing import Final

ACTOR_WORD: Final = "--actor"
"""What makes ``okrskar demo`` play one device of the story; only the demo itself says it."""
RESIDENT_WORD: Final = "--resident"
"""What makes it play a resident with a browser."""


def server() -> tuple[str, ...]:
    """The words that start ``okrskar-server``. A frozen app has that beside itself, and no Python to run modules."""
    if _is_frozen():
        here = Path(sys.executable)
        return (str(here.with_name(f"okrskar-server{here.suffix}")),)
    return (sys.executable, "-m", "sync.server.cli")


def actor() -> tuple[str, ...]:
    """The words that start one device of the story."""
    if _is_frozen():
        return (sys.executable, "demo", ACTOR_WORD)
    return (sys.executable, "-m", "ui.demo.actor")


def resident() -> tuple[str, ...]:
    """The words that start a resident's browser."""
    if _is_frozen():
        return (sys.executable, "demo", RESIDENT_WORD)
    return (sys.executable, "-m", "ui.demo.resident")


def _is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))
