"""What the pages share is read, and what can not be read is told: once, in words, with what is safe."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.basemap import bundle
from app.db.outcomes import StoreFull
from app.session import BASEMAPS, DeviceSession
from app.tips.domain import Status
from app.tips.views import Marker
from tests.app.basemap import bundles
from tests.ui.conftest import Screen
from tests.ui.desk import HandExecutor
from tests.ui.fingers import go, texts
from ui.jobs import Jobs, Lane
from ui.lookups import Lookups
from ui.map.viewmodel import MapViewModel
from ui.shell.city import CityFeed, CityReading, LookupsHolder

Made = Callable[..., Screen]


class Store:
    """What is read, or what it fails with; counts how often the basemap's bytes were asked for."""

    def __init__(self) -> None:
        self.broken = False
        self.left: int | StoreFull = 0
        self.paths: tuple[Path, ...] = ()
        self.marked: list[tuple[Marker, ...]] = [()]
        self.read: list[Any] = []
        self.proven: list[Path] = []

    def or_fail(self, value: Any) -> Any:
        if self.broken:
            raise OSError
        self.read.append(value)
        return value

    def reading(self) -> CityReading:
        return CityReading(
            lookups=lambda: self.or_fail(Lookups()),
            markers=lambda: (self.or_fail(part) for part in self.marked),
            basemaps=lambda: self.or_fail(self.paths),
            basemap_proven=self.proven.append,
            index=lambda _: self.or_fail(self.left),
            generation=lambda: 0,
        )


@dataclass
class Town:
    """The feed over a store, with what it said and what it gave to the map."""

    city: CityFeed
    store: Store
    shown: MapViewModel
    executor: HandExecutor
    said: list[str] = field(default_factory=list)

    def read(self, part: str) -> None:
        getattr(self.city, part)()
        self.executor.run()

    @property
    def ground(self) -> tuple[object, object]:
        """Why it is not drawn, and whether one is."""
        return self.shown.groundTrouble, self.shown.basemapPresent


@pytest.fixture
def town(jobs: Jobs, executor: HandExecutor, english: None) -> Town:
    store, shown = Store(), MapViewModel()
    made = Town(CityFeed(store.reading(), jobs, LookupsHolder(), shown), store, shown, executor)
    made.city.said.connect(made.said.append)
    return made


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("lookups", "Names and districts could not be read"),
        ("markers", "The map's tips could not be read"),
        ("index", "The search could not read all tips"),
    ],
)
def test_that_what_can_not_be_read_is_told_once_until_it_can(town: Town, part: str, words: str) -> None:
    town.store.broken = True
    for _ in range(3):
        town.read(part)
    assert [one[: len(words)] for one in town.said] == [words]
    town.store.broken = False
    town.read(part)
    town.store.broken = True
    town.read(part)
    assert len(town.said) == 2, "another trouble is told again"


def test_that_a_tap_waits_for_one_slice_of_the_markers_and_not_for_all(town: Town, jobs: Jobs) -> None:
    marks = (Marker(name, 50.46, 13.41, Status.NEW, "lighting", name, overdue=False, unsent=False) for name in "ab")
    parts: list[tuple[Marker, ...]] = [(mark,) for mark in marks]
    town.store.marked = parts
    shown: list[list[str]] = []
    town.shown.set_tips = lambda rows: shown.append([row.id for row in rows])  # type: ignore[method-assign]
    town.city.markers()
    jobs.run(Lane.DATABASE, lambda: town.store.read.append("tap"), lambda _: None)
    town.executor.run()
    assert town.store.read == [parts[0], "tap", parts[1]]
    town.city.markers()
    town.city.markers()
    town.executor.run()
    assert shown == [["a", "b"], ["a", "b"]], "asked again, it begins anew and shows all once"


def test_that_a_full_device_says_that_the_search_is_behind(town: Town) -> None:
    town.store.left = StoreFull(0)
    town.read("index")
    assert town.said[0].startswith("The device is full: the search may miss some tips.")


