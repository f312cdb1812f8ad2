"""How long the recorder follows a patrol."""

from datetime import timedelta

from app.clock import instant
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
