"""One line of what `make bench` prints."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A measured value beside the bound that it must keep.

    `bound` is None where nothing is promised; `bound_name` says what the bound is (such as "at most", "at least",
    "from .93 to .97"); `holds` is the judgement.
    """

    name: str
    value: float
    unit: str
    bound: float | None
    bound_name: str
    holds: bool
