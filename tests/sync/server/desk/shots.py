"""Goes through the pages of the desk in a real browser, against a real process over TLS, and takes a picture of each.

python -m tests.sync.server.desk.shots [FOLDER]
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.accounts.domain import Role
from sync.server import cli
from sync.server.accounts import people, sessions
from sync.server.http import cookies
from sync.server.service import Server
from sync.server.settings import Settings
from tests.faults.server_process import ServerProcess
from tests.sync.client.authority import make_authority, server_certificate
from tests.sync.server.residents.shots import CHROMIUM, IS_DARK, Hand

SIZES = {"phone": (390, 844), "desk": (1280, 800)}
LOOKS = {False: (("phone", "cs"), ("desk", "cs"), ("desk", "en")), True: (("phone", "cs"), ("desk", "cs"))}
"""Size and language, by whether it is dark."""


if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEngineProfile


class Desk:
    """A running server, and what opens the session of a person of each role."""

    def __init__(self, process: ServerProcess, secrets: dict[Role, str]) -> None:
        self.process, self.secrets = process, secrets
        self.origin = process.origin

    def sign_in(self, profile: "QWebEngineProfile", role: Role) -> None:
        """From now on what this browser opens is this person's."""
        from PySide6.QtCore import QUrl
        from PySide6.QtNetwork import QNetworkCookie

        cookie = QNetworkCookie(cookies.SESSION.encode(), self.secrets[role].encode())
        cookie.setSecure(True)
        cookie.setPath("/")
        profile.cookieStore().setCookie(cookie, QUrl(self.origin + "/"))


def served(folder: Path, city: str, prepare: Callable[[Server], None] = lambda _server: None) -> Desk:
    """The main server of a city that a command makes, over TLS, with a person of each role signed in."""
    url = f"sqlite:///{folder / 'server.sqlite3'}"
    assert cli.main([city, "--database", url, "--files", str(folder / "files")]) == 0
    server = Server(Settings(database=url, files=folder / "files"))
    secrets = {}
    with server.database.write() as connection:
        for role in Role:
            account = people.NewAccount(f"snimek-{role.value}", "Jana Zkušená", role)
            officer_id = people.add_account(connection, account, server.now())
            secrets[role] = sessions.open_page_session(connection, server, officer_id, "192.0.2.7", "Firefox, Linux")
    prepare(server)
    server.close()
    authority = make_authority(folder, "authority")
    pair = str(server_certificate(folder, authority))
    process = ServerProcess(url, folder / "files", folder / "log", options=("--certificate", pair, "--key", pair))
    process.authority = authority.pem
    process.start()
    return Desk(process, secrets)


def walk(hand: Hand, desk: Desk, seen: Callable[[str], None]) -> None:
    """What each role sees first, then a call; ``seen`` is told each page's name."""
    for role in (Role.ANALYST, Role.OFFICER, Role.DISPATCHER):
        desk.sign_in(hand.profile, role)
        hand.open(desk.origin + "/desk")
        seen(f"front-{role.value}")
    hand.open(desk.origin + "/desk/call")
    seen("call")
    hand.click("form.call > button")
    seen("call-wrong")
    hand.type(category="1", where="palack", text="Nesvítí lampa, parkuje tam 5U1 2345.")
    hand.click(".beside button")
    seen("call-place")
    hand.ask("document.querySelector('input[name=spot]').checked = true, 0")
    hand.click(".beside button")
    seen("call-near")
    hand.click("form.call > button")
    seen("call-done")
    hand.open(desk.origin + "/desk/sessions")
    seen("sessions")


def take(folder: Path, *, is_dark: bool) -> None:
    """A picture of every page, in each look of the light or of the dark."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = CHROMIUM + ("0" if is_dark else "1")
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        desk = served(Path(made), "demo")
        try:
            for size, language in LOOKS[is_dark]:
                end = f"{size}{'-dark' if is_dark else ''}{'' if language == 'cs' else '-' + language}.png"
                hand = Hand(*SIZES[size], language)

                def seen(name: str, hand: Hand = hand, end: str = end) -> None:
                    assert hand.ask(IS_DARK) == is_dark, "the page does not see which colours are preferred"
                    hand.picture(folder / f"desk-{name}-{end}")

                walk(hand, desk, seen)
                hand.close()
        finally:
            desk.process.kill()
    application.quit()


if __name__ == "__main__":
    folder, *dark = sys.argv[1:] or ["build/shots"]
    if not dark:
        subprocess.run([sys.executable, "-m", "tests.sync.server.desk.shots", folder, "dark"], check=True)
    take(Path(folder), is_dark=bool(dark))
