"""How much a rating weighs: its age, one live rating a device, cell and slice, and the cap of a respondent."""

from collections import deque
from datetime import date

import numpy as np

from app.safety.ratings import Floats, Ints, Ratings, in_order, numbered, together
from app.safety.settings import SurfaceSettings

_EPOCH = date(1970, 1, 1)
_ROUNDING = 1e-6
"""More than sums of weights differ by the order of summing."""


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def live(ratings: Ratings, settings: SurfaceSettings) -> Floats:
    """The share of each rating that is live: 0 once the same device rated the same cell and slice within 30 days.

    Ratings of one moment are one live rating together, in equal shares. Ratings without a time replace nothing and
    stay whole, since nobody knows which came first.
    """
    key = together(together(ratings.respondent, ratings.cell), ratings.night)
    order = in_order(key, ratings.moment)
    key, moment = key[order], ratings.moment[order]
    same = np.diff(key) == 0
    starts = np.concatenate([[True], ~same | (np.diff(moment) != 0)])
    run = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)
    follows = np.zeros(first.size, dtype=np.bool_)
    gap = np.full(first.size, np.inf)
    if first.size > 1:
        follows[:-1] = same[first[1:] - 1]
        gap[:-1] = moment[first[1:]] - moment[first[:-1]]
    with np.errstate(invalid="ignore"):
        replaced = follows & (gap < settings.live_days)
    sizes = np.diff(np.append(first, run.size))
    share = np.where(replaced, 0.0, np.where(np.isnan(moment[first]), 1.0, 1.0 / sizes))
    shares = np.empty(len(ratings))
    shares[order] = share[run]
    return shares


def age_weights(moment: Floats, as_of: date, settings: SurfaceSettings) -> Floats:
    """0.5^(age/half-life) by whole days; 0 past 24 months and for ratings later than `as_of`; 1 without a time."""
    today = day_number(as_of)
    known = ~np.isnan(moment)
    age = np.where(known, today - np.floor(np.where(known, moment, today)), 0.0)
    weights = 0.5 ** (np.maximum(age, 0.0) / settings.half_life_days)
    weights[(age < 0) | (age > today - day_number(months_before(as_of, settings.oldest_months)))] = 0.0
    return weights


def months_before(day: date, months: int) -> date:
    """The same day of the month, so many months earlier; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(last, day.day))
        except ValueError:
            continue
    raise AssertionError(day)


def capped(weights: Floats, ratings: Ratings, as_of: date, settings: SurfaceSettings) -> Floats:
    """The weights after the cap: in any 90 days a respondent's weights in one district sum to at most 5.

    Earlier ratings come first, so ratings beyond the cap change nothing; ratings of one moment share what room there
    is, so that their order does not matter. Ratings without a time count as of `as_of`.
    """
    result = weights.copy()
    who = together(ratings.respondent, ratings.district)
    near_cap = np.bincount(who, weights=weights) > settings.respondent_cap - _ROUNDING
    order = np.flatnonzero(near_cap[who] & (weights > 0))
    moment = np.where(np.isnan(ratings.moment), float(day_number(as_of)), ratings.moment)
    order = order[in_order(who[order], moment[order])]
    for member in np.split(order, np.flatnonzero(np.diff(who[order])) + 1):
        result[member] *= _shares(weights[member], moment[member], settings)
    return result


def _shares(weights: Floats, moment: Floats, settings: SurfaceSettings) -> Floats:
    """The share of its weight that each rating of one respondent keeps; sorted by time."""
    at, group = np.unique(moment, return_inverse=True)
    total = np.bincount(group, weights=weights)
    share = np.ones(at.size)
    window: deque[tuple[float, float]] = deque()
    used = 0.0
    for position, (now, wanted) in enumerate(zip(at.tolist(), total.tolist(), strict=True)):
        while window and window[0][0] <= now - settings.cap_days:
            window.popleft()
            used = sum(accepted for _, accepted in window)
        taken = min(wanted, max(0.0, settings.respondent_cap - used))
        share[position] = taken / wanted
        if taken > 0:
            window.append((now, taken))
            used += taken
    return np.asarray(share[group])


def distinct(group: Ints, respondent: Ints, groups: int) -> Ints:
    """How many different respondents each of `groups` groups has."""
    who, people = numbered(respondent)
    pairs = np.sort(group * people + who)
    is_new = np.diff(pairs, prepend=-1) != 0
    return np.bincount(pairs[is_new] // people, minlength=groups).astype(np.int64)
