"""Goes through the pages of duty in a real browser, in a small town, and takes a picture of each.

python -m tests.sync.server.desk.duty.shots [FOLDER [dark]]
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from app.accounts.domain import Role
from app.calendar import prague_day, start_of_day
from app.districts.domain import District
from app.duty.domain import AbsenceKind, DutyKind, Span
from sync.server.accounts import people
from sync.server.accounts.duties import grant
from sync.server.districts.service import DistrictService
from sync.server.duty import repository, service
from sync.server.ground.moments import instant
from sync.server.service import Server
from tests.sync.server.desk.shots import LOOKS, SIZES, Desk, served
from tests.sync.server.residents.shots import CHROMIUM, IS_DARK, Hand

_DISTRICTS = ("Střed", "Zadní Vinohrady", "Písečná", "Kamenná", "Březenecká", "Zahradní", "Nové Spořice", "Černovice")
_PEOPLE = ("Jana Nováková", "Petr Dvořák", "Lucie Procházková", "Tomáš Král")


def town(server: Server) -> None:
    """Eight districts with their officers and backups; some are away, one with no backup left."""
    with server.database.write() as connection:
        ring = [[[13.0 + x, 50.0 + y] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]]
        drawn = [District(f"d{number}", name, {"type": "Polygon", "coordinates": ring})
                 for number, name in enumerate(_DISTRICTS)]  # fmt: skip
        DistrictService(server).replace(connection, drawn)
        ids = [people.add_account(connection, people.NewAccount(name.split()[1], name, Role.OFFICER), server.now())
               for name in _PEOPLE]  # fmt: skip
        for number, one in enumerate(drawn):
            grant(connection, ids[number % 4], one.id, DutyKind.PRIMARY, from_at=server.now())
            if number != 2:
                service.set_backups(connection, server, one.id, [ids[(number + 1) % 4], ids[(number + 2) % 4]])
    _absent(server)


def _absent(server: Server) -> None:
    today = prague_day(server.settings.clock())

    def span(first: int, last: int, hours: int = 0) -> Span:
        begins, ends = (start_of_day(today + timedelta(days=number)) for number in (first, last + 1))
        return Span(instant(begins + timedelta(hours=hours)), instant(ends))

    with server.database.write() as connection:
        known = [officer_id for officer_id, name in repository.officers(connection) if name in _PEOPLE]
        for officer_id, when, kind in zip(
            known, (span(1, 4), span(3, 8), span(2, 2, 12), span(6, 7)), AbsenceKind, strict=True
        ):
            service.enter_absence(connection, server, service.new_absence(officer_id, when), kind, "shots")


def walk(hand: Hand, desk: Desk, seen: Callable[[str], None]) -> None:
    """The calendar, the forms as they are tried, the check, who had a tip."""
    desk.sign_in(hand.profile, Role.SUPERVISOR)
    for path, name in (("", "calendar"), ("?days=31", "month"), ("/check", "check"), ("/who", "who")):
        hand.open(f"{desk.origin}/desk/duty{path}")
        seen(name)
    hand.open(desk.origin + "/desk/duty/absence")
    seen("absence")
    day = "new Date(Date.now() + 864e5 * 20).toISOString().slice(0, 10)"
    hand.ask(
        "document.querySelector('#officer').selectedIndex = 1,"
        f"['first', 'last'].forEach(name => document.getElementById(name).value = {day}), 0"
    )
    hand.click("form.call > button")
    seen("absence-tried")


def take(folder: Path, *, is_dark: bool) -> None:
    """A picture of every page, in each look of the light or of the dark."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = CHROMIUM + ("0" if is_dark else "1")
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        desk = served(Path(made), "init", town)
        try:
            for size, language in LOOKS[is_dark]:
                end = f"{size}{'-dark' if is_dark else ''}{'' if language == 'cs' else '-' + language}.png"
                hand = Hand(*SIZES[size], language)

                def seen(name: str, hand: Hand = hand, end: str = end) -> None:
                    assert hand.ask(IS_DARK) == is_dark, "the page does not see which colours are preferred"
                    hand.picture(folder / f"desk-duty-{name}-{end}")

                walk(hand, desk, seen)
                hand.close()
        finally:
            desk.process.kill()
    application.quit()


if __name__ == "__main__":
    folder, *dark = sys.argv[1:] or ["build/shots"]
    if not dark:
        subprocess.run([sys.executable, "-m", "tests.sync.server.desk.duty.shots", folder, "dark"], check=True)
    take(Path(folder), is_dark=bool(dark))
