"""`okrskar demo`: with a display, the app on the demo city; without one, the story of a shift, played and proved."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ui.demo.programs import ACTOR_WORD, RESIDENT_WORD

if TYPE_CHECKING:
    from ui.demo.station import Station


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(
        prog="okrskar demo",
        description="Starts a station with the demo city and opens the app, enrolled and unlocked. All persons of the "
        "city are made up. Without a display, or with --story, it plays the story of one shift offscreen, says what "
        "each step proved and writes pictures of every page.",
    )
    made.add_argument("--story", action="store_true", help="play the story even where there is a display")
    made.add_argument("--shots", type=Path, default=Path("build/shots"), help="folder of the pictures")
    made.add_argument("--as", dest="login", default="kos", help="whose device to open (kos, jestrab, …)")
    return made


def main(words: list[str] | None = None) -> int:
    """Open the demo or play the story; 0 only if all of it held."""
    given = sys.argv[1:] if words is None else words
    if given[:1] == [ACTOR_WORD]:
        from ui.demo.actor import main as act

        return act(given[1:])
    if given[:1] == [RESIDENT_WORD]:
        from ui.demo.resident import main as browse

        return browse(given[1:])
    arguments = parser().parse_args(given)
    from ui.demo.station import Station, StationFailed

    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="okrskar-demo-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        _say("Founding the demo city (all its persons are made up) and starting the station …")
        try:
            is_story = arguments.story or not _has_display()
            with Station(home / "station", hold=0 if is_story else 600) as station:
                _say(f"The station serves the demo city at {station.url} ({time.monotonic() - began:.1f} s)")
                _say(f"The residents' pages are at {station.pages}")
                if is_story:
                    return _play(station, home, arguments.shots, began)
                from ui.demo.visit import visit

                return visit(station, home / "device", arguments.login)
        except StationFailed as error:
            _say(f"The station did not start: {error}")
            return 1


def _play(station: "Station", home: Path, shots: Path, began: float) -> int:
    from ui.demo.story import play

    if sys.platform == "linux" and "QTWEBENGINE_CHROMIUM_FLAGS" not in os.environ:
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = _software_drawing()
    held = play(station, home, shots.resolve(), _say)
    _say(f"{'Every step held' if held else 'The story broke off'} after {time.monotonic() - began:.0f} s")
    return 0 if held else 1


def _software_drawing() -> str:
    """Let the map draw without a graphics card; as root Chromium has no sandbox to offer."""
    flags = [
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--ignore-gpu-blocklist",
        "--disable-gpu-compositing",
        "--disable-background-networking",
    ]
    return " ".join([*(["--no-sandbox"] if os.geteuid() == 0 else []), *flags])


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
