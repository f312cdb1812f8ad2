"""My day on the real page: real positions by Qt's NMEA source, through the lock, with the visit and its minutes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from app.patrols.track import Fix
from app.session import DeviceSession
from tests.ui.city import NOW
from tests.ui.conftest import Screen
from tests.ui.fingers import find, go, names, tap, texts
from tests.ui.patrols.nmea import Cable
from tests.ui.rated import neighbourhood
from ui.jobs import Jobs
from ui.language import Language
from ui.patrols.tracking import TrackRecorder

Made = Callable[..., Screen]
HERE = (50.4605, 13.4178)


@pytest.fixture
def cable(qtbot: QtBot) -> Iterator[Cable]:
    made = Cable(qtbot, NOW.astimezone)
    yield made
    made.close()


@pytest.fixture
def recorder(cable: Cable, jobs: Jobs) -> Iterator[TrackRecorder]:
    made = TrackRecorder(cable.source, jobs, NOW.astimezone)
    yield made
    made.end()


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desk", "phone"])
def shown(request: pytest.FixtureRequest, session: DeviceSession, screen: Made, recorder: TrackRecorder) -> Screen:
    """The page in English, at both sizes, with a town that was rated."""
    neighbourhood(session)
    made = screen(*request.param, Language.ENGLISH, recorder=recorder)
    go(made, "patrol")
    return made


def standing(
    minutes: float, after: float = 60.0, place: tuple[float, float] = HERE, accuracy: float = 8.0
) -> list[Fix]:
    """Fixes every five seconds, as receivers tell them, ``after`` seconds after now."""
    begun = NOW.timestamp() + after
    return [Fix(*place, begun + 5 * n, accuracy) for n in range(int(minutes * 12) + 1)]


def _records(recorder: TrackRecorder) -> bool:
    return recorder.recording


def _is_full(shown: Screen) -> bool:
    return shown.workspace.patrol.day.props.full


def begin(shown: Screen, session: DeviceSession) -> tuple[float, float]:
    """On patrol with a round; where its first stop is."""
    tap(shown, "Start patrol")
    tap(shown, "Round")
    tap(shown, "Suggest a round")
    walk = session.walks.current()
    assert walk is not None
    return walk.stops[0].lat, walk.stops[0].lon


def test_that_a_visit_counts_its_minutes_against_the_plan_and_the_lock_makes_no_gap(
    shown: Screen, session: DeviceSession, cable: Cable, recorder: TrackRecorder
) -> None:
    stop = begin(shown, session)
    assert _records(recorder)
    cable.send(standing(5, place=stop))
    shown.settle()
    shown.app.lock()
    assert _records(recorder)
    cable.send(standing(5, after=60 + 305, place=stop))
    shown.executor.run()
    (sealed,) = session.tracks.folder.iterdir()
    assert sealed.stat().st_size > 20 * 70, "every fifteen seconds of five minutes is in it"
    shown.enter()
    go(shown, "patrol")
    tap(shown, "My day")
    row = shown.workspace.patrol.day.visits.rows[0]
    assert (row.made, row.words) == ("visit", "10 of 15 min")
    assert shown.workspace.patrol.day.props.gaps == ""
    assert "10 of 15 min" in texts(shown)
    walk = session.walks.current()
    assert walk is not None
    assert len(walk.done) == 1, "the stop was made by the track alone"
    cable.send(standing(3, after=60 + 610 + 600, place=stop))
    shown.settle()
    assert shown.workspace.patrol.day.props.gaps.startswith("1 gap, ")
    tap(shown, "End patrol")
    assert not _records(recorder)
    before = session.tracks.walked(NOW, NOW + timedelta(hours=5)).track.fixes
    assert before > 40
    assert [item.metaObject().className() for name, item in names(shown) if not name] == []


def test_that_rough_fixes_are_left_out_and_said_and_what_a_disk_does_not_take_while_it_takes_none(
    shown: Screen, session: DeviceSession, cable: Cable
) -> None:
    tap(shown, "Start patrol")
    tap(shown, "My day")
    session.tracks.folder.write_bytes(b"")
    cable.send(standing(0))
    shown.settle()
    assert _is_full(shown)
    session.tracks.folder.unlink()
    cable.send([*standing(1, after=75), *standing(1, after=140, accuracy=80.0)])
    shown.settle()
    assert not _is_full(shown)
    assert "4 fixes too rough to be used" in texts(shown)


def test_that_a_gpx_file_is_taken_in_or_refused_in_words_and_the_own_track_is_written(
    shown: Screen, cable: Cable, tmp_path: Path
) -> None:
    tap(shown, "Start patrol")
    tap(shown, "My day")
    cable.send(standing(2))
    shown.settle()
    assert find(shown, "Take in GPX").height() >= 56
    out = tmp_path / "dnes.gpx"
    day = shown.workspace.patrol.day
    day.giveGpx(QUrl.fromLocalFile(str(out)))
    shown.settle()
    assert out.read_bytes().count(b"<trkpt") == 9
    day.takeGpx([QUrl.fromLocalFile(str(out))])
    shown.settle()
    assert "dnes.gpx: 9 fixes taken in." in texts(shown)
    route = tmp_path / "cesta.gpx"
    route.write_bytes(b'<gpx><rte><rtept lat="50" lon="13"/></rte></gpx>')
    day.takeGpx([QUrl.fromLocalFile(str(route))])
    shown.settle()
    assert any(text.startswith("cesta.gpx: it holds a route") for text in texts(shown))
