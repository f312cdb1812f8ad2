"""The suggested walk: a few spots worth a quarter of an hour each, in an order that fits the shift.

The surface behind it is fed by residents only, never by what officers find (Ensign et al. 2017, the feedback loop).
A walk is drawn by a logged seed among those within 95 % of the best, so that nobody can predict it; 15 % of the
minutes at stops go to cells of which too little is known. Times: 15 minutes a stop (Koper 1995), 4.5 km/h and a
detour of 1.3 over the straight line (choices, kept as settings).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np
from numpy.typing import NDArray

from app.patrols.orienteering import BudgetTooSmall, Orienteering, Route
from app.patrols.orienteering_exact import MOST_STOPS, all_walks
from app.patrols.orienteering_search import iterated_search
from app.patrols.suggestion import NothingToVisit, Reason, RefusalReason, ShiftTooShort, Trend
from app.patrols.track import metres

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class StopRefusal:
    """An officer's no to one spot; `text` says more when the reason is `other`."""

    spot: str
    reason: RefusalReason
    text: str = ""


@dataclass(frozen=True, slots=True)
class WalkSpot:
    """A candidate with what is known of it.

    `p_worse` is P(theta > m) of the surface, `n` its distinct respondents, `low` to `high` its interval, `exposure`
    how many people pass (any unit, the same for all). `hours_since_visit` is None where nobody has been.
    """

    name: str
    lat: float
    lon: float
    p_worse: float
    exposure: float
    n: int
    low: float
    high: float
    tags: tuple[str, ...] = ()
    trend: Trend = Trend.unclear
    hours_since_visit: float | None = None
    open_tips: int = 0
    under_sampled: bool = False


@dataclass(frozen=True, slots=True)
class WalkSettings:
    """Minutes, hours, km/h and shares."""

    service_minutes: float = 15.0
    speed: float = 4.5
    detour: float = 1.3
    most_candidates: int = MOST_STOPS
    hours_between_visits: float = 2.0
    full_after_hours: float = 24.0
    tip_weight: float = 0.25
    near_best: float = 0.95
    explore: float = 0.15


@dataclass(frozen=True, slots=True)
class WhyHere:
    """The facts that a stop shows; `reason` is the first of them."""

    reason: Reason
    n: int
    low: float
    high: float
    p_worse: float
    tags: tuple[str, ...]
    trend: Trend
    hours_since_visit: float | None
    open_tips: int


@dataclass(frozen=True, slots=True)
class WalkStop:
    """Minutes from the start of the walk."""

    spot: str
    arrive: float
    leave: float
    why: WhyHere


@dataclass(frozen=True, slots=True)
class SuggestedWalk:
    """`score` of the drawn walk beside the `best` possible; `choices` walks were drawn from by `seed`.

    `explored` is the share of stop minutes in under-sampled cells.
    """

    stops: tuple[WalkStop, ...]
    minutes: float
    walking_minutes: float
    score: float
    best: float
    explored: float
    seed: int
    choices: int
    exact: bool


@dataclass(frozen=True, slots=True)
class WalkRequest:
    """Where the walk starts and ends, how long it may take, and what the officer refused."""

    spots: tuple[WalkSpot, ...]
    start: tuple[float, float]
    end: tuple[float, float]
    minutes: float
    refused: tuple[StopRefusal, ...] = ()
    settings: WalkSettings = field(default_factory=WalkSettings)


WalkOutcome = SuggestedWalk | NothingToVisit | ShiftTooShort


def suggest_walk(request: WalkRequest, *, seed: int) -> WalkOutcome:
    """Choose spots, find the walks that fit, draw one. The same request and seed give the same walk."""
    chosen = shortlist(request)
    if not chosen:
        return _nothing(request)
    problem = _problem(request, chosen)
    found = _walks(problem, chosen, request.settings)
    if isinstance(found, BudgetTooSmall):
        return ShiftTooShort(found.needed, request.minutes)
    if not found.scores.size:
        return ShiftTooShort(_nearest(problem), request.minutes)
    best, drawable = _drawable(found, request.settings)
    drawn = found.route(Random(seed).choice(drawable))  # noqa: S311 - logged on purpose, so that it can be repeated
    return _described(chosen, problem, drawn, best=best, seed=seed, choices=len(drawable), exact=found.exact)


def priority(spot: WalkSpot, settings: WalkSettings) -> float:
    """P x exposure x time since the last visit (full after a day), raised by open tips; 0 for nothing to see."""
    hours = spot.hours_since_visit
    waited = 1.0 if hours is None else min(1.0, hours / settings.full_after_hours)
    return spot.exposure * waited * (spot.p_worse + settings.tip_weight * spot.open_tips)


def shortlist(request: WalkRequest) -> tuple[WalkSpot, ...]:
    """The spots worth the table: by priority, with room kept for under-sampled ones; never one just visited."""
    settings = request.settings
    ready = [spot for spot in request.spots if _ready(spot, request) and priority(spot, settings) > 0]
    ready.sort(key=lambda spot: (-priority(spot, settings), spot.name))
    unknown = [spot for spot in ready if spot.under_sampled]
    kept = unknown[: math.ceil(settings.explore * settings.most_candidates)]
    others = [spot for spot in ready if spot not in kept]
    return (*kept, *others[: settings.most_candidates - len(kept)])


