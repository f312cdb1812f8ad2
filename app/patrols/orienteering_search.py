"""Orienteering for many stops: iterated local search, repeatable by its seed.

Source: P. Vansteenwegen, W. Souffriau, G. Vanden Berghe and D. Van Oudheusden, "Iterated local search for the team
orienteering problem with time windows", Computers & Operations Research 36, 2009 (insert and shake), with two-opt,
or-opt and exchange of stops.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from time import monotonic

from app.patrols.orienteering import (
    TOLERANCE,
    BudgetTooSmall,
    Orienteering,
    Route,
    candidates,
    cheapest_place,
    fixed_cost,
    greedy,
    route_of,
    weights,
)

_LEAST = 1e-9
_PATIENCE = 40
_FRESH = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """The best route, and all different ones (by their set of stops) that came within `share` of it, best first."""

    best: Route
    near: tuple[Route, ...]


@dataclass(slots=True)
class _Walk:
    """A path under change: `room` is the budget that is left."""

    path: list[int]
    score: float
    room: float


class _Search:
    def __init__(self, problem: Orienteering, chance: Random) -> None:
        self.weight: list[list[float]] = weights(problem).tolist()
        self.scores: list[float] = problem.scores.tolist()
        self.stops = candidates(problem)
        self.start, self.end = problem.start, problem.end
        self.chance = chance
        self.effort = 0
        self.budget = problem.budget - fixed_cost(problem) + TOLERANCE / 2

    def walk(self, path: list[int]) -> _Walk:
        length = math.fsum(self.weight[a][b] for a, b in pairwise(path))
        return _Walk(path, math.fsum(self.scores[stop] for stop in path[1:-1]), self.budget - length)

    def fresh(self) -> _Walk:
        """A walk from nothing, its first stops drawn at random among those that fit."""
        ends = self.start, self.end
        walk = self.walk(list(ends))
        for stop in self.chance.sample(self.stops, min(len(self.stops), 3)):
            detour, place = cheapest_place(self.weight, walk.path, stop)
            if detour <= walk.room:
                walk.path.insert(place, stop)
                walk.room -= detour
                walk.score += self.scores[stop]
        self.improve(walk, 1.0, frozenset())
        return walk

    def improve(self, walk: _Walk, power: float, banned: frozenset[int]) -> None:
        """Shorten, insert and exchange until nothing helps."""
        while True:
            self.effort += len(walk.path) * (len(walk.path) + len(self.stops))
            while self._two_opt(walk) or self._move_piece(walk):
                pass
            if not self._insert(walk, power, banned) and not self._exchange(walk):
                return
            banned = frozenset()

    def shake(self, walk: _Walk) -> frozenset[int]:
        """Take out a piece or a few stops, or force a stop in; returns what must not come straight back."""
        inner = len(walk.path) - 2
        if inner == 0:
            return frozenset()
        kind = self.chance.random()
        if kind < 0.55:
            length = self.chance.randint(1, max(1, min(inner, 1 + inner // 3)))
            first = self.chance.randint(1, inner - length + 1)
            removed = walk.path[first : first + length]
        elif kind < 0.8:
            removed = self.chance.sample(walk.path[1:-1], self.chance.randint(1, max(1, inner // 4)))
        else:
            removed = self._force(walk)
        gone = frozenset(removed)
        fresh = self.walk([stop for stop in walk.path if stop not in gone])
        walk.path, walk.score, walk.room = fresh.path, fresh.score, fresh.room
        return gone if self.chance.random() < 0.6 else frozenset()

    def _force(self, walk: _Walk) -> list[int]:
        """Insert a stop that is not there and name others, worst first, until it would fit."""
        inside = set(walk.path)
        outside = [stop for stop in self.stops if stop not in inside]
        if not outside:
            return [self.chance.choice(walk.path[1:-1])]
        stop = self.chance.choice(outside)
        detour, place = cheapest_place(self.weight, walk.path, stop)
        walk.path.insert(place, stop)
        room, path, removed = walk.room - detour, list(walk.path), []
        while room < 0 and len(path) > 3:
            gains = [
                (self.scores[path[i]] / max(self._saving(path, i), _LEAST) * self.chance.uniform(0.7, 1.3), i)
                for i in range(1, len(path) - 1)
                if path[i] != stop
            ]
            _, worst = min(gains)
            room += self._saving(path, worst)
            removed.append(path.pop(worst))
        return removed if room >= 0 else [*removed, stop]

    def _saving(self, path: list[int], i: int) -> float:
        row = self.weight[path[i]]
        return row[path[i - 1]] + row[path[i + 1]] - self.weight[path[i - 1]][path[i + 1]]

    def _two_opt(self, walk: _Walk) -> bool:
        path, weight = walk.path, self.weight
        for i in range(len(path) - 3):
            a, b = path[i], path[i + 1]
            row_a, row_b, ab = weight[a], weight[b], weight[a][b]
            for j in range(i + 2, len(path) - 1):
                c, d = path[j], path[j + 1]
                gain = ab + weight[c][d] - row_a[c] - row_b[d]
                if gain > _LEAST:
                    path[i + 1 : j + 1] = path[j:i:-1]
                    walk.room += gain
                    return True
        return False

    def _move_piece(self, walk: _Walk) -> bool:
        path, weight = walk.path, self.weight
        for length in (1, 2, 3):
            for i in range(1, len(path) - length):
                before, first, last, after = path[i - 1], path[i], path[i + length - 1], path[i + length]
                saved = weight[before][first] + weight[last][after] - weight[before][after]
                if saved <= _LEAST:
                    continue
                rest = path[:i] + path[i + length :]
                for k in range(len(rest) - 1):
                    p, q = rest[k], rest[k + 1]
                    forward = weight[p][first] + weight[last][q]
                    back = weight[p][last] + weight[first][q]
                    gain = saved + weight[p][q] - min(forward, back)
                    if gain > _LEAST:
                        piece = path[i : i + length]
                        walk.path = rest[: k + 1] + (piece if forward <= back else piece[::-1]) + rest[k + 1 :]
                        walk.room += gain
                        return True
        return False

    def _insert(self, walk: _Walk, power: float, banned: frozenset[int]) -> bool:
        inside = set(walk.path)
        best: tuple[float, int, int, float] | None = None
        for stop in self.stops:
            if stop in inside or stop in banned:
                continue
            detour, place = cheapest_place(self.weight, walk.path, stop)
            if detour > walk.room:
                continue
            worth = self.scores[stop] ** power / max(detour, _LEAST)
            if best is None or worth > best[0]:
                best = (worth, stop, place, detour)
        if best is None:
            return False
        _, stop, place, detour = best
        walk.path.insert(place, stop)
        walk.score += self.scores[stop]
        walk.room -= detour
        return True

    def _exchange(self, walk: _Walk) -> bool:
        """One stop out, one in: a higher score, or the same for less way."""
        path, weight, scores = walk.path, self.weight, self.scores
        inside = set(path)
        savings = [self._saving(path, i) for i in range(1, len(path) - 1)]
        best: tuple[float, float, int, int, int] | None = None
        for stop in self.stops:
            if stop in inside:
                continue
            row, edges = weight[stop], self._cheapest_edges(path, stop)
            for i, saved in enumerate(savings, start=1):
                gain = scores[stop] - scores[path[i]]
                if gain < 0:
                    continue
                before, after = path[i - 1], path[i + 1]
                instead = row[before] + row[after] - weight[before][after]
                detour, place = min([(instead, i), *_left_of(edges, i)])
                left = walk.room + saved - detour
                if left < 0 or (gain == 0 and left <= walk.room + _LEAST):
                    continue
                if best is None or (gain, left) > best[:2]:
                    best = (gain, left, i, stop, place)
        if best is None:
            return False
        gain, left, i, stop, place = best
        path.pop(i)
        path.insert(place, stop)
        walk.score += gain
        walk.room = left
        return True

    def _cheapest_edges(self, path: list[int], stop: int) -> list[tuple[float, int]]:
        """The three least detours of adding the stop, each with the index where it would go."""
        row, weight = self.weight[stop], self.weight
        return sorted((row[a] + row[b] - weight[a][b], k) for k, (a, b) in enumerate(pairwise(path), start=1))[:3]


def _left_of(edges: list[tuple[float, int]], i: int) -> list[tuple[float, int]]:
    """The cheapest of the three that survives when the stop at `i` leaves, with its index then."""
    return [(extra, k if k < i else k - 1) for extra, k in edges if not i <= k <= i + 1][:1]


def iterated_search(
    problem: Orienteering,
    *,
    seed: int = 0,
    rounds: int = 1_000,
    share: float = 0.95,
    effort: float = math.inf,
    seconds: float = 8.0,
) -> Found | BudgetTooSmall:
    """Improve the greedy route for `rounds` shakes, or until `effort` is spent, which the same seed always repeats.

    A unit of effort is one look at a pair of stops, about 0.2 µs. After `_PATIENCE` shakes without a better walk the
    search goes back to the best one or, as often, starts from nothing. `seconds` only guards against a machine that is
    far too slow.
    """
    first = greedy(problem)
    if isinstance(first, BudgetTooSmall):
        return first
    chance = Random(seed)  # noqa: S311 - a repeatable search, no secret
    search = _Search(problem, chance)
    best = search.walk(list(first.order))
    search.improve(best, 1.0, frozenset())
    here = _Walk(list(best.path), best.score, best.room)
    pool = {frozenset(best.path): list(best.path)}
    since = 0
    until = monotonic() + seconds
    everything = math.fsum(search.scores[stop] for stop in search.stops)
    for _ in range(rounds):
        if monotonic() > until or search.effort > effort or best.score >= everything - _LEAST:
            break
        walk = _Walk(list(here.path), here.score, here.room)
        banned = search.shake(walk)
        search.improve(walk, chance.choice((0.5, 1.0, 1.0, 2.0)), banned)
        pool.setdefault(frozenset(walk.path), list(walk.path))
        since += 1
        if (walk.score, walk.room) > (best.score, best.room):
            best, since = _Walk(list(walk.path), walk.score, walk.room), 0
        if walk.score >= here.score - 0.02 * best.score * chance.random() or chance.random() < 0.02:
            here = walk
        if since > _PATIENCE:
            here, since = _Walk(list(best.path), best.score, best.room), 0
            if chance.random() < _FRESH:
                here = search.fresh()
    routes = [route_of(problem, path[1:-1]) for path in [best.path, *pool.values()]]
    routes = [route for route in routes if route.cost <= problem.budget]
    routes.sort(key=lambda route: (-route.score, route.cost))
    top = routes[0]
    seen: dict[frozenset[int], Route] = {}
    for route in routes:
        if route.score >= share * top.score - _LEAST:
            seen.setdefault(frozenset(route.order), route)
    return Found(top, tuple(seen.values()))
