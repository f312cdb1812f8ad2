"""How the app looks and speaks on this device: a small plain file, since the unlock page needs it too. No case data."""

import json
import os
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path


class Look(StrEnum):
    """Which colours: the system's choice, or always the same."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Language(StrEnum):
    """Which language: the system's where we speak it, else Czech."""

    SYSTEM = "system"
    CZECH = "cs"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices of this device."""

    look: Look = Look.SYSTEM
    language: Language = Language.SYSTEM
    reduced_motion: bool = False


def read_preferences(path: Path) -> Preferences:
    """The choices kept in ``path``; the defaults where there are none or the file is damaged."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Preferences(
            look=Look(kept.get("look", Look.SYSTEM)),
            language=Language(kept.get("language", Language.SYSTEM)),
            reduced_motion=bool(kept.get("reduced_motion", False)),
        )
    except (OSError, ValueError, AttributeError):
        return Preferences()


def write_preferences(path: Path, preferences: Preferences) -> bool:
    """Keep the choices; whether that worked. The old file stays whole until the new one is."""
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(asdict(preferences)), encoding="utf-8")
        os.replace(part, path)  # noqa: PTH105 - the atomic one, said plainly
    except OSError:
        return False
    return True
