"""One device of the story: the real app in a process of its own, told by lines of JSON what to do."""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication

from app.values import Place
from ui.application import PREFERENCES_FILE, Okrskar, Surroundings
from ui.demo.hands import Hands
from ui.demo.orders import obey
from ui.demo.photo import draw_lamp
from ui.demo.receiver import StandingReceiver, ToldSource, on_foot
from ui.jobs import PoolExecutor
from ui.map.engine import prepare_application
from ui.settings.preferences import Language, Look, Preferences, write_preferences
from ui.shell.workspace import Workspace


class Actor:
    """Does what an order says and answers."""

    def __init__(self, okrskar: Okrskar, arguments: argparse.Namespace, told: ToldSource) -> None:
        self._okrskar, self._told = okrskar, told
        self._home: Path = arguments.home
        self._hands = Hands(okrskar.root)
        self.resize(arguments.size)
        self._map_drawn = False

    def begin(self, server: str, code: str, secret: str) -> None:
        """Enrol with the code, or unlock with the secret."""
        unlock, hands = self._okrskar.unlock, self._hands
        hands.wait(lambda: unlock.props.step != "loading", "the door")
        if code:
            unlock.next(server, code)
            unlock.usePin(False)
            unlock.enrol(secret)
        else:
            unlock.unlock(secret)
        door: Any = self._okrskar.app
        hands.wait(lambda: door.workspace is not None or bool(unlock.props.problem), "an open door")
        if door.workspace is None:
            raise RuntimeError(unlock.props.problem)
        self._rooms.map.idle.connect(self._map_rests)
        self._rooms.position.ask()
        self.wait("settled")

    def _map_rests(self) -> None:
        self._map_drawn = self._rooms.map.basemapPresent

    @property
    def _workspace(self) -> Workspace:
        workspace = self._okrskar.app.workspace
        assert isinstance(workspace, Workspace)  # noqa: S101 - orders come after the door
        return workspace

    @property
    def _rooms(self) -> Any:
        """``Rooms``; untyped, since Qt properties hide the types of what they hold."""
        return self._workspace.rooms

    def order(self, do: str, **how: Any) -> Any:
        """Do one thing; what it found."""
        handler: Callable[..., Any] = getattr(self, do)
        return handler(**how)

    def tap(self, words: str) -> None:
        self._hands.tap(words)

    def write(self, field: str, text: str) -> None:
        self._hands.write(field, text)

    def picture(self, path: str) -> None:
        self._hands.picture(Path(path))

    def resize(self, size: str) -> None:
        width, height = size.split("x")
        self._okrskar.root.resize(int(width), int(height))

    def look(self, scheme: str) -> None:
        self._map_drawn = False
        self._rooms.settings.chooseLook(scheme)

    def go(self, page: str) -> None:
        self._workspace.closeTip()
        self._rooms.navigation.go(page)
        self._hands.calm()

    def open(self, title: str, tip: str) -> None:
        """Open a tip: by its row if that is in sight, else as a tap on the map does."""
        del title
        self._workspace.openTip(tip)

    def photo(self, text: str) -> None:
        """A note on the open tip with the place, and a photo."""
        rooms = self._rooms
        photo = QUrl.fromLocalFile(str(draw_lamp(self._home / "lamp.jpg")))
        rooms.tip.perform("note")
        rooms.note.attach([photo])
        rooms.note.write(text)
        self.wait("settled")
        rooms.note.save()
        self.wait("settled")

    def patrol_photo(self) -> None:
        self._rooms.patrol.note.attach([QUrl.fromLocalFile(str(draw_lamp(self._home / "lamp.jpg")))])

    def close(self) -> None:
        """Press the button of the closing sheet."""
        self._hands.tap("Uzavřít podnět")

    def safety(self, part: str) -> None:
        """Have the safety surface on the map, by day or after dark; empty: off."""
        self._rooms.safety.ask(bool(part), part)

    def stroll(self, start: tuple[float, float], cell: str, stay: int, silent: int) -> None:
        """Walk to a stop of the round and stay there; then no signal for a while, then back."""
        walk = self._rooms.patrol.walk
        stop = next(one for one in walk.kept.stops if one.cell == cell)
        there, begun = on_foot(start, (stop.lat, stop.lon), time.time()), (stop.lat, stop.lon)
        arrived = there[-1].at or 0.0
        staying = [replace(there[-1], at=arrived + 15 * n) for n in range(1, stay * 4 + 1)]
        left = (staying[-1].at or 0.0) + 60 * silent
        heard = tuple(a + (b - a) * 0.4 for a, b in zip(begun, start, strict=True))
        self._told.tell([*there, *staying, *on_foot((heard[0], heard[1]), start, left)])
        self.wait("settled")

    def cell(self, district: str, holder: str, measure: str) -> None:
        self._rooms.team.cell.showCell(district, holder, measure)
        self._hands.wait(lambda: self._rooms.team.cell.props.loaded, "the tips behind the number")

    def reassign(self, tip: str, holder: str) -> None:
        self._rooms.team.cell.toggle(tip)
        self._rooms.team.cell.reassign(holder)

    def sync(self) -> None:
        """Ask for a round and wait for its end."""
        ended: list[bool] = []
        rounds = self._workspace.rounds
        self._hands.wait(lambda: not rounds.state.running, "the round before")
        connection = rounds.finished.connect(lambda: ended.append(True))
        try:
            self._rooms.sync.sendNow()
            self._hands.wait(lambda: bool(ended), "the end of the round")
        finally:
            rounds.finished.disconnect(connection)
        self.wait("settled")

    def has(self, tip: str) -> bool:
        """Whether the tip is on this device."""
        rooms = self._rooms
        rooms.tip.open(tip)
        self._hands.wait(lambda: rooms.tip.props.missing or rooms.tip.props.here, "an answer about the tip")
        here = bool(rooms.tip.props.here and not rooms.tip.props.gone)
        self._workspace.closeTip()
        return here

    def wait(self, what: str, **how: Any) -> None:
        """Wait until something is so."""
        rooms, rounds = self._rooms, self._workspace.rounds
        if what == "map" and self._map_drawn:
            self._hands.calm()
            self._map_drawn = False
            rooms.map.zoomBy(0.0)  # it says when it has drawn itself in the size that it has now
        until: dict[str, Callable[[], bool]] = {
            "settled": lambda: self._workspace.jobs.waiting == 0,
            "synced": lambda: rounds.state.succeeded is not None and not rounds.state.running,
            "map": lambda: self._map_drawn,
            "listed": lambda: how["title"] in self._titles(),
            "tip": lambda: rooms.tip.props.title == how["title"],
            "status": lambda: rooms.tip.props.status == how["words"],
            "board": lambda: len(rooms.team.board.rows) > 0,
            "places": lambda: any(row.title == how["title"] for row in rooms.of("places").rows.rows),
            "brief": lambda: any(row.words == how["title"] for row in rooms.briefs.rows.rows),
            "asking": lambda: rooms.of("asking").props.ready,
            "taken_back": lambda: not rooms.kiosk.props.running,
            "note": lambda: any(row.unsent for row in rooms.patrol.notes.rows),
        }
        self._hands.wait(until[what], f"{what} {how or ''}; {self.read()['map']}; {self._titles()[:5]}")
        self._hands.calm()

    def read(self) -> dict[str, Any]:
        """What the pages show."""
        rooms = self._rooms
        worst, asking = rooms.of("places"), rooms.of("asking")
        return {
            "today": asdict(rooms.today.props) | {"rows": [{"title": title} for title in self._titles()]},
            "tip": asdict(rooms.tip.props) | {"story": [asdict(row) for row in rooms.tip.story.rows]},
            "sync": asdict(rooms.sync.props) | {"changes": [asdict(row) for row in rooms.sync.changes.rows]},
            "briefs": [asdict(row) for row in rooms.briefs.rows.rows],
            "patrol": asdict(rooms.patrol.props) | {"notes": [asdict(row) for row in rooms.patrol.notes.rows]},
            "round": asdict(rooms.patrol.walk.props) | {"stops": [asdict(row) for row in rooms.patrol.walk.stops.rows]},
            "day": asdict(rooms.patrol.day.props) | {"visits": [asdict(row) for row in rooms.patrol.day.visits.rows]},
            "map": {"ready": rooms.map.ready, "basemap": rooms.map.basemapPresent, "trouble": rooms.map.trouble},
            "asking": asdict(asking.props) | {"progress": [asdict(row) for row in asking.progressRows.rows]},
            "places": asdict(worst.props) | {"rows": [asdict(row) for row in worst.rows.rows]},
            "team": asdict(rooms.team.props) | {"rows": [asdict(row) for row in rooms.team.board.rows]},
        }

    def _titles(self) -> list[str]:
        rows = self._rooms.today.rows
        role = next((role for role, name in rows.roleNames().items() if bytes(name) == b"title"), 0)
        return [str(rows.data(rows.index(at), role)) for at in range(min(rows.total, 40))]


