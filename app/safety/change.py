"""How a cell changed between two periods."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

import numpy as np

from app.safety.beta import beta_quantile, probability_less
from app.safety.grid import rings
from app.safety.ratings import Flags, Floats, Ints, Ratings
from app.safety.settings import SurfaceSettings
from app.safety.surface import Tally, reference_share, tally
from app.safety.weights import capped, live


class Trend(Enum):
    """The only things that are said of a change."""

    SAFER = "safer"
    LESS_SAFE = "less safe"
    CAN_NOT_TELL = "can not tell"
    NOT_ENOUGH = "not enough answers"


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """Columns over C cells: distinct respondents, posterior means and intervals of both periods, P(safer), trend.

    Cells that were picked for being worst come nearer to the mean by themselves: whoever shows this must say so.
    """

    cells: Ints
    respondents_before: Ints
    respondents_after: Ints
    mean_before: Floats
    mean_after: Floats
    low_before: Floats
    high_before: Floats
    low_after: Floats
    high_after: Floats
    p_safer: Floats
    trends: tuple[Trend, ...]


def change(before: Ratings, after: Ratings, as_of: date, settings: SurfaceSettings) -> Change:
    """Compare the share of unsafe ratings of two periods, P(θ_after < θ_before) from independent posteriors.

    Both periods share one prior, from the ratings of both, so that the prior makes no change; ratings do not age
    inside a period. Judged only with 10 distinct respondents in each.
    """
    cells, first, second, (a1, b1), (a2, b2) = _compared(before, after, as_of, settings)
    tail = (1.0 - settings.interval) / 2.0
    levels = np.array([[tail], [1.0 - tail]])
    low_before, high_before = beta_quantile(levels, a1, b1)
    low_after, high_after = beta_quantile(levels, a2, b2)
    p_safer = probability_less(a2, b2, a1, b1)
    enough = _enough(first, second, settings)
    return Change(
        cells=cells,
        respondents_before=first.respondents,
        respondents_after=second.respondents,
        mean_before=a1 / (a1 + b1),
        mean_after=a2 / (a2 + b2),
        low_before=low_before,
        high_before=high_before,
        low_after=low_after,
        high_after=high_after,
        p_safer=p_safer,
        trends=tuple(_trend(e, p, settings) for e, p in zip(enough.tolist(), p_safer.tolist(), strict=True)),
    )


def trends(before: Ratings, after: Ratings, as_of: date, settings: SurfaceSettings) -> dict[int, Trend]:
    """What ``change`` says of each cell, and nothing else of it: probabilities of judged cells alone are worked out."""
    cells, first, second, *posteriors = _compared(before, after, as_of, settings)
    judged = np.flatnonzero(_enough(first, second, settings))
    (a1, b1), (a2, b2) = ((alpha[judged], beta[judged]) for alpha, beta in posteriors)
    found = dict.fromkeys(cells.tolist(), Trend.NOT_ENOUGH)
    for cell, p in zip(cells[judged].tolist(), probability_less(a2, b2, a1, b1).tolist(), strict=True):
        found[cell] = _trend(enough=True, p_safer=p, settings=settings)
    return found


def _compared(
    before: Ratings, after: Ratings, as_of: date, settings: SurfaceSettings
) -> tuple[Ints, Tally, Tally, tuple[Floats, Floats], tuple[Floats, Floats]]:
    """The cells of both periods, what is counted in each period, and their posteriors."""
    cells = np.unique(np.concatenate([before.cell, after.cell]))
    first, second = (_period(cells, ratings, as_of, settings) for ratings in (before, after))
    weight, unsafe = first.weight + second.weight, first.unsafe_weight + second.unsafe_weight
    both = Tally(cells, first.respondents, weight, unsafe)
    near, strength = rings(cells), settings.prior_weight
    m = reference_share(both, settings)
    prior = (near.sums(unsafe) + m * strength) / (near.sums(weight) + strength)
    return cells, first, second, _posterior(first, prior, strength), _posterior(second, prior, strength)


def _enough(first: Tally, second: Tally, settings: SurfaceSettings) -> Flags:
    return np.asarray(np.minimum(first.respondents, second.respondents) >= settings.change_respondents)


def _period(cells: Ints, ratings: Ratings, as_of: date, settings: SurfaceSettings) -> Tally:
    weights = capped(live(ratings, settings), ratings, as_of, settings)
    return tally(cells, ratings, weights)


def _posterior(period: Tally, prior: Floats, strength: float) -> tuple[Floats, Floats]:
    safe = np.maximum(period.weight - period.unsafe_weight, 0.0)
    return period.unsafe_weight + prior * strength, safe + (1.0 - prior) * strength


def _trend(enough: bool, p_safer: float, settings: SurfaceSettings) -> Trend:
    if not enough:
        return Trend.NOT_ENOUGH
    if p_safer >= settings.change_certainty:
        return Trend.SAFER
    return Trend.LESS_SAFE if p_safer <= 1.0 - settings.change_certainty else Trend.CAN_NOT_TELL
