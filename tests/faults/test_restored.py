"""What a restored backup asks of devices that do not yet know the server's past."""

from pathlib import Path

from sync.client.outcomes import RoundDone
from tests.faults.in_process import Cut
from tests.faults.world import World


def test_that_what_a_new_device_had_answered_before_its_first_pull_outlives_a_backup(tmp_path: Path) -> None:
    """It has no incarnation to compare: that the server knows of less than it answered is the sign."""
    world = World(tmp_path)
    try:
        world.back_up()
        world.file(world.anna, east=False)
        world.cut(world.anna, "pull", Cut.BEFORE)
        assert world.anna.query("SELECT verdict FROM outbox")[0].verdict == "applied"
        world.restore()
        world.settle()
        world.check()
        assert isinstance(world.round(world.sylva), RoundDone)
        assert len(world.sylva.docs("tip")) == 1
    finally:
        world.stop()
