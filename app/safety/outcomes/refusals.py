"""Why a method gives no number. The words are made at the edge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoEvents:
    """Nothing was counted on any side, so there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class TooFewEvents:
    """The counts are too thin for the normal approximation or for the number of coefficients."""

    have: int
    needed: int


@dataclass(frozen=True, slots=True)
class TooShort:
    """The series has too few periods on one side of the break."""

    side: str
    have: int
    needed: int


@dataclass(frozen=True, slots=True)
class BadValue:
    """One input lies outside what the method is defined for; `row` counts from 1, None for a single value."""

    name: str
    value: float
    expected: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class NotIdentifiable:
    """The terms of the model can not be told apart on these data."""

    coefficients: int
    rank: int


@dataclass(frozen=True, slots=True)
class NotConverged:
    """The fit did not settle."""

    iterations: int


Refusal = NoEvents | TooFewEvents | TooShort | BadValue | NotIdentifiable | NotConverged
