"""Prove an orienteering walk optimal, or find a better one: branch and cut over edges with HiGHS.

Source: M. Fischetti, J. J. Salazar Gonzalez and P. Toth, "Solving the orienteering problem through branch-and-cut",
INFORMS Journal on Computing 10, 1998 (the model; the cuts x(delta(S)) >= 2 y_i, separated by minimum cuts).
Needs HiGHS, which is part of the server's install.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from time import monotonic

from app.patrols.orienteering import (
    TOLERANCE,
    Orienteering,
    Route,
    candidates,
    fixed_cost,
    route_of,
    weights,
)
from app.workload.mixed_integer import Model, Status

_VIOLATED = 1e-4


@dataclass(frozen=True, slots=True)
class Proven:
    """The best route known and what no route can beat; `exact` when they meet."""

    route: Route
    bound: float
    exact: bool


@dataclass(slots=True)
class _Programme:
    """Node 0 is start and end in one: the path is closed through it, and both its edges are told apart."""

    model: Model
    visit: list[int]
    edges: dict[tuple[int, int], int]
    from_start: dict[int, int]
    to_end: dict[int, int]
    better: int


def prove(problem: Orienteering, known: Route, *, seconds: float = 10.0) -> Proven:
    """Raise `known` to the optimum or prove it within about `seconds`; else return the bound reached."""
    stops = candidates(problem)
    ends = {problem.start, problem.end}
    own = math.fsum(float(problem.scores[stop]) for stop in ends)
    scores = [float(problem.scores[stop]) for stop in stops]
    most = own + math.fsum(scores)
    if known.score >= most - TOLERANCE:
        return Proven(known, known.score, exact=True)
    step = _step(scores)
    until = monotonic() + seconds
    programme = _programme(problem, stops)
    best, bound = known, most
    bound = min(bound, _tightened(programme, scores, best.score - own, step, until) + own)
    while monotonic() < until and bound >= best.score + step * 0.999:
        programme.model.row_lowers[programme.better] = best.score - own + step * 0.999
        objective = list(zip(programme.visit, scores, strict=True))
        solved = programme.model.solve(objective, maximise=True, time_limit=max(0.05, until - monotonic()))
        if solved.status is Status.infeasible:
            bound = best.score
        elif solved.status is Status.unsolved:
            bound = min(bound, _whole(solved.bound, step) + own)
            break
        else:
            bound = min(bound, _whole(solved.bound, step) + own)
            best = _continued(problem, programme, stops, solved.values, best)
    bound = max(bound, best.score)
    return Proven(best, bound, exact=bound < best.score + step * 0.999)


def _step(scores: Sequence[float]) -> float:
    """The least difference between two different scores that is certain: their greatest common divisor if whole."""
    if all(score.is_integer() for score in scores):
        return float(reduce(math.gcd, (int(score) for score in scores)))
    return 1e-6 * max(scores)


def _whole(bound: float, step: float) -> float:
    return math.floor(bound / step + 1e-6) * step if math.isfinite(bound) else math.inf


def _programme(problem: Orienteering, stops: list[int]) -> _Programme:
    weight, model, n = weights(problem), Model(), len(stops)
    room = problem.budget - fixed_cost(problem) + TOLERANCE / 2
    visit = [model.column() for _ in stops]
    first = {i: model.column() for i in range(n)}
    last = {i: model.column() for i in range(n)}
    edges, costs = {}, []
    for i in range(n):
        costs += [(first[i], float(weight[problem.start, stops[i]])), (last[i], float(weight[stops[i], problem.end]))]
        for j in range(i + 1, n):
            near = float(weight[stops[i], stops[j]])
            there = weight[problem.start, stops[i]] + near + weight[stops[j], problem.end]
            back = weight[problem.start, stops[j]] + near + weight[stops[i], problem.end]
            if min(there, back) <= room:
                edges[i, j] = model.column()
                costs.append((edges[i, j], near))
    model.row(costs, upper=room)
    model.row([(column, 1.0) for column in first.values()], 1.0, 1.0)
    model.row([(column, 1.0) for column in last.values()], 1.0, 1.0)
    for i in range(n):
        around = [column for pair, column in edges.items() if i in pair]
        terms = [(column, 1.0) for column in (*around, first[i], last[i])]
        model.row([*terms, (visit[i], -2.0)], 0.0, 0.0)
    for (i, j), column in edges.items():
        model.row([(column, 1.0), (visit[i], -1.0)], upper=0.0)
        model.row([(column, 1.0), (visit[j], -1.0)], upper=0.0)
    model.row([(column, float(problem.scores[stops[i]])) for i, column in enumerate(visit)])
    return _Programme(model, visit, edges, first, last, len(model.row_lowers) - 1)


def _tightened(programme: _Programme, scores: list[float], known: float, step: float, until: float) -> float:
    """Add cuts to the relaxation while they bite; returns its bound on the score of the stops."""
    bound = math.inf
    objective = list(zip(programme.visit, scores, strict=True))
    stalled = 0
    while monotonic() < until and stalled < 4:
        solved = programme.model.solve(
            objective, maximise=True, relaxed=True, time_limit=max(0.05, until - monotonic())
        )
        if solved.status is not Status.optimal:
            break
        stalled = stalled + 1 if solved.bound > bound - 1e-3 * step else 0
        bound = min(bound, solved.bound)
        if _whole(bound, step) < known + step * 0.999 or _cut_fractional(programme, solved.values) == 0:
            break
    return _whole(bound, step)


def _cut_fractional(programme: _Programme, values: Sequence[float]) -> int:
    """Minimum cuts between the ends and every visited stop; returns how many cuts were added."""
    flow = _support(programme, values)
    added, seen = 0, set()
    for i, column in enumerate(programme.visit):
        wanted = 2.0 * values[column]
        if wanted <= _VIOLATED:
            continue
        inside = _minimum_cut(flow, i, wanted)
        if inside is not None and inside not in seen:
            seen.add(inside)
            added += 1
            _cut(programme, inside, max(inside, key=lambda stop: values[programme.visit[stop]]))
    return added


def _support(programme: _Programme, values: Sequence[float]) -> dict[int, dict[int, float]]:
    """Capacities between stops; the ends are node -1."""
    flow: dict[int, dict[int, float]] = {-1: {}}
    for (i, j), column in programme.edges.items():
        if values[column] > 1e-9:
            flow.setdefault(i, {})[j] = flow.setdefault(j, {})[i] = values[column]
    for i in range(len(programme.visit)):
        capacity = values[programme.from_start[i]] + values[programme.to_end[i]]
        if capacity > 1e-9:
            flow.setdefault(i, {})[-1] = flow[-1][i] = capacity
    return flow


def _minimum_cut(flow: dict[int, dict[int, float]], source: int, wanted: float) -> frozenset[int] | None:
    """The source's side of a cut to node -1 that carries less than `wanted`; None where there is none."""
    left = {node: dict(neighbours) for node, neighbours in flow.items()}
    total = 0.0
    while True:
        parent = {source: source}
        queue = deque([source])
        while queue and -1 not in parent:
            node = queue.popleft()
            for other, capacity in left.get(node, {}).items():
                if capacity > 1e-9 and other not in parent:
                    parent[other] = node
                    queue.append(other)
        if -1 not in parent:
            return frozenset(parent)
        path, node = [], -1
        while node != source:
            path.append((parent[node], node))
            node = parent[node]
        amount = min(left[a][b] for a, b in path)
        for a, b in path:
            left[a][b] -= amount
            left[b][a] = left[b].get(a, 0.0) + amount
        total += amount
        if total >= wanted - _VIOLATED:
            return None


