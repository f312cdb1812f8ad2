"""The safety surface: how fast, how exact, and how often right on made-up towns."""

import warnings
from time import perf_counter

import numpy as np
from scipy import special

from app.safety.beta import beta_quantile
from app.safety.grid import cells_of, rings
from app.safety.hotspots import Neighbours, getis_ord
from app.safety.ratings import Floats, Ratings, Slice
from app.safety.settings import SurfaceSettings
from app.safety.surface import Surface, surfaces
from app.safety.weights import day_number
from tests.app.safety.cities import AS_OF, town
from tests.bench.row import Row

CELLS, RESPONDENTS, WORST, TOWNS = 298, 661, 15, 200


def run() -> list[Row]:
    """All rows of this module."""
    return [*_surface_speed(), *_gi_speed(), *_quantiles(), *_simulation()]


def _surface_speed() -> list[Row]:
    rng = np.random.default_rng(1)
    n = 100_000
    latitude, longitude = 50.46 + rng.normal(0, 0.012, n), 13.41 + rng.normal(0, 0.02, n)
    unsafe, night = (rng.random(n) < 0.4).astype(np.float64), rng.integers(0, 2, n)
    who, district, moment = rng.integers(0, 40_000, n), rng.integers(0, 9, n), day_number(AS_OF) - rng.random(n) * 700

    def compute() -> None:
        cells = cells_of(latitude, longitude, 9)
        surfaces(Ratings(cells, unsafe, night, who, district, moment), AS_OF, SurfaceSettings())

    seconds = _best(compute)
    return [Row("surface of 100,000 ratings, three slices", seconds, "s", 2.0, "at most", seconds <= 2.0)]


def _gi_speed() -> list[Row]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import esda
        from libpysal.weights import W

    near = rings(np.sort(np.array(town(CELLS), dtype=np.int64)))
    values = np.random.default_rng(2).random(CELLS)
    weights = Neighbours(near.one, near.other, np.ones(near.one.size), near.size)
    pairs = {int(i): near.other[near.one == i].tolist() for i in range(CELLS)}

    def theirs() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            joined = W(pairs, silence_warnings=True)
            esda.G_Local(values, joined, transform="B", star=True, permutations=999, n_jobs=1, seed=1)

    seconds = _best(lambda: getis_ord(values, weights, permutations=999))
    ratio = seconds / _best(theirs)
    return [
        Row("Gi*, 999 permutations, 298 cells", seconds, "s", 0.1, "at most", seconds <= 0.1),
        Row("Gi*: time against esda", ratio, "×", None, "", holds=True),
    ]


def _quantiles() -> list[Row]:
    rng = np.random.default_rng(3)
    n = 50_000
    a, b, p = 10 ** rng.uniform(-2, 4, n), 10 ** rng.uniform(-2, 4, n), rng.random(n)
    error = float(np.abs(beta_quantile(p, a, b) - special.betaincinv(a, b, p)).max())
    alpha, beta = 1 + rng.gamma(2, 5, 3 * CELLS), 1 + rng.gamma(2, 5, 3 * CELLS)
    levels = np.array([[0.05], [0.95], [0.10]])
    seconds = _best(lambda: beta_quantile(levels, alpha, beta))
    ratio = seconds / _best(lambda: special.betaincinv(alpha, beta, levels))
    return [
        Row("Beta quantiles: largest difference to scipy", error, "", 1e-12, "at most", error <= 1e-12),
        Row("Beta quantiles of a town, three slices", seconds, "s", 0.5, "at most", seconds <= 0.5),
        Row("Beta quantiles: time against scipy", ratio, "×", None, "", holds=True),
    ]


