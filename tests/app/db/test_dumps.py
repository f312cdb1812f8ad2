"""No core file holds the data key."""

import subprocess
import sys


def test_that_no_core_file_may_be_written_afterwards() -> None:
    script = (
        "import resource; from app.db.dumps import forbid_dumps; forbid_dumps();"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "(0, 0)"
