"""One line of what `make bench` prints, and the measuring that it stands on: medians of several, ratios in pairs."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

TRIES = 3
"""The fewest measurements that a line stands on."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measured value beside the bound that it must keep.

    `bound` is None where nothing is promised; `bound_name` says what the bound is (such as "at most", "at least",
    "from .93 to .97"); `holds` is the judgement. `value` is the median of `n` measurements, `spread` the largest less
    the smallest of them; a value that is ``exact``, such as a count of bytes, needs no second one.
    """

    name: str
    value: float
    unit: str
    bound: float | None
    bound_name: str
    holds: bool
    spread: float = 0.0
    n: int = 1
    exact: bool = False


def row(
    name: str,
    samples: Sequence[float],
    unit: str,
    *,
    at_most: float | None = None,
    peer: bool = False,
    exact: bool = False,
) -> Row:
    """The line of some measurements of one thing, or of one that does not vary."""
    value = median(samples)
    bound_name = "peer" if peer else "" if at_most is None else "at most"
    holds = at_most is None or value <= at_most
    return Row(name, value, unit, at_most, bound_name, holds, max(samples) - min(samples), len(samples), exact)


def installed() -> dict[str, str]:
    """The environment of a process whose modules lie compiled on the disk, as those of an installed program do.

    Its first start compiles them, and is not counted.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def several(work: Callable[[], float], tries: int = TRIES) -> list[float]:
    """What ``work`` measured, so many times."""
    return [work() for _ in range(tries)]


def pairs(ours: Callable[[], float], peer: Callable[[], float], tries: int = TRIES) -> list[tuple[float, float]]:
    """Both measured in turns, each one first in every second pair: what else the machine does meets both alike."""
    found = []
    for number in range(tries):
        if number % 2:
            theirs = peer()
            found.append((ours(), theirs))
        else:
            found.append((ours(), peer()))
    return found


def ratios(pairs_: Sequence[tuple[float, float]]) -> list[float]:
    """Ours over the peer's, pair by pair."""
    return [ours / theirs for ours, theirs in pairs_]
