"""From stops to the walk with the highest score, and from a track to the dosage of its spots. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.patrols.orienteering import BudgetTooSmall, Orienteering, euclidean
from app.patrols.orienteering_solve import Solved, solve
from app.patrols.spots import Spot
from app.patrols.track import CleanTrack, Fix, NoUsableFix, TrackLimits, clean
from app.patrols.visits import SpotDosage, VisitRules, dosage
from app.workload.mixed_integer import solver_available


@dataclass(frozen=True, slots=True)
class Stops:
    """N stops at points (x, y); distances are Euclidean, in the unit of `service` and of the budget.

    `score` and `service` (paid at each visited stop) are 0 or more; `start` and `end` are positions, the same for a
    round.
    """

    points: tuple[tuple[float, float], ...]
    score: tuple[float, ...]
    service: tuple[float, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WalkedStop:
    """A stop of the walk by its position among the stops; a return to the start has no score and no service again."""

    stop: int
    score: float
    service: float
    cost_so_far: float


@dataclass(frozen=True, slots=True)
class Walk:
    """The best walk found: its stops in order, and what is known of the best there could be."""

    stops: tuple[WalkedStop, ...]
    solved: Solved

    @property
    def visited(self) -> int:
        """How many stops lie between the start and the end."""
        return len(self.stops) - 2


@dataclass(frozen=True, slots=True)
class Presence:
    """What a track shows: the track without unusable fixes, and for each spot, in order, its dosage."""

    track: CleanTrack
    spots: tuple[SpotDosage, ...]

    @property
    def start(self) -> float:
        """The first usable fix of the first piece: seconds since 1970-01-01 in UTC."""
        return self.track.pieces[0][0].at

    @property
    def end(self) -> float:
        """The last usable fix: seconds since 1970-01-01 in UTC."""
        return max(piece[-1].at for piece in self.track.pieces)

    @property
    def gap_minutes(self) -> float:
        """Minutes in gaps, in which nobody knows where the officer was."""
        return sum(gap.end - gap.start for gap in self.track.gaps) / 60.0


def best_walk(stops: Stops, budget: float, *, seed: int = 0, proof_seconds: float = 5.0) -> Walk | BudgetTooSmall:
    """The walk with the highest score within a budget: exact to 14 stops, above by search and, with HiGHS, a proof.

    Raises ValueError for negative or infinite numbers and for columns of other lengths.
    """
    problem = Orienteering(
        euclidean(stops.points), np.array(stops.score), np.array(stops.service), stops.start, stops.end, budget
    )
    found = solve(problem, seed=seed, proof_seconds=proof_seconds if solver_available() else 0.0)
    if isinstance(found, BudgetTooSmall):
        return found
    return Walk(_walked(problem, found), found)


def presence(
    segments: Iterable[Sequence[Fix]], spots: Sequence[Spot], limits: TrackLimits, rules: VisitRules
) -> Presence | NoUsableFix:
    """How often, how long and at what intervals a track was at each spot; a visit never spans a gap."""
    track = clean(segments, limits)
    if isinstance(track, NoUsableFix):
        return track
    return Presence(track, tuple(dosage(track, spot, rules) for spot in spots))


def _walked(problem: Orienteering, found: Solved) -> tuple[WalkedStop, ...]:
    order, spent = found.best.order, 0.0
    stops: list[WalkedStop] = []
    for index, stop in enumerate(order):
        if index:
            spent += float(problem.distances[order[index - 1], stop])
        returned = 0 < index == len(order) - 1 and stop == order[0]
        score, service = (0.0, 0.0) if returned else (float(problem.scores[stop]), float(problem.service[stop]))
        spent += service
        stops.append(WalkedStop(stop, score, service, min(spent, found.best.cost)))
    return tuple(stops)
