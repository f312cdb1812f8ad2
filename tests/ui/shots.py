"""Takes a picture of every page, at the desk and on a phone, light and dark, from a real store.

python -m tests.ui.shots [FOLDER]
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sync.protocol.messages import SearchResponse
from tests.ui.city import NOW, open_city
from tests.ui.desk import FixedReceiver, HandExecutor, NoStation
from tests.ui.older import OLD, found, whole
from tests.ui.rated import neighbourhood
from tests.ui.strolled import stroll

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QGuiApplication

    from app.session import DeviceSession
    from ui.shell.workspace import Workspace
    from ui.theme.tokens import Scheme
    from ui.unlock.words import Shut

SIZES = {"desk": (1280, 800), "tablet": (820, 1100), "phone": (390, 844)}


def scenes(
    workspace: "Workspace",
    session: "DeviceSession",
    station: NoStation,
    *,
    close_sheets: Callable[[], None],
    show_drafts: Callable[[], None],
) -> Iterator[str]:
    """Brings the app from one sight to the next; the name of each."""
    rooms = workspace.rooms
    yield "today"
    rooms.today.search("osvetleni")
    yield "search"
    rooms.older.search()
    yield "older-offline"
    station.searched, station.whole[OLD] = SearchResponse(tuple(found(n) for n in range(4)), more=True), whole()
    rooms.today.search("podchod")
    yield "older-offered"
    rooms.older.search()
    yield "older"
    rooms.older.select(OLD)
    yield "older-tip"
    workspace.closeTip()
    rooms.today.search("")
    rooms.today.showTab("overdue")
    yield "overdue"
    rooms.today.showTab("today")
    yield "tab-today"
    workspace.openTip("01890000-0000-7000-8001-000000000003")
    yield "tip"
    rooms.tip.perform("close")
    rooms.closing.choose("handed_over")
    rooms.closing.name("technické služby")
    yield "closing"
    rooms.closing.finished.emit()
    rooms.tip.perform("note")
    rooms.note.write("Lampa č. 14 nesvítí, volal jsem na technické služby, přijedou")
    yield "note"
    close_sheets()
    yield "note-begun"
    rooms.tip.perform("wait")
    yield "wait"
    close_sheets()
    yield from _forms(workspace)
    rooms.tip.perform("note")
    rooms.note.save()
    yield "accepted"
    workspace.closeTip()
    rooms.navigation.go("map")
    yield "map"
    yield from _walk(workspace, session)
    for page in ("patrol", "promises", "briefs", "places", "team", "sync", "settings"):
        rooms.navigation.go(page)
        yield page
    yield from _kiosk(workspace)
    rooms.navigation.go("sync")
    yield "sync-drafts"
    show_drafts()
    yield "drafts"


def _walk(workspace: "Workspace", session: "DeviceSession") -> Iterator[str]:
    """The suggested round on the page of the patrol."""
    rooms = workspace.rooms
    rooms.patrol.begin()
    rooms.navigation.go("patrol")
    rooms.patrol.showPart("walk")
    yield "walk-none"
    rooms.patrol.walk.choose(90)
    rooms.patrol.walk.plan()
    yield "walk"
    first = rooms.patrol.walk.stops.rows[0].cell
    rooms.patrol.walk.refuse(first)
    yield "walk-refusing"
    rooms.patrol.walk.write("Uzavřeno, v ulici se kope")
    yield "walk-reason"
    rooms.patrol.walk.leaveOut("other")
    yield "walk-refused"
    rooms.patrol.walk.made(rooms.patrol.walk.stops.rows[0].cell, True)
    yield "walk-made"
    rooms.patrol.walk.showOnMap("")
    yield "walk-map"
    walk = session.walks.current()
    assert walk is not None
    stroll(session, [(stop.lat, stop.lon) for stop in walk.stops])
    rooms.patrol.refresh()
    rooms.patrol.showPart("day")
    rooms.navigation.go("patrol")
    yield "day"
    workspace.showTrack()
    yield "day-map"
    rooms.patrol.showPart("notes")


def _kiosk(workspace: "Workspace") -> Iterator[str]:
    """From the page on which the device is handed over to the PIN with which it comes back."""
    rooms = workspace.rooms
    rooms.navigation.go("asking")
    yield "asking-place"
    asking: Any = rooms.of("asking")
    asking.chooseHere()
    rooms.position.ask()
    yield "asking-ready"
    asking.placeOfTip(13.4178, 50.4605, "Palackého 12")
    asking.begin()
    yield "kiosk-part"
    for name, key in (("answer", "night"), ("frequency", "rather_unsafe"), ("tags", "weekly")):
        rooms.kiosk.choose(key)
        yield f"kiosk-{name}"
    rooms.kiosk.choose("lighting")
    rooms.kiosk.choose("emptiness")
    yield "kiosk-tags-chosen"
    rooms.kiosk.forward()
    rooms.kiosk.choose("65_over")
    rooms.kiosk.write("U zadního vchodu nesvítí lampa.")
    yield "kiosk-more"
    rooms.kiosk.send()
    yield "kiosk-thanks"
    rooms.kiosk.askToLeave(True)
    rooms.kiosk.leave("111111")
    yield "kiosk-leaving"
    rooms.kiosk.leave("246810")
    yield "kiosk-left"


def _forms(workspace: "Workspace") -> Iterator[str]:
    """The sheets of the tip in sight that are rows of a table."""
    rooms = workspace.rooms
    rooms.tip.perform("edit")
    rooms.form.write("priority", "high")
    yield "correcting"
    rooms.form.save()
    yield "corrected"
    rooms.tip.perform("promise")
    rooms.form.write("text", "Zavolám, jakmile bude lampa svítit")
    rooms.form.write("day", "2026-03-13")
    yield "promising"
    rooms.form.save()
    rooms.tip.perform("ask")
    rooms.form.write("text", "Která lampa to je, ta u školky?")
    yield "asking"
    rooms.form.save()
    yield "asked"
    workspace.openTip("01890000-0000-7000-8001-00000000002b")
    yield "heard"
    rooms.tip.perform("answer")
    yield "answering"
    rooms.form.finished.emit()
    workspace.openTip("01890000-0000-7000-8001-00000000000f")
    yield "heard-closed"
    workspace.openTip("01890000-0000-7000-8001-000000000003")


def main(folder: Path) -> None:
    from PySide6.QtGui import QGuiApplication

    import tests.conftest  # noqa: F401 - the same surroundings as the tests
    from ui.map.engine import prepare_application

    prepare_application()
    application = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    forms = os.environ.get("OKRSKAR_SHOTS", " ".join(SIZES)).split()
    for form in forms:
        for scheme in ("light", "dark"):
            with tempfile.TemporaryDirectory() as home:
                play(application, Path(home), folder, form, scheme)


def _show_drafts(root: "QObject") -> None:
    from PySide6.QtCore import QObject

    sheet = root.findChild(QObject, "draftsSheet")
    assert sheet is not None
    sheet.setProperty("visible", True)


def _dress_map(workspace: "Workspace", scheme: "Scheme", *, with_map: bool) -> None:
    from app.basemap.bundle import Bundle, open_bundle
    from ui.composition import map_theme

    workspace.rooms.map.set_theme(map_theme(scheme, reduced_motion=True))
    basemap = files("resources") / "demo" / "basemap.okrskar"
    if with_map and isinstance(bundle := open_bundle(Path(str(basemap))), Bundle):
        workspace.rooms.map.set_basemap(bundle)


def _rated(session: "DeviceSession") -> None:
    """Some places to ask about."""
    from app.ratings.domain import Slice
    from tests.ui.rated import HERE, THERE, rate, unclear, worse

    rate(session, [(worse(HERE), "d0"), (unclear(THERE), "d1"), (worse(THERE, Slice.DAY, 0.2), "d2")])


def _checked(secret: str) -> "Shut | None":
    from ui.unlock.words import Shut, Trouble

    return None if secret == "246810" else Shut(Trouble.WRONG, 9)


def play(application: "QGuiApplication", home: Path, folder: Path, form: str, scheme: str) -> None:
    """One run through all the sights."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from app.accounts.domain import Role
    from app.values import Place
    from tests.ui.conftest import Keeper
    from ui.composition import Edges, open_workspace
    from ui.jobs import Jobs
    from ui.language import Language
    from ui.shell.viewmodel import AppViewModel
    from ui.theme.tokens import Scheme
    from ui.unlock.viewmodel import UnlockViewModel
    from ui.window import Window

    with_map = bool(os.environ.get("OKRSKAR_SHOTS_MAP"))
    session = open_city(home, role=Role.SUPERVISOR)
    neighbourhood(session)
    executor = HandExecutor()
    jobs = Jobs(executor)
    app = AppViewModel(UnlockViewModel(Keeper(session), jobs))
    window = Window(application, app, jobs, Language.CZECH)
    window.photos.read = session.tips.photo_bytes
    window.apply(Scheme(scheme), reduced_motion=True)
    (root := window.open()).resize(*SIZES[form])
    app.unlock.reload()

    def settle() -> None:
        for _ in range(6):
            executor.run()
            QTest.qWait(250 if with_map else 30)

    def close_sheets() -> None:
        QTest.keyClick(root, Qt.Key.Key_Escape)

    settle()
    root.grabWindow().save(str(folder / f"{form}-{scheme}-unlock.png"))
    receiver = FixedReceiver(Place(lat=50.4605, lon=13.4178, accuracy=12.0))
    station = NoStation()
    edges = Edges(jobs, NOW.astimezone, lambda _: receiver, lambda _: station, with_map=with_map, check_secret=_checked)
    workspace = open_workspace(session, edges)
    app.enter(workspace, session.close)
    _dress_map(workspace, Scheme(scheme), with_map=with_map)
    _rated(session)
    workspace.start()
    receiver.once(1)
    shown = scenes(workspace, session, station, close_sheets=close_sheets, show_drafts=lambda: _show_drafts(root))
    for name in shown:
        settle()
        root.grabWindow().save(str(folder / f"{form}-{scheme}-{name}.png"))
    workspace.stop()
    window.close()
    QTest.qWait(10)
    jobs.close()
    session.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build/shots/ui"))