def _simulation() -> list[Row]:
    """A smooth truth (logit sd 0.8), popularity log-normal, respondent effect sd 0.8 logit, 2.4 ratings each."""
    results = np.array([_one_town(seed) for seed in range(TOWNS)])
    found, raw, raw_five, one_prior, covered, counted, wrong, unmasked, flags = results.sum(axis=0).tolist()
    total = TOWNS * WORST
    gain, coverage, wrongly, of_flags = found / raw_five, covered / counted, wrong / unmasked, wrong / flags
    return [
        Row("worst 15 found: neighbour prior", found / total, "", None, "", holds=True),
        Row("worst 15 found: raw mean", raw / total, "", None, "", holds=True),
        Row("worst 15 found: raw mean, n ≥ 5", raw_five / total, "", None, "", holds=True),
        Row("worst 15 found: one global prior", one_prior / total, "", None, "", holds=True),
        Row("neighbour prior against raw mean, n ≥ 5", gain, "×", 1.5, "at least", gain >= 1.5),
        Row("coverage of 90 % intervals, n ≥ 5", coverage, "", 0.93, "at least", coverage >= 0.93),
        Row("coverage of 90 % intervals, n ≥ 5, not too wide", coverage, "", 0.97, "at most", coverage <= 0.97),
        Row("wrong flags of unmasked cells, 661 respondents", wrongly, "", 0.04, "at most", wrongly <= 0.04),
        Row("wrong flags of all flags, 661 respondents", of_flags, "", 0.04, "at most", of_flags <= 0.04),
    ]


def _one_town(seed: int) -> tuple[float, ...]:
    rng = np.random.default_rng((20260901, seed))
    cells = np.sort(np.array(town(CELLS), dtype=np.int64))
    near = rings(cells)
    field = rng.normal(size=CELLS)
    degree = near.sums(np.ones(CELLS))
    for _ in range(3):
        field = (field + near.sums(field)) / (1 + degree)
    logit = -0.4 + 0.8 * (field - field.mean()) / field.std()
    effects = rng.normal(0, 0.8, RESPONDENTS)
    many = 1 + rng.poisson(1.4, RESPONDENTS)
    who = np.repeat(np.arange(RESPONDENTS), many)
    popular = rng.lognormal(0, 0.8, CELLS)
    where = rng.choice(CELLS, who.size, p=popular / popular.sum())
    unsafe = (rng.random(who.size) < special.expit(logit[where] + effects[who])).astype(np.float64)
    nothing = np.zeros(who.size, dtype=np.int64)
    moment = np.full(who.size, float(day_number(AS_OF)))
    ratings = Ratings(cells[where], unsafe, nothing - 1, who, where % 9, moment)
    surface = surfaces(ratings, AS_OF, SurfaceSettings())[Slice.POOLED]
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    truth = (special.expit(logit[:, np.newaxis] + 0.8 * nodes) * weights).sum(axis=1) / weights.sum()
    return _scored(surface, cells, truth)


def _scored(surface: Surface, cells: np.ndarray, truth: Floats) -> tuple[float, ...]:
    at = np.searchsorted(cells, surface.cells)
    worst = set(np.argsort(-truth)[:WORST].tolist())
    raw = surface.unsafe_weight / np.maximum(surface.weight, 1e-9)
    five = surface.respondents >= 5
    m, strength = surface.reference, 12.0
    one_prior = (surface.unsafe_weight + m * strength) / (surface.weight + strength)

    def hits(score: Floats) -> int:
        return len(worst & set(at[np.argsort(-score, kind="stable")[:WORST]].tolist()))

    own = truth[at]
    worse, better = surface.p_above >= 0.9, surface.p_above <= 0.1
    mistaken = (worse & (own <= m)) | (better & (own > m))
    return (
        hits(surface.mean),
        hits(raw),
        hits(np.where(five, raw, -1.0)),
        hits(one_prior),
        int(((surface.low <= own) & (own <= surface.high) & five).sum()),
        int(five.sum()),
        int((mistaken & surface.unmasked).sum()),
        int(surface.unmasked.sum()),
        int(((worse | better) & surface.unmasked).sum()),
    )


def _best(work: object, repeats: int = 5) -> float:
    assert callable(work)
    seconds = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return min(seconds)
