"""The house's own watchmen bite: each is shown a test that breaks its rule, run by a pytest of its own."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import engine

_BREACHES = {
    "a python warning": """
import warnings
def test_it():
    warnings.warn('UserWarning: old')
""",
    "a Qt warning in the test": """
def test_it(qapp):
    from PySide6.QtCore import qWarning
    qWarning('odd')
""",
    "a Qt warning while tearing down": """
import pytest
@pytest.fixture
def late():
    yield
    from PySide6.QtCore import qWarning
    qWarning('late and odd')
def test_it(late):
    pass
""",
    "a QML warning": """
def test_it(qapp):
    from PySide6.QtQml import QQmlComponent, QQmlEngine
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(b'import QtQml; QtObject { property int n: nowhere }', 'file:///odd.qml')
    assert component.create() is not None
""",
    "a thread left running": """
import threading
hold = threading.Event()
def test_it():
    threading.Thread(target=hold.wait, daemon=True).start()
""",
    "a timer left running": """
def test_it(qapp):
    from PySide6.QtCore import QTimer
    qapp.left = QTimer()
    qapp.left.start(1000)
""",
}
_SAID = {
    "a python warning": "UserWarning: old",
    "a Qt warning in the test": "QtWarningMsg: odd",
    "a Qt warning while tearing down": "late and odd",
    "a QML warning": "nowhere is not defined",
    "a thread left running": "in test_it",
    "a timer left running": "still active",
}


def test_that_every_breach_fails_and_says_why(tmp_path: Path) -> None:
    names = {breach: f"test_breach_{number}.py" for number, breach in enumerate(_BREACHES)}
    for breach, name in names.items():
        (tmp_path / name).write_text(_BREACHES[breach])
    root = Path(__file__).parent.parent
    options = ["-c", "pyproject.toml", "--rootdir", ".", "-p", "tests.conftest", "-p", "no:cacheprovider", "-q"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(tmp_path)], cwd=root, capture_output=True, text=True, check=False
    )
    blamed = {
        line.split("::")[0].split()[-1] for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))
    }
    for breach, said in _SAID.items():
        assert any(line.endswith(names[breach]) for line in blamed), f"{breach} was let through:\n{run.stdout}"
        assert said in run.stdout


def _runs_of_a_failing_property() -> int:
    """How often it is tried until it was made as small as it gets, or the time for that is over."""
    ran = 0

    @settings(database=None, derandomize=True, phases=(Phase.generate, Phase.shrink))
    @given(st.lists(st.text(min_size=2), min_size=10))
    def fails(words: list[str]) -> None:
        nonlocal ran
        ran += 1
        assert sum(map(len, words)) < 40

    with pytest.raises(AssertionError):
        fails()
    return ran


def test_that_a_failing_property_is_made_small_for_twenty_seconds_and_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert engine.MAX_SHRINKING_SECONDS == 20
    at_leisure = _runs_of_a_failing_property()
    monkeypatch.setattr(engine, "MAX_SHRINKING_SECONDS", 0)
    assert _runs_of_a_failing_property() < at_leisure / 2, "this Hypothesis does not ask how long it may take"
