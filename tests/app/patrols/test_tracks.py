"""The own track on a real device: sealed while it is made, kept for fourteen days, counted by hysteresis."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from app.patrols import sealed_track
from app.patrols.candidates import cell_at, outline
from app.patrols.gpx import GpxTrack, NotGpx, NoTrack, read_gpx
from app.patrols.gpx_out import written
from app.patrols.planned import PlannedWalk
from app.patrols.track import Fix, NoUsableFix
from app.patrols.tracks import Imported, TooOld
from app.session import DeviceSession
from tests.app.device import NOW, OTHER, HandClock, reopened
from tests.app.patrols.test_walks import START, plan, rated

__all__ = ["rated"]
PATROL = "00000000-0000-7000-8000-0000000000aa"
BEGUN = NOW.timestamp()
CELL = cell_at(START.lat, START.lon)


def key_of(device: DeviceSession) -> bytes:
    key = device.tracks.public_key()
    assert isinstance(key, bytes)
    return key


def stand(
    device: DeviceSession, minutes: float, *, at: float = BEGUN, lat: float = START.lat, lon: float = START.lon
) -> float:
    """Fixes every 15 seconds at one place; when the last one was."""
    steps = int(minutes * 4)
    for n in range(steps + 1):
        sealed_track.append(device.tracks.folder, PATROL, key_of(device), Fix(lat, lon, at + 15 * n, 8.0))
    return at + 15 * steps


def day(device: DeviceSession, cell: str = CELL) -> tuple[int, float, int]:
    """Visits, minutes of them, and gaps."""
    device.tracks.take_in()
    found = device.tracks.walked(NOW - timedelta(hours=1), NOW + timedelta(hours=23), (outline(cell),))
    return (
        found.visits[0].frequency if found.visits else 0,
        found.visits[0].minutes if found.visits else 0,
        len(found.track.gaps),
    )


def test_that_minutes_at_a_place_count_and_a_gap_never_does(device: DeviceSession) -> None:
    end = stand(device, 12)
    stand(device, 5, at=end + 600)
    assert day(device) == (2, 17.0, 1)


def test_that_a_kill_loses_no_fix_doubles_none_and_a_torn_one_costs_only_itself(device: DeviceSession) -> None:
    stand(device, 4)
    (path,) = device.tracks.folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole + whole[-30:])  # the battery went while the next one was written
    sealed_track.append(device.tracks.folder, PATROL, key_of(device), Fix(START.lat, START.lon, BEGUN + 255, 8.0))
    kept = path.read_bytes()
    assert len(kept) == len(whole) + sealed_track.RECORD_BYTES
    device.close()
    again = reopened(device.directory)
    assert day(again) == (1, 4.25, 0)
    path.write_bytes(kept)  # killed after the fixes were in and before their file went
    assert day(again) == (1, 4.25, 0)
    assert list(again.tracks.folder.iterdir()) == []
    again.close()


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process grows over so many bytes: a write that does not fit is cut short, as by a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_that_a_fix_that_a_full_disk_takes_in_part_is_no_fix_that_is_kept(tmp_path: Path) -> None:
    key = sealed_track.new_key()
    public, fix = sealed_track.public_of(key), Fix(START.lat, START.lon, BEGUN, 8.0)
    sealed_track.append(tmp_path, PATROL, public, fix)
    (path,) = tmp_path.iterdir()
    for _ in range(2):
        with room_for(path.stat().st_size + 10), pytest.raises(OSError, match="too large"):
            sealed_track.append(tmp_path, PATROL, public, fix)
    sealed_track.append(tmp_path, PATROL, public, Fix(START.lat, START.lon, BEGUN + 15, 8.0))
    assert [one.at for one in sealed_track.read_sealed(path, key)] == [BEGUN, BEGUN + 15]


def test_that_a_sealed_file_says_nothing_without_the_store_and_nothing_of_another_patrol(tmp_path: Path) -> None:
    key = sealed_track.new_key()
    fix = Fix(50.4605, 13.4178, BEGUN, None)
    sealed_track.append(tmp_path, PATROL, sealed_track.public_of(key), fix)
    (path,) = tmp_path.iterdir()
    assert sealed_track.read_sealed(path, key) == [fix]
    assert sealed_track.read_sealed(path, sealed_track.new_key()) == []
    other = path.rename(tmp_path / f"{PATROL[:-1]}b{sealed_track.SUFFIX}")
    assert sealed_track.read_sealed(other, key) == []


def test_that_tracks_go_after_fourteen_days_and_with_a_wiped_device(device: DeviceSession, clock: HandClock) -> None:
    stand(device, 5)
    assert day(device)[0] == 1
    clock.forward(days=13, hours=23)
    assert day(device)[0] == 1
    clock.forward(hours=2)
    assert day(device)[0] == 0
    stand(device, 1, at=clock.now().timestamp())
    device.wipe()
    assert not device.tracks.folder.exists()


def test_that_the_track_makes_the_stops_where_one_was_long_enough(rated: DeviceSession) -> None:
    walk: PlannedWalk = plan(rated)
    first, second = walk.stops[:2]
    end = stand(rated, 6, at=BEGUN + 60, lat=first.lat, lon=first.lon)
    stand(rated, 1, at=end + 300, lat=second.lat, lon=second.lon)
    rated.tracks.take_in()
    assert rated.walks.tick_off() == 1
    made = rated.walks.current()
    assert made is not None
    assert [one.cell for one in made.done] == [first.cell], "a minute is a pass and makes no stop"
    assert rated.walks.tick_off() == 0
    rated.walks.done(first.cell, on=False)
    assert rated.walks.tick_off() == 0, "the officer knows better than the track"
    rated.walks.done(first.cell, on=True)
    rated.walks.leave()
    assert first.cell not in {stop.cell for stop in plan(rated).stops}, "where one just was is not suggested"


def test_that_the_next_officer_of_a_device_sees_nothing_of_where_the_one_before_went(rated: DeviceSession) -> None:
    stop = plan(rated).stops[0]
    stand(rated, 6, at=BEGUN + 60, lat=stop.lat, lon=stop.lon)
    rated.tracks.take_in()
    stand(rated, 6, at=BEGUN + 600, lat=stop.lat, lon=stop.lon)
    mine = rated.identity
    assert mine is not None
    assert rated.enrol(msgspec.structs.replace(mine, device_id=OTHER)) is None
    assert rated.tracks.visited(NOW) != {}, "enrolled anew, and of the same officer"
    assert rated.enrol(msgspec.structs.replace(mine, officer_id=OTHER)) is None
    assert day(rated, stop.cell) == (0, 0.0, 0)
    assert rated.tracks.visited(NOW) == {}
    assert rated.walks.current() is None


def gpx(points: str) -> bytes:
    return f'<gpx version="1.1" creator="x"><trk><trkseg>{points}</trkseg></trk></gpx>'.encode()


def point(at: datetime) -> str:
    return f'<trkpt lat="{START.lat}" lon="{START.lon}"><time>{at.isoformat()}</time></trkpt>'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (gpx("".join(point(NOW + timedelta(seconds=15 * n)) for n in range(20))), Imported),
        (gpx('<trkpt lat="50.46" lon="13.41"/>'), NoUsableFix),
        (gpx(point(datetime(2020, 1, 1, tzinfo=UTC))), TooOld),
        (b'<gpx><rte><rtept lat="50" lon="13"/></rte></gpx>', NoTrack),
        (b"<kml/>", NotGpx),
    ],
)
def test_that_a_file_is_taken_in_or_refused_and_counts_as_nobodys_visit(
    device: DeviceSession, content: bytes, kind: type
) -> None:
    assert isinstance(device.tracks.take_gpx("ranní.gpx", content), kind)
    assert device.tracks.visited(NOW - timedelta(days=1)) == {}
    assert day(device) == (0, 0.0, 0)


def test_that_a_track_written_as_gpx_is_read_again_with_its_gaps(device: DeviceSession) -> None:
    end = stand(device, 4)
    stand(device, 4, at=end + 600)
    device.tracks.take_in()
    track = device.tracks.walked(NOW, NOW + timedelta(hours=1)).track
    again = read_gpx(written(track))
    assert isinstance(again, GpxTrack)
    times = [[fix.at for fix in piece] for piece in track.pieces]
    assert [[fix.at for fix in piece] for piece in again.segments] == times
