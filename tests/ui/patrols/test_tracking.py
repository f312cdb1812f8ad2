"""How long the recorder follows a patrol, and how much of it is one day."""

from datetime import timedelta

from app.clock import instant
from app.patrols import sealed_track
from app.patrols.domain import Patrol
from app.patrols.track import Fix
from app.session import DeviceSession
from tests.ui.city import NOW, OFFICER
from tests.ui.desk import HandExecutor
from ui.jobs import Jobs
from ui.map.viewmodel import MapViewModel
from ui.patrols.day_viewmodel import DayViewModel
from ui.patrols.tracking import LONGEST, Found, TrackRecorder
from ui.patrols.walk_viewmodel import WalkViewModel


class Receiver:
    """A receiver that finds what it is told to, while it is followed."""

    def __init__(self) -> None:
        self.followed = False

    def listen(self, found: Found) -> None:
        self.found = found

    def follow(self, interval_ms: int) -> None:
        assert interval_ms == 15_000
        self.followed = True

    def stop(self) -> None:
        self.followed = False


def test_that_a_patrol_that_nobody_ended_is_not_followed_home_however_often_the_app_is_opened(
    session: DeviceSession, walk: WalkViewModel, jobs: Jobs, executor: HandExecutor
) -> None:
    now = NOW
    receiver = Receiver()
    recorder = TrackRecorder(receiver, jobs, lambda: now)
    day = DayViewModel(
        session.tracks, session.walks, walk, MapViewModel(), jobs=jobs, clock=lambda: now, recorder=recorder
    )
    patrol = Patrol(id="w1", by=OFFICER, district_id="d1", started_at=instant(NOW))

    def followed(after: timedelta) -> bool:
        nonlocal now
        now = NOW + after
        day.follow(patrol)
        executor.run()
        return receiver.followed

    assert followed(timedelta(hours=1))
    now = NOW + LONGEST + timedelta(seconds=1)
    receiver.found(Fix(50.46, 13.41, now.timestamp(), 8.0))
    assert not receiver.followed
    assert not followed(LONGEST + timedelta(minutes=1)), "the page was read anew"
    recorder.end()
    assert not followed(timedelta(days=2)), "the app was opened at home"
    assert followed(timedelta(days=-2)), "a clock that was set back ends no patrol"
    day.stop()


def test_that_a_night_on_patrol_is_one_day(
    session: DeviceSession, walk: WalkViewModel, jobs: Jobs, executor: HandExecutor, english: None
) -> None:
    midnight = NOW.replace(hour=0, minute=0)
    day = DayViewModel(
        session.tracks, session.walks, walk, MapViewModel(), jobs=jobs,
        clock=lambda: midnight + timedelta(minutes=10), recorder=None,
    )  # fmt: skip
    key = session.tracks.public_key()
    assert isinstance(key, bytes)
    for minutes in (-120, -30, -29, 1, 2):
        at = midnight + timedelta(minutes=minutes)
        sealed_track.append(session.tracks.folder, "w1", key, Fix(50.46, 13.41, at.timestamp(), 8.0))

    def minutes_with_a_signal(started: timedelta | None) -> str:
        patrol = (
            Patrol(id="w1", by=OFFICER, district_id="d1", started_at=instant(midnight + started)) if started else None
        )
        day.follow(patrol)
        executor.run()
        return day.props.track

    assert minutes_with_a_signal(timedelta(hours=-1)).endswith("2 min with a signal")
    assert minutes_with_a_signal(None).endswith("1 min with a signal"), "what ended yesterday is of yesterday"
    assert minutes_with_a_signal(timedelta(days=-3)).endswith("1 min with a signal"), "a patrol that nobody ended"