def _bad(folder: Path) -> Path:
    path = folder / f"{'a' * 64}.pmtiles"
    path.write_bytes(b"no basemap")
    return path


def _good(folder: Path) -> Path:
    return bundles.write(folder / "good.pmtiles", bundles.parts({(0, 0, 0): b"tile"}))


def test_that_a_refused_basemap_is_read_once_and_another_one_is_tried(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    really = bundle.open_bundle

    def counted(path: Path) -> object:
        opened.append(path)
        return really(path)

    monkeypatch.setattr(bundle, "open_bundle", counted)
    bad, good = _bad(tmp_path), _good(tmp_path)
    town.store.paths = (bad,)
    for _ in range(3):
        town.read("basemap")
    assert opened == [bad]
    assert town.ground == ("broken", False)
    town.store.paths = (good,)
    town.read("basemap")
    assert opened == [bad, good]
    assert town.ground == ("", True)


def test_that_a_basemap_for_a_later_app_says_so(town: Town, tmp_path: Path) -> None:
    town.store.paths = (bundles.write(tmp_path / "new.pmtiles", bundles.parts({(0, 0, 0): b"tile"}, 99)),)
    town.read("basemap")
    assert town.ground == ("too_new", False)


def test_that_a_refused_basemap_leaves_the_one_before_it_and_says_so(town: Town, tmp_path: Path) -> None:
    town.store.paths = (_good(tmp_path),)
    town.read("basemap")
    town.store.paths = (_bad(tmp_path),)
    town.read("basemap")
    assert town.ground == ("broken", True)
    assert [one.startswith("The new streets of the map can not be drawn") for one in town.said] == [True]


def test_that_a_basemap_that_can_not_be_read_is_tried_again(town: Town, tmp_path: Path) -> None:
    town.store.broken = True
    town.read("basemap")
    assert town.ground == ("unreadable", False)
    town.store.broken, town.store.paths = False, (_good(tmp_path),)
    town.read("basemap")
    assert town.ground == ("", True)


def test_that_the_last_good_basemap_is_drawn_while_the_offered_one_is_refused(town: Town, tmp_path: Path) -> None:
    town.store.paths = (_bad(tmp_path), good := _good(tmp_path))
    town.read("basemap")
    assert town.ground == ("broken", True)
    assert town.store.proven == [good]
    assert [one.startswith("The new streets of the map can not be drawn") for one in town.said] == [True]


def test_that_a_ground_that_is_drawn_is_not_drawn_anew_beside_a_refused_one(town: Town, tmp_path: Path) -> None:
    good = _good(tmp_path)
    town.store.paths = (good,)
    town.read("basemap")
    before = town.shown._ground
    town.store.paths = (_bad(tmp_path), good)
    town.read("basemap")
    assert town.ground == ("broken", True)
    assert town.shown._ground is before


def test_that_the_trouble_ends_with_the_refused_basemap(town: Town, tmp_path: Path) -> None:
    town.store.paths = (_bad(tmp_path), good := _good(tmp_path))
    town.read("basemap")
    town.store.paths = (good,)
    town.read("basemap")
    assert town.ground == ("", True)


def test_that_nothing_is_proven_by_a_basemap_that_is_refused(town: Town, tmp_path: Path) -> None:
    town.store.paths = (_bad(tmp_path),)
    town.read("basemap")
    assert town.store.proven == []


def test_that_the_settings_say_what_is_wrong_with_the_basemap(screen: Made, session: DeviceSession) -> None:
    window = screen()
    folder = session.directory / BASEMAPS
    folder.mkdir(exist_ok=True)
    _bad(folder)
    session.store.changed()
    window.workspace.rounds.send_now()
    window.settle()
    go(window, "settings")
    assert any(text.startswith("poškozený; řekněte správci") for text in texts(window))
