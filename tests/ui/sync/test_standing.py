import pytest

from app.outbox.views import OutboxSummary
from sync.client.outcomes import Diverged, NotEnrolled, Offline, Phase, Progress, Reason, RoundDone
from sync.protocol.messages import Problem
from tests.ui.city import NOW
from ui.sync.rounds import RoundsState
from ui.sync.standing import SyncInputs, derive

DONE = RoundsState(report=RoundDone(), succeeded=NOW)
OFFLINE = RoundsState(report=Offline(Reason.UNREACHABLE))


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("inputs", "strip", "tone"),
    [
        (SyncInputs(), "Connecting…", "warning"),
        (SyncInputs(state=DONE), "Connected", "success"),
        (SyncInputs(state=OFFLINE), "Without a connection", "warning"),
        (SyncInputs(state=RoundsState(failed=True)), "Without a connection", "warning"),
        (
            SyncInputs(OutboxSummary(3, "2026-03-12T11:05:00Z", 0, 0), DONE, now=NOW),
            "3 not sent, oldest 2 h",
            "success",
        ),
        (SyncInputs(OutboxSummary(3, None, 1, 0), DONE), "1 entry needs you", "danger"),
        (SyncInputs(OutboxSummary(0, None, 2, 0), OFFLINE), "2 entries need you", "danger"),
    ],
)
def test_that_the_strip_says_first_what_matters_most(inputs: SyncInputs, strip: str, tone: str) -> None:
    props = derive(inputs)
    assert (props.strip, props.stripTone) == (strip, tone)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("inputs", "title", "tone"),
    [
        (SyncInputs(), "Not synced yet", "neutral"),
        (SyncInputs(state=DONE), "Everything is with the station", "success"),
        (SyncInputs(OutboxSummary(1, None, 0, 0), DONE), "1 entry waits to be sent", "info"),
        (SyncInputs(OutboxSummary(5, None, 0, 0), OFFLINE), "Without a connection", "warning"),
        (SyncInputs(state=RoundsState(failed=True)), "Sync failed on this device", "danger"),
    ],
)
def test_that_the_headline_never_says_all_is_sent_while_something_waits(
    inputs: SyncInputs, title: str, tone: str
) -> None:
    props = derive(inputs)
    assert (props.title, props.tone) == (title, tone)


def test_that_a_clock_that_is_off_is_warned_of() -> None:
    props = derive(SyncInputs(state=RoundsState(report=RoundDone(clock_off=True, offset=9000.0))))
    assert (props.clockOff, props.tone) == (True, "warning")
    assert not derive(SyncInputs(state=DONE)).clockOff


@pytest.mark.parametrize(("done", "total", "shown"), [(5, 20, 0.25), (5, None, -1.0), (30, 20, 1.0)])
def test_that_progress_is_a_share_only_where_an_end_is_known(done: int, total: int | None, shown: float) -> None:
    state = RoundsState(running=True, progress=Progress(Phase.PULL, done, total, 0, 0))
    assert derive(SyncInputs(state=state)).progress == shown


def test_that_only_a_device_without_its_place_must_enrol() -> None:
    for report in (Diverged(Problem("diverged", "")), NotEnrolled()):
        assert derive(SyncInputs(state=RoundsState(report=report))).mustEnrol
    assert not derive(SyncInputs(state=OFFLINE)).mustEnrol
