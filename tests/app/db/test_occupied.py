"""A second start on one store is told so; a process that was killed leaves nothing locked."""

import subprocess
import sys
from pathlib import Path

from app.db.occupied import Occupied, is_occupied

HOLD = (
    "import sys; from pathlib import Path; from app.db.occupied import Occupied;"
    "held = Occupied.enter(Path(sys.argv[1])); print(held is not None, flush=True); sys.stdin.read()"
)


def test_that_only_one_holds_the_store(tmp_path: Path) -> None:
    first = Occupied.enter(tmp_path / "a # of 100% ?")
    assert first is not None
    assert Occupied.enter(tmp_path / "a # of 100% ?") is None
    assert is_occupied(tmp_path / "a # of 100% ?")
    first.leave()
    first.leave()
    second = Occupied.enter(tmp_path / "a # of 100% ?")
    assert second is not None
    second.leave()


def test_that_another_process_is_seen_and_its_death_too(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "True"
        assert is_occupied(tmp_path)
        assert Occupied.enter(tmp_path) is None
        other.kill()
        other.wait()
    assert not is_occupied(tmp_path)
