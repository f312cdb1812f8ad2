"""Goes through the pages of rating, of the code and of the map in a real browser, of the demo city, with a picture of
each.

python -m tests.sync.server.residents.rating.shots [FOLDER]
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from sync.server import cli
from tests.faults.server_process import ServerProcess
from tests.sync.client.authority import make_authority, server_certificate
from tests.sync.server.residents.shots import CHROMIUM, SIZES, Hand


def served(folder: Path) -> ServerProcess:
    """The residents' pages of the demo city, over TLS."""
    url = f"sqlite:///{folder / 'server.sqlite3'}"
    assert cli.main(["demo", "--database", url, "--files", str(folder / "files")]) == 0
    authority = make_authority(folder, "authority")
    pair = str(server_certificate(folder, authority))
    options = ("--certificate", pair, "--key", pair, "--town", "Město Chomutov")
    server = ServerProcess(url, folder / "files", folder / "log", options=options, command="serve-residents")
    server.authority = authority.pem
    server.start()
    return server


def walk(hand: Hand, origin: str, seen: Callable[[str], None]) -> None:
    """From the question where to the code, its page and the map; ``seen`` is told each page's name."""
    hand.open(origin + "/hodnotit?where=nikde")
    seen("rate-nowhere")
    hand.open(origin + "/hodnotit/ulice")
    hand.click(".letters a:nth-child(3)")
    seen("rate-streets")
    hand.click(".places a")
    seen("rate-street")
    hand.click(".places li:nth-child(2) a")
    seen("rate-fill")
    hand.click("form > button")
    seen("rate-wrong")
    hand.ask("for (const one of ['part', 'answer', 'frequency']) document.getElementsByName(one)[1].checked = true, 0")
    hand.click("form > button")
    seen("rate-done")
    hand.open(origin + "/moje-misto")
    seen("rate-code")
    hand.type(code="7Q4K-0ZTN-M3XH")
    hand.click("form > button")
    seen("rate-code-wrong")
    hand.open(origin + "/mapa-bezpeci")
    seen("map")
    hand.ask("document.querySelector('table').scrollIntoView(), 0")
    seen("map-table")
    hand.ask("document.getElementById('district').selectedIndex = 3, 0")
    hand.click("form > button")
    seen("map-district")


def main(folder: Path) -> None:
    """A picture of every page in every size, light in Czech and dark in English."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", CHROMIUM)
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        server = served(Path(made))
        try:
            for size, is_dark in (
                ("phone", False),
                ("phone", True),
                ("desk", False),
                ("desk", True),
                ("narrow", False),
            ):
                application.styleHints().setColorScheme(Qt.ColorScheme.Dark if is_dark else Qt.ColorScheme.Light)
                hand = Hand(*SIZES[size])
                end = f"{size}{'-dark' if is_dark else ''}.png"
                walk(hand, server.origin, lambda name, hand=hand, end=end: hand.picture(  # type: ignore[misc]
                    folder / f"portal-{name}-{end}"))  # fmt: skip
                hand.close()
        finally:
            server.kill()
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/shots"))
