"""The state machine of sync: Hypothesis draws what happens, the invariants are checked after every step."""

import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.faults.world import CUTS, DEVICE_POINTS, SERVER_POINTS, World

DEVICES = st.integers(0, 2)
TIPS = st.integers(0, 5)
WORDS = st.sampled_from(["Tma", "Lampa", "Díra"])
EXAMPLES = int(os.environ.get("OKRSKAR_MACHINE_EXAMPLES", "12"))


class SyncMachine(RuleBasedStateMachine):
    """Edit, push and pull with cuts and crashes, move, grant, revoke, close, erase, restore, upgrade."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="okrskar-machine-"))
        self.world = World(self.folder)

    def tip(self, number: int) -> str:
        tips = self.world.tips
        return tips[-1 - number % len(tips)]

    @initialize()
    def one_tip(self) -> None:
        self.world.file(self.world.anna, east=False)

    @rule(device=DEVICES, east=st.booleans())
    def file(self, device: int, east: bool) -> None:
        self.world.file(self.world.devices[device], east=east)

    @rule(device=DEVICES, tip=TIPS)
    def note(self, device: int, tip: int) -> None:
        self.world.note(self.world.devices[device], self.tip(tip))

    @rule(device=DEVICES, tip=TIPS, word=WORDS)
    def edit(self, device: int, tip: int, word: str) -> None:
        self.world.edit(self.world.devices[device], self.tip(tip), word)

    @rule(device=DEVICES, tip=TIPS)
    def accept(self, device: int, tip: int) -> None:
        self.world.accept(self.world.devices[device], self.tip(tip))

    @rule(device=DEVICES, tip=TIPS)
    def close(self, device: int, tip: int) -> None:
        self.world.close(self.world.devices[device], self.tip(tip))

    @rule(device=DEVICES, tip=TIPS)
    def upgrade_with_old_operations(self, device: int, tip: int) -> None:
        self.world.close_by_old_app(self.world.devices[device], self.tip(tip))
        self.world.devices[device].restart()

    @rule(tip=TIPS)
    def reopen(self, tip: int) -> None:
        self.world.reopen(self.tip(tip))

    @rule(device=DEVICES, tip=TIPS, which=st.integers(0, 3))
    def poison(self, device: int, tip: int, which: int) -> None:
        self.world.poison(self.world.devices[device], self.tip(tip), which)

    @rule(tip=TIPS, east=st.booleans(), holder=st.sampled_from([None, "anna", "boris"]))
    def move(self, tip: int, east: bool, holder: str | None) -> None:
        self.world.assign(self.tip(tip), east, holder)

    @rule(name=st.sampled_from(["anna", "boris"]), east=st.booleans())
    def grant(self, name: str, east: bool) -> None:
        self.world.grant(name, east)

    @rule(name=st.sampled_from(["anna", "boris"]), east=st.booleans())
    def revoke(self, name: str, east: bool) -> None:
        self.world.withdraw(name, east)

    @rule(tip=TIPS)
    def erase(self, tip: int) -> None:
        self.world.erase(self.tip(tip))

    @rule()
    def back_up(self) -> None:
        self.world.back_up()

    @precondition(lambda self: self.world.backup is not None)
    @rule()
    def restore(self) -> None:
        self.world.restore()

    @rule(device=DEVICES)
    def sync(self, device: int) -> None:
        self.world.round(self.world.devices[device])

    @rule(device=DEVICES, cut=st.sampled_from(CUTS))
    def sync_cut(self, device: int, cut: tuple[str, object]) -> None:
        self.world.cut(self.world.devices[device], *cut)  # type: ignore[arg-type]

    @rule(device=DEVICES, point=st.sampled_from(DEVICE_POINTS + SERVER_POINTS))
    def sync_crash(self, device: int, point: str) -> None:
        self.world.crash(self.world.devices[device], point)

    @rule(device=DEVICES, hours=st.sampled_from([-24, 24 * 365, 0]))
    def shift_clock(self, device: int, hours: int) -> None:
        self.world.shift_clock(self.world.devices[device], timedelta(hours=hours))

    @rule()
    def time_goes_by(self) -> None:
        self.world.age()

    @invariant()
    def all_holds(self) -> None:
        self.world.check()

    def teardown(self) -> None:
        try:
            self.world.settle()
            self.world.check()
        finally:
            self.world.stop()
            shutil.rmtree(self.folder)


TestSyncMachine = SyncMachine.TestCase
TestSyncMachine.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=30,
    deadline=None,
    phases=(Phase.explicit, Phase.generate) if EXAMPLES <= 12 else tuple(Phase),
    suppress_health_check=list(HealthCheck),
    derandomize="CI" in os.environ,
    database=None,
)
pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