def _ready(spot: WalkSpot, request: WalkRequest) -> bool:
    if spot.name in {refusal.spot for refusal in request.refused}:
        return False
    hours = spot.hours_since_visit
    return hours is None or hours >= request.settings.hours_between_visits


def _nothing(request: WalkRequest) -> NothingToVisit:
    names = {refusal.spot for refusal in request.refused}
    refused = sum(spot.name in names for spot in request.spots)
    recent = sum(spot.name not in names and not _ready(spot, request) for spot in request.spots)
    return NothingToVisit(recent, refused)


def _problem(request: WalkRequest, chosen: Sequence[WalkSpot]) -> Orienteering:
    """Stops in minutes: start first, end last."""
    settings = request.settings
    places = [request.start, *((spot.lat, spot.lon) for spot in chosen), request.end]
    minute = settings.detour / (settings.speed * 1000.0 / 60.0)
    distances: NDArray[np.float64] = np.array([[metres(*a, *b) * minute for b in places] for a in places])
    distances = (distances + distances.T) / 2.0
    service = np.array([0.0, *(settings.service_minutes for _ in chosen), 0.0])
    scores = np.array([0.0, *(priority(spot, settings) for spot in chosen), 0.0])
    return Orienteering(distances, scores, service, 0, len(places) - 1, request.minutes)


@dataclass(frozen=True, slots=True)
class _Pool:
    """Walks with at least one stop: their scores, the share of stops that explore, and how to get the walk."""

    scores: NDArray[np.float64]
    explored: NDArray[np.float64]
    route: Callable[[int], Route]
    exact: bool


def _walks(problem: Orienteering, chosen: Sequence[WalkSpot], settings: WalkSettings) -> _Pool | BudgetTooSmall:
    unknown = np.array([False, *(spot.under_sampled for spot in chosen), False])
    if problem.scores.size - 2 <= MOST_STOPS:
        walks = all_walks(problem)
        if isinstance(walks, BudgetTooSmall):
            return walks
        some = np.flatnonzero(walks.sets)
        inside = (walks.sets[some, None] >> np.arange(len(walks.stops))) & 1
        shares = inside @ unknown[list(walks.stops)] / np.maximum(1, inside.sum(axis=1))
        return _Pool(walks.scores[some], shares, lambda index: walks.route(int(some[index])), exact=True)
    found = iterated_search(problem, share=min(settings.near_best, 0.8))
    if isinstance(found, BudgetTooSmall):
        return found
    routes = [route for route in found.near if len(route.order) > 2]
    explored = np.array([unknown[list(route.order[1:-1])].mean() for route in routes])
    return _Pool(np.array([route.score for route in routes]), explored, lambda index: routes[index], exact=False)


def _drawable(pool: _Pool, settings: WalkSettings) -> tuple[float, list[int]]:
    """The best score and the walks near it, among those that explore enough, or the most that can be explored."""
    wanted = min(settings.explore, float(pool.explored.max()))
    enough = pool.explored >= wanted - _ROUNDING
    best = float(pool.scores[enough].max())
    return best, np.flatnonzero(enough & (pool.scores >= settings.near_best * best - _ROUNDING)).tolist()


def _nearest(problem: Orienteering) -> float:
    inner = range(1, problem.scores.size - 1)
    return min(
        float(problem.distances[0, stop] + problem.service[stop] + problem.distances[stop, problem.end])
        for stop in inner
    )


def _described(
    chosen: Sequence[WalkSpot],
    problem: Orienteering,
    drawn: Route,
    *,
    best: float,
    seed: int,
    choices: int,
    exact: bool,
) -> SuggestedWalk:
    clock, here, stops = 0.0, drawn.order[0], []
    for stop in drawn.order[1:-1]:
        arrive = clock + float(problem.distances[here, stop])
        clock, here = arrive + float(problem.service[stop]), stop
        stops.append(WalkStop(chosen[stop - 1].name, arrive, clock, why_here(chosen[stop - 1])))
    staying = math.fsum(float(problem.service[stop]) for stop in drawn.order[1:-1])
    explored = sum(chosen[stop - 1].under_sampled for stop in drawn.order[1:-1]) / len(stops)
    return SuggestedWalk(
        tuple(stops), drawn.cost, drawn.cost - staying, drawn.score, best, explored, seed, choices, exact
    )  # fmt: skip


def why_here(spot: WalkSpot) -> WhyHere:
    """What a stop shows about itself."""
    if spot.under_sampled:
        reason = Reason.under_sampled
    elif spot.open_tips and spot.p_worse < 0.5:
        reason = Reason.open_tips
    else:
        reason = Reason.felt_unsafe
    return WhyHere(
        reason,
        spot.n,
        spot.low,
        spot.high,
        spot.p_worse,
        spot.tags,
        spot.trend,
        spot.hours_since_visit,
        spot.open_tips,
    )
