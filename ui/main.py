"""The command ``okrskar``: the officers' app. Arguments are read before Qt is loaded, so that ``--help`` is quick."""

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import Final

from app.db.dumps import forbid_dumps
from ui import memory

CHROMIUM_FLAGS: Final = "QTWEBENGINE_CHROMIUM_FLAGS"


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(
        prog="okrskar",
        description="Okrskář: the field app of city-police contact officers. Without a command it opens the app.",
        epilog="The store of this device is encrypted and lies in --directory.",
    )
    made.add_argument(
        "--directory", type=Path, help="where this device keeps its store (default: the user's data folder)"
    )
    made.add_argument(
        "--authority",
        type=Path,
        metavar="FILE.pem",
        help="the certificate of the station's own authority, for the enrolment",
    )
    made.add_argument("--no-map", action="store_true", help="do not load the map")
    made.add_argument("--version", action="store_true", help="print the version and end")
    commands = made.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser(
        "demo", help="start a station with the demo city and the app, enrolled and unlocked", add_help=False
    )
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run the app; the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    chosen, rest = parser().parse_known_args(words)
    if chosen.version:
        from importlib.metadata import version

        sys.stdout.write(f"okrskar {version('okrskar')}\n")
        return 0
    if chosen.command == "demo":
        from ui.demo.__main__ import main as demo

        return demo(rest)
    if rest:
        parser().error(f"unknown: {' '.join(rest)}")
    if chosen.authority is not None and not chosen.authority.is_file():
        parser().error(f"--authority: there is no file {chosen.authority}")
    return run(chosen.directory, chosen.authority, with_map=not chosen.no_map and not _as_root())


def _as_root() -> bool:
    """Whether Chromium, which draws the map, would refuse its sandbox; then the app goes on without a map."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or "--no-sandbox" in os.environ.get(CHROMIUM_FLAGS, ""):
        return False
    sys.stderr.write("The map is left out: what draws it is not safe as root. Start okrskar as an ordinary user.\n")
    return True


def run(directory: Path | None, authority: Path | None, *, with_map: bool) -> int:
    """Open the app and run it to its end."""
    os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")
    forbid_dumps()
    memory.begin_start()
    from PySide6.QtGui import QGuiApplication

    from app.db.keystore import OsKeyStore
    from ui.application import Okrskar, Surroundings, default_directory
    from ui.jobs import PoolExecutor
    from ui.map.engine import prepare_application

    # Ctrl+C ends the process at once: a Python handler crashes in PySide 6.12, and the store is made for it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    prepare_application()
    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("okrskar")
    application.setApplicationDisplayName("Okrskář")
    around = Surroundings(
        directory=directory or default_directory(),
        executor=PoolExecutor(),
        key_store=OsKeyStore.open,
        authority=authority,
        with_map=with_map,
    )
    okrskar = Okrskar(application, around)
    okrskar.open()
    try:
        return application.exec()
    finally:
        okrskar.close()


if __name__ == "__main__":
    sys.exit(main())
