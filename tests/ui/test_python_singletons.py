"""Signals by the hundred thousand do not end the interpreter."""

import subprocess
import sys

import pytest

EMITS = 200_000
SCRIPT = f"""
import ui
from PySide6.QtCore import QObject, Signal

class Talker(QObject):
    said = Signal(str, bool)

talker = Talker()
for _ in range({EMITS}):
    talker.said.emit("word", True)
    talker.setObjectName("name")
print("alive")
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)


def test_that_the_app_outlives_any_number_of_signals() -> None:
    ended = run(SCRIPT)
    assert (ended.returncode, ended.stdout) == (0, "alive\n"), ended.stderr


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="constants are immortal from Python 3.12 on")
def test_that_the_guard_is_still_needed() -> None:
    ended = run(SCRIPT.replace("import ui", ""))
    assert ended.returncode != 0, "PySide no longer drops references: take ui/python_singletons.py away"
    assert "deallocating" in ended.stderr
