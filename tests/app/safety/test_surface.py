"""The surface: its formulas by hand, and what must hold whatever the ratings are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from app.safety.classes import CellClass
from app.safety.grid import no_rings, rings
from app.safety.ratings import Ratings, Slice, codes
from app.safety.settings import SurfaceSettings
from app.safety.surface import Surface, Tally, posterior, reference_share, surfaces, tally
from app.safety.weights import day_number
from tests.app.safety.cities import AS_OF, Rating, random_town, ratings_of, town

SETTINGS = SurfaceSettings()


def pooled(given_ratings: list[Rating]) -> Surface:
    return surfaces(ratings_of(given_ratings), AS_OF, SETTINGS)[Slice.POOLED]


def at(surface: Surface, cell: int) -> int:
    return int(np.searchsorted(surface.cells, town(37)[cell]))


def counts(unsafe: list[float], weight: list[float], respondents: list[int]) -> Tally:
    cells = np.sort(np.array(town(len(weight)), dtype=np.int64))
    return Tally(cells, np.array(respondents), np.array(weight, dtype=float), np.array(unsafe, dtype=float))


def test_that_one_cell_is_counted_by_hand() -> None:
    """40 of 100 fresh ratings are unsafe, so m = .4 and the posterior is Beta(40 + 4.8, 60 + 7.2)."""
    surface = pooled([Rating(unsafe=i < 40, who=i) for i in range(100)])
    assert surface.reference == pytest.approx(0.4)
    assert (surface.alpha[0], surface.beta[0]) == (pytest.approx(44.8), pytest.approx(67.2))
    expected = stats.beta(44.8, 67.2)
    assert surface.low[0] == pytest.approx(expected.ppf(0.05), abs=1e-12)
    assert surface.high[0] == pytest.approx(expected.ppf(0.95), abs=1e-12)
    assert surface.lower_bound[0] == pytest.approx(expected.ppf(0.10), abs=1e-12)
    assert surface.p_above[0] == pytest.approx(expected.sf(0.4), abs=1e-12)
    assert surface.classes == (CellClass.CAN_NOT_TELL,)


def test_that_the_prior_of_a_cell_comes_from_its_ring() -> None:
    """Middle: 10 safe. One neighbour: 30 unsafe. m = 30/40; prior of the middle (30 + .75·12)/(30 + 12)."""
    middle = [Rating(who=i) for i in range(10)]
    beside = [Rating(cell=1, unsafe=True, who=100 + i) for i in range(30)]
    surface = pooled(middle + beside)
    prior = (30 + 0.75 * 12) / (30 + 12)
    assert surface.alpha[at(surface, 0)] == pytest.approx(prior * 12)
    assert surface.beta[at(surface, 0)] == pytest.approx(10 + (1 - prior) * 12)
    prior_beside = (0 + 0.75 * 12) / (10 + 12)
    assert surface.alpha[at(surface, 1)] == pytest.approx(30 + prior_beside * 12)


def test_that_below_a_total_weight_of_30_m_is_two_fifths() -> None:
    assert pooled([Rating(unsafe=True, who=i) for i in range(29)]).reference == 0.4
    assert pooled([Rating(unsafe=i < 10, who=i) for i in range(30)]).reference == pytest.approx(1 / 3)


@pytest.mark.parametrize("unsafe", [False, True])
def test_that_a_town_of_one_opinion_still_has_a_posterior(unsafe: bool) -> None:
    surface = pooled([Rating(cell=i % 3, unsafe=unsafe, who=i) for i in range(60)])
    assert 0 < surface.reference < 1
    assert np.isfinite(surface.low).all()
    assert (surface.low <= surface.high).all()


def test_that_a_cell_is_masked_by_respondents_and_by_weight() -> None:
    everywhere = [Rating(cell=i % 30 + 5, unsafe=i % 3 == 0, who=1000 + i) for i in range(300)]
    four = [Rating(cell=0, unsafe=True, who=i) for i in range(4)]
    old = [Rating(cell=1, unsafe=True, who=10 + i, age=300) for i in range(7)]
    enough = [Rating(cell=2, unsafe=True, who=20 + i) for i in range(15)]
    surface = pooled(everywhere + four + old + enough)
    assert surface.classes[at(surface, 0)] is CellClass.NOT_ENOUGH
    assert surface.weight[at(surface, 1)] < 3
    assert surface.classes[at(surface, 1)] is CellClass.NOT_ENOUGH
    assert surface.classes[at(surface, 2)] is CellClass.WORSE


def test_that_one_respondent_many_times_stays_masked() -> None:
    surface = pooled([Rating(unsafe=True, who=0, age=31.0 * i) for i in range(20)])
    assert surface.respondents[0] == 1
    assert surface.classes == (CellClass.NOT_ENOUGH,)


def test_that_each_slice_has_its_own_share_over_the_same_cells() -> None:
    day = [Rating(cell=i % 4, who=i, night=0, unsafe=i % 10 == 0) for i in range(80)]
    night = [Rating(cell=i % 2, who=i, night=1, unsafe=i % 2 == 0) for i in range(80)]
    found = surfaces(ratings_of(day + night), AS_OF, SETTINGS)
    assert set(found) == {Slice.DAY, Slice.NIGHT, Slice.POOLED}
    assert (found[Slice.DAY].reference, found[Slice.NIGHT].reference) == (pytest.approx(0.1), pytest.approx(0.5))
    assert found[Slice.POOLED].reference == pytest.approx(48 / 160)
    assert all((surface.cells == found[Slice.POOLED].cells).all() for surface in found.values())


def test_that_a_file_without_slices_has_only_the_pooled_one() -> None:
    assert set(surfaces(ratings_of([Rating(who=i) for i in range(9)]), AS_OF, SETTINGS)) == {Slice.POOLED}


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=7, max_size=7),
    st.integers(0, 6),
    st.floats(0.05, 5),
    st.floats(0.05, 0.95),
)
def test_that_a_safe_rating_never_raises_p_above(
    cells: list[tuple[int, int]], chosen: int, weight: float, m: float
) -> None:
    """Neither in its own cell nor, through the prior, in any other; m is what the town is held against."""
    k, y = [float(safe + unsafe) for safe, unsafe in cells], [float(unsafe) for _, unsafe in cells]
    before = counts(y, k, [5] * 7)
    after = counts(y, [v + weight * (i == chosen) for i, v in enumerate(k)], [5] * 7)
    near = rings(before.cells)
    first = posterior(Slice.POOLED, before, near, SETTINGS, reference=m)
    second = posterior(Slice.POOLED, after, near, SETTINGS, reference=m)
    assert (second.p_above <= first.p_above + 1e-13).all()


@given(st.integers(0, 10_000), st.integers(0, 18))
@settings(max_examples=30)
def test_that_a_safe_rating_of_somebody_new_never_raises_its_own_cell_even_when_m_moves(seed: int, cell: int) -> None:
    before = random_town(seed, 250, cells=19)
    extra = ratings_of([Rating(cell=cell, who=9999)])
    columns = ("cell", "unsafe", "night", "respondent", "district", "moment")
    after = Ratings(**{name: np.concatenate([getattr(before, name), getattr(extra, name)]) for name in columns})
    first, second = (surfaces(r, AS_OF, SETTINGS)[Slice.POOLED] for r in (before, after))
    target = int(extra.cell[0])
    if target in first.cells:
        old, new = (int(np.searchsorted(s.cells, target)) for s in (first, second))
        assert second.p_above[new] <= first.p_above[old] + 1e-12


OPINIONS = st.sampled_from([0.0, 0.02, 0.2, 0.5, 0.8, 0.98, 1.0])
WEIGHTED_CELLS = st.lists(st.tuples(st.floats(0, 60), OPINIONS), min_size=19, max_size=19)


@given(WEIGHTED_CELLS, st.integers(0, 18), st.sampled_from([0.06, 0.3, 1.0, 5.0]))
@settings(max_examples=300)
def test_that_a_safe_rating_of_any_weight_never_raises_m_nor_p_above_of_its_cell(
    cells: list[tuple[float, float]], chosen: int, weight: float
) -> None:
    """From a total weight of 30 on, with m moving: in whole towns of one opinion as well, and for faded ratings."""
    k, y = [size for size, _ in cells], [size * share for size, share in cells]
    assume(sum(k) >= SETTINGS.least_total_weight)
    before = counts(y, k, [5] * 19)
    after = counts(y, [v + weight * (i == chosen) for i, v in enumerate(k)], [5] * 19)
    assert reference_share(after, SETTINGS) <= reference_share(before, SETTINGS)
    near = rings(before.cells)
    first, second = (posterior(Slice.POOLED, counted, near, SETTINGS) for counted in (before, after))
    assert second.p_above[chosen] <= first.p_above[chosen] + 1e-12


def test_that_a_faded_safe_rating_does_not_raise_m_in_a_town_of_one_opinion() -> None:
    everybody = counts([30.0], [30.0], [30])
    and_one_safe = counts([30.0], [30.06], [31])
    assert reference_share(everybody, SETTINGS) == pytest.approx(30.5 / 31)
    assert reference_share(and_one_safe, SETTINGS) <= 30.5 / 31


@given(st.integers(0, 10_000), st.sampled_from([6, 60]))
@settings(max_examples=20)
def test_that_permuting_rows_and_respondents_changes_nothing(seed: int, crowd: int) -> None:
    """Six people with 200 ratings in nine weeks reach the cap, with several ratings of one moment."""
    ratings = random_town(seed, 200, people=crowd)
    if crowd == 6:
        today = day_number(AS_OF)
        ratings = replace(ratings, moment=today + np.floor((ratings.moment - today) / 15.0 / 7.0) * 7.0)
    rng = np.random.default_rng(seed)
    rows, people = rng.permutation(len(ratings)), rng.permutation(60)
    shuffled = ratings.where(rows)
    renamed = Ratings(
        cell=shuffled.cell,
        unsafe=shuffled.unsafe,
        night=shuffled.night,
        respondent=people[shuffled.respondent],
        district=shuffled.district,
        moment=shuffled.moment,
    )
    first, second = surfaces(ratings, AS_OF, SETTINGS), surfaces(renamed, AS_OF, SETTINGS)
    for part, surface in first.items():
        np.testing.assert_array_equal(surface.cells, second[part].cells)
        np.testing.assert_array_equal(surface.respondents, second[part].respondents)
        np.testing.assert_allclose(surface.p_above, second[part].p_above, atol=1e-12)
        np.testing.assert_allclose(surface.mean, second[part].mean, atol=1e-13)


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=7, max_size=7),
    st.lists(st.integers(1, 2), min_size=2, max_size=3),
)
@settings(max_examples=30)
def test_that_more_data_moves_the_posterior_to_the_raw_rate(cells: list[tuple[int, int]], growth: list[int]) -> None:
    k, y = np.array([a + b for a, b in cells], float), np.array([b for _, b in cells], float)
    near, size, last = rings(counts([0.0] * 7, [1.0] * 7, [5] * 7).cells), 1.0, np.full(7, np.inf)
    for factor in [1, *(10 * g for g in growth)]:
        size *= factor
        counted = counts(list(y * size), list(k * size), [5] * 7)
        found = posterior(Slice.POOLED, counted, no_rings(7), SETTINGS, reference=0.4)
        distance = np.abs(found.mean - y / k)
        assert (distance <= last + 1e-12).all()
        last = distance
        assert (np.abs(posterior(Slice.POOLED, counted, near, SETTINGS).mean - y / k) <= 12 / (k * size)).all()
    assert last.max() < 0.05


def test_that_ratings_beyond_a_devices_cap_change_nothing_in_the_surface() -> None:
    honest = [Rating(cell=i % 9, who=10 + i, unsafe=i % 3 == 0) for i in range(120)]
    five = [Rating(cell=20 + i, who=1, unsafe=True, age=-0.1 - i * 0.01) for i in range(5)]
    more = [Rating(cell=20 + i, who=1, unsafe=True, age=-0.3 - i * 0.01) for i in range(5, 14)]
    one, other = pooled(honest + five), pooled(honest + five + more)
    np.testing.assert_array_equal(one.cells, other.cells)
    np.testing.assert_array_equal(one.p_above, other.p_above)


def test_that_every_masked_name_comes_from_the_counts_alone() -> None:
    surface = surfaces(random_town(3, 900), AS_OF, SETTINGS)[Slice.POOLED]
    for n, k, name in zip(surface.respondents, surface.weight, surface.classes, strict=True):
        assert (name is CellClass.NOT_ENOUGH) == (n < 5 or k < 3)


def test_that_a_tally_counts_nobody_without_weight() -> None:
    ratings = ratings_of([Rating(who=1), Rating(who=2)])
    counted = tally(np.unique(ratings.cell), ratings, np.array([1.0, 0.0]))
    assert (counted.respondents[0], counted.weight[0]) == (1, 1.0)
    assert reference_share(counted, SETTINGS) == 0.4


def test_that_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        Ratings(np.zeros(2, int), np.zeros(1), np.zeros(1, int), np.zeros(1, int), np.zeros(1, int), np.zeros(1))
    with pytest.raises(ValueError, match="unsafe"):
        Ratings(np.zeros(1, int), np.full(1, 2.0), np.zeros(1, int), np.zeros(1, int), np.zeros(1, int), np.zeros(1))


def test_that_equal_labels_have_equal_codes() -> None:
    found = codes(["b", "a", "b"])
    assert found[0] == found[2] != found[1]