def parser() -> argparse.ArgumentParser:
    """The arguments of an actor."""
    made = argparse.ArgumentParser(prog="ui.demo.actor")
    made.add_argument("--home", type=Path, required=True)
    made.add_argument("--server", required=True)
    made.add_argument("--code", default="")
    made.add_argument("--secret", required=True)
    made.add_argument("--size", default="1280x800")
    made.add_argument("--look", default="light")
    made.add_argument("--at", default="50.4606,13.4180")
    return made


def main(words: list[str] | None = None) -> int:
    """Open the app, unlock it, do what comes on standard input until that ends."""
    arguments = parser().parse_args(words)
    lat, lon = (float(number) for number in arguments.at.split(","))
    arguments.home.mkdir(parents=True, exist_ok=True)
    write_preferences(
        arguments.home / PREFERENCES_FILE, Preferences(Look(arguments.look), Language.CZECH, reduced_motion=True)
    )
    prepare_application()
    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("okrskar")
    place = Place(lat=lat, lon=lon, address="Riegrova 12", accuracy=8.0)
    told = ToldSource()
    around = Surroundings(
        directory=arguments.home,
        executor=PoolExecutor(),
        key_store=lambda: None,
        receiver=lambda parent: StandingReceiver(place, parent),
        source=lambda _parent, _clock: told,
    )
    okrskar = Okrskar(application, around)
    okrskar.open()
    actor = Actor(okrskar, arguments, told)
    try:
        return obey(application, actor, lambda: actor.begin(arguments.server, arguments.code, arguments.secret))
    finally:
        okrskar.close()


if __name__ == "__main__":
    sys.exit(main())
