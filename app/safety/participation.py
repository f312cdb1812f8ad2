"""Who takes part: how many, who is missing, where nobody was asked yet."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.safety.proportions import Proportion, wilson
from app.safety.ratings import Floats, Ints
from app.safety.settings import SurfaceSettings
from app.safety.surface import Surface

TARGET_RESPONDENTS = 250
TARGET_PER_DISTRICT = 30


@dataclass(frozen=True, slots=True)
class Reach:
    """Distinct respondents of an area per 1,000 inhabitants, with the 95 % interval; None without a population."""

    respondents: int
    population: int | None
    per_thousand: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group among the respondents against its share of the population; `ratio` above 1 is over-represented."""

    group: str
    share: Proportion
    population_share: float
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Ask:
    """A cell where asking would tell most: inhabitants × posterior standard deviation."""

    cell: int
    inhabitants: float
    respondents: int
    weight: float
    deviation: float
    gain: float


@dataclass(frozen=True, slots=True)
class Concentration:
    """How much the busiest respondents contribute: the top 5 % (at least one), of all respondents and ratings."""

    respondents: int
    top: int
    share: float


def reach(respondents: int, population: int | None) -> Reach:
    """Respondents per 1,000 inhabitants with Wilson's interval. Respondents may live elsewhere and outnumber them.

    Raises ValueError for negative numbers.
    """
    if population is None or population == 0:
        return Reach(respondents, population, None, None, None)
    found = wilson(min(respondents, population), population)
    return Reach(respondents, population, 1000.0 * respondents / population, 1000 * found.low, 1000 * found.high)


def representation(labels: Sequence[str], population: Mapping[str, float]) -> tuple[GroupShare, ...]:
    """Each group's share among respondents (one label each) and in the population; other labels are left out."""
    counted = Counter(label for label in labels if label in population)
    n, total = sum(counted.values()), sum(population.values())
    if n == 0 or total <= 0:
        return ()
    return tuple(
        GroupShare(
            group=group,
            share=wilson(counted[group], n),
            population_share=people / total,
            ratio=(counted[group] / n) / (people / total) if people > 0 else None,
        )
        for group, people in population.items()
    )


def concentration(respondent: Ints) -> Concentration:
    """The share of all ratings that comes from the busiest 5 % of respondents (rounded up)."""
    _, counts = np.unique(respondent, return_counts=True)
    top = math.ceil(0.05 * counts.size)
    busiest = np.sort(counts)[::-1][:top]
    return Concentration(int(counts.size), top, float(busiest.sum() / counts.sum()) if counts.size else 0.0)


def returning(respondent: Ints, moment: Floats) -> int:
    """How many respondents rated on at least two different days; ratings without a time do not count."""
    known = ~np.isnan(moment)
    visits = np.unique(np.stack([respondent[known], np.floor(moment[known]).astype(np.int64)]), axis=1)
    _, days = np.unique(visits[0], return_counts=True)
    return int((days >= 2).sum())


def unmasked_share(surface: Surface, inhabited: Ints) -> Proportion | None:
    """The share of inhabited cells that have enough answers; None when no cell is inhabited."""
    if not inhabited.size:
        return None
    open_cells = surface.cells[surface.unmasked]
    return wilson(int(np.isin(inhabited, open_cells).sum()), int(inhabited.size))


def where_to_ask(surface: Surface, inhabitants: Mapping[int, float], settings: SurfaceSettings) -> tuple[Ask, ...]:
    """Inhabited cells with k < 5, the greatest inhabitants × posterior standard deviation first.

    A cell without any rating has the prior's deviation around the share of the whole slice.
    """
    a0, b0 = surface.reference * settings.prior_weight, (1.0 - surface.reference) * settings.prior_weight
    place = {cell: at for at, cell in enumerate(surface.cells.tolist())}
    asks: list[Ask] = []
    for cell, people in inhabitants.items():
        at = place.get(cell)
        weight = 0.0 if at is None else float(surface.weight[at])
        if people <= 0 or weight >= 5.0:
            continue
        a, b = (a0, b0) if at is None else (float(surface.alpha[at]), float(surface.beta[at]))
        deviation = math.sqrt(a * b / (a + b + 1.0)) / (a + b)
        n = 0 if at is None else int(surface.respondents[at])
        asks.append(Ask(cell, people, n, weight, deviation, people * deviation))
    return tuple(sorted(asks, key=lambda ask: (-ask.gain, ask.cell)))