def _cut(programme: _Programme, inside: frozenset[int], stop: int) -> None:
    leaving = [(column, 1.0) for (i, j), column in programme.edges.items() if (i in inside) != (j in inside)]
    leaving += [(programme.from_start[i], 1.0) for i in inside] + [(programme.to_end[i], 1.0) for i in inside]
    programme.model.row([*leaving, (programme.visit[stop], -2.0)], lower=0.0)


def _continued(
    problem: Orienteering, programme: _Programme, stops: list[int], values: Sequence[float], best: Route
) -> Route:
    """Take the walk out of a whole-numbered solution if it is one; cut off its loops if it is not."""
    links: dict[int, list[int]] = {}
    for (i, j), column in programme.edges.items():
        if values[column] > 0.5:
            links.setdefault(i, []).append(j)
            links.setdefault(j, []).append(i)
    order = [next(i for i, column in programme.from_start.items() if values[column] > 0.5)]
    while True:
        following = [j for j in links.get(order[-1], []) if j not in order]
        if not following:
            break
        order.append(following[0])
    visited = {i for i, column in enumerate(programme.visit) if values[column] > 0.5}
    left = visited - set(order)
    while left:
        loop, queue = set(), [left.pop()]
        while queue:
            node = queue.pop()
            loop.add(node)
            queue.extend(j for j in links.get(node, []) if j not in loop)
        left -= loop
        for stop in loop:
            _cut(programme, frozenset(loop), stop)
    route = route_of(problem, [stops[i] for i in order])
    return route if route.cost <= problem.budget and route.score > best.score else best
