"""The screens at 20,000 tips: a cold start to a usable list, and how long a sync round holds the GUI thread up."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.row import Row, installed, row

TIPS = 20_000
RUNS = 5
PRESSES = {"open a tip": 100.0, "another tab": 100.0, "another page": 100.0, "close a sheet": 100.0,
           "a letter of a search": 60.0}  # fmt: skip
"""From the press to the frame that shows it, at most so many milliseconds."""
HOLD_MS = 50.0


def _child(*words: str, module: str = "_gui_child") -> dict[str, Any]:
    """One measurement in a process of its own; what it found."""
    environment = {**installed(), "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_CONTROLS_STYLE": "Basic"}
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *words],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(found, dict)
    return found


def run() -> list[Row]:
    """Cold starts in fresh processes (the median), and the longest beat missed while a round brings 20,000 tips."""
    with tempfile.TemporaryDirectory() as folder:
        home = str(Path(folder) / "device")
        _child("fill", home, str(TIPS))
        _child("start", home)
        starts = sorted((_child("start", home) for _ in range(RUNS)), key=lambda found: found["seconds"])
        taps = _child("list", home)
        shift = _shift(home)
        empty = str(Path(folder) / "empty")
        _child("fill", empty, "0")
        round_ = _child("round", empty, str(TIPS))
        again = _child("round", home, "2000")
    middle = starts[len(starts) // 2]
    cold = middle["seconds"]
    return [
        Row("cold start to a usable list of 20,000 tips", cold, "s", 1.5, "at most", cold <= 1.5),
        Row("processor time of that start", middle["worked"], "s", None, "", holds=True),
        Row("another tab of 20,000 tips shown", taps["tab_ms"], "ms", 100.0, "at most", taps["tab_ms"] <= 100.0),
        Row(
            "a scroll to the far end of the list", taps["scroll_ms"], "ms", 150.0, "at most", taps["scroll_ms"] <= 150.0
        ),
        *shift,
        *_beats("a first sync of 20,000 tips", round_),
        *_beats("a round of 2,000 changes over 20,000 tips", again),
    ]


def _shift(home: str) -> list[Row]:
    """What an officer waits for: at the start beside a bare window of PySide6 in the same run, then at each press."""

    def child(what: str) -> dict[str, Any]:
        return _child(what, home, module="_gui_shift")

    child("key")
    for what in ("bare", "door"):
        child(what)
    bare, door, start = child("bare")["seconds"], child("door"), _child("start", home)
    found = {
        "start to the PIN pad's first digit": (door["first_digit"], 4.0),
        "last digit to the list of 20,000 tips": (door["list"], 3.0),
        "process to the list of 20,000 tips": (start["seconds"], 6.0),
    }
    return [
        *(row(f"{what}, over a bare window", [took / bare], "×", at_most=most) for what, (took, most) in found.items()),
        *_presses(child("use")),
    ]


def _presses(used: dict[str, Any]) -> list[Row]:
    rows = []
    for what, most in PRESSES.items():
        found = used[what]
        took, held = found["p95_ms"], found["held_ms"]
        rows += [
            Row(f"p95 of {what}, 20,000 tips", took, "ms", most, "at most", took <= most),
            Row(f"processor time of {what}, p95", found["worked_ms"], "ms", None, "", holds=True),
            Row(f"GUI thread held up by {what}", held, "ms", HOLD_MS, "at most", held <= HOLD_MS),
            Row(f"processor time of the GUI thread within that: {what}", found["held_worked_ms"], "ms", None, "", True),
        ]
    return rows


def _beats(what: str, found: dict[str, Any]) -> list[Row]:
    longest = found["longest_ms"]
    return [
        Row(f"GUI thread held up by {what}", longest, "ms", 50.0, "at most", longest <= 50.0),
        Row(f"processor time of the GUI thread within that: {what}", found["worked_ms"], "ms", None, "", holds=True),
        Row(f"{what} with the screens open", found["seconds"], "s", None, "", holds=True),
    ]
