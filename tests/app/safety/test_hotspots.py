"""Gi and Gi* against published examples and esda."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.safety.hotspots import Neighbours, getis_ord, within_band
from tests.app.safety import getis_ord_1996

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import esda
    from libpysal.weights import DistanceBand, W

X, Y = (10, 20, 40, 15, 30, 30), (10, 10, 10, 20, 20, 30)
VALUES = (2.0, 3.0, 3.2, 5.0, 8.0, 7.0)


def test_that_gi_gives_the_published_example() -> None:
    """The six points of PySAL's manual (esda.G_Local), without self."""
    found = getis_ord(VALUES, within_band(X, Y, 15), star=False)
    expected = [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941]
    np.testing.assert_allclose(found.z, expected, atol=5e-9)


def test_that_gi_star_gives_the_published_example() -> None:
    """The six points of PySAL's manual (esda.G_Local), with self."""
    found = getis_ord(VALUES, within_band(X, Y, 15), star=True)
    expected = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
    np.testing.assert_allclose(found.z, expected, atol=5e-9)


@pytest.mark.parametrize(
    ("band", "z"), [(30, 1.221979), (60, 1.748098), (90, 1.986135), (120, 1.893374), (150, 1.237454)]
)
def test_that_gi_of_getis_and_ords_own_grid_is_met_at_every_distance(band: float, z: float) -> None:
    """Getis & Ord 1996, pp. 266-267; the digits are those of the manual of R's package spdep (localG)."""
    near = within_band(getis_ord_1996.X, getis_ord_1996.Y, band)
    found = getis_ord(getis_ord_1996.VALUES, near, star=False, permutations=0)
    assert found.z[getis_ord_1996.CELL] == pytest.approx(z, abs=5e-7)


def test_that_gi_star_of_getis_and_ords_own_grid_is_met() -> None:
    """Eq. 14.2 of Getis & Ord 1996 gives 1.45078 (spdep's manual); the chapter prints 1.448 as it divides by n - 1."""
    near = within_band(getis_ord_1996.X, getis_ord_1996.Y, getis_ord_1996.STEP)
    z = float(getis_ord(getis_ord_1996.VALUES, near, permutations=0).z[getis_ord_1996.CELL])
    n = len(getis_ord_1996.VALUES)
    assert z == pytest.approx(1.45078, abs=5e-6)
    assert z * np.sqrt((n - 1) / n) == pytest.approx(1.447943, abs=5e-7)


@pytest.mark.parametrize("star", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_that_z_and_pseudo_p_agree_with_esda(star: bool, seed: int) -> None:
    rng = np.random.default_rng(seed)
    points, values = rng.random((120, 2)) * 10, rng.gamma(2.0, size=120)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights = DistanceBand(points, 1.6, silence_warnings=True)
        theirs = esda.G_Local(values, weights, transform="B", star=star, permutations=4999, n_jobs=1, seed=seed)
    found = getis_ord(values, within_band(points[:, 0], points[:, 1], 1.6), star=star, permutations=4999)
    joined = found.neighbours > 0
    np.testing.assert_allclose(found.z[joined], theirs.Zs[joined], atol=1e-10)
    assert np.abs(found.p_sim - np.minimum(1.0, 2 * theirs.p_sim))[joined].max() < 0.05


@pytest.mark.parametrize("star", [False, True])
def test_that_given_weights_follow_the_formula_of_ord_and_getis(star: bool) -> None:
    """Ord & Getis 1995, eqs. (14.2), (14.3), written out place by place."""
    rng = np.random.default_rng(5)
    n = 25
    dense = np.where(rng.random((n, n)) < 0.3, rng.random((n, n)), 0.0)
    np.fill_diagonal(dense, 0.0)
    own = rng.random(n)
    start, end = np.nonzero(dense)
    values = rng.normal(10, 3, n)
    found = getis_ord(values, Neighbours(start, end, dense[start, end], n), star=star, self_weight=own, permutations=0)
    full = dense + np.diag(own) if star else dense
    for i in range(n):
        others = np.arange(n) if star else np.delete(np.arange(n), i)
        x, w = values[others], full[i, others]
        spread = x.var() * (others.size * (w**2).sum() - w.sum() ** 2) / (others.size - 1)
        assert found.z[i] == pytest.approx((w @ x - w.sum() * x.mean()) / np.sqrt(spread), abs=1e-10)


@pytest.mark.parametrize("star", [False, True])
def test_that_row_standardised_weights_give_the_same_z(star: bool) -> None:
    """z has no unit (Ord & Getis 1995), so dividing a place's weights by their number changes nothing, as in spdep."""
    near = within_band(X, Y, 15)
    members = np.bincount(near.start, minlength=near.size) + star
    divided = Neighbours(near.start, near.end, near.weight / members[near.start], near.size)
    binary = getis_ord(VALUES, near, star=star, permutations=0)
    rows = getis_ord(VALUES, divided, star=star, self_weight=1.0 / members, permutations=0)
    np.testing.assert_allclose(rows.z, binary.z, rtol=1e-12)


def test_that_equal_and_unequal_weights_draw_the_same_permutations() -> None:
    rng = np.random.default_rng(2)
    near = within_band(rng.random(60) * 5, rng.random(60) * 5, 1.0)
    values = rng.normal(size=60)
    barely = near.weight * np.where(near.start % 2 == 0, 1.0, 1.0 + 1e-9)
    one = getis_ord(values, near, permutations=499)
    other = getis_ord(values, Neighbours(near.start, near.end, barely, near.size), permutations=499)
    np.testing.assert_allclose(one.p_sim, other.p_sim)


def test_that_the_seed_fixes_the_pseudo_p() -> None:
    near = within_band(X, Y, 15)
    assert (getis_ord(VALUES, near, seed=3).p_sim == getis_ord(VALUES, near, seed=3).p_sim).all()


def test_that_pseudo_p_is_uniform_enough_when_nothing_clusters() -> None:
    rng = np.random.default_rng(11)
    grid_x, grid_y = (v.ravel() for v in np.meshgrid(np.arange(12.0), np.arange(12.0)))
    near = within_band(grid_x, grid_y, 1.5)
    small = [np.mean(getis_ord(rng.normal(size=144), near, seed=s, permutations=499).p_sim <= 0.1) for s in range(30)]
    assert 0.06 < float(np.mean(small)) < 0.14


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=3, max_size=40, unique=True),
    st.integers(8, 72).map(lambda k: k / 8),
)
def test_that_the_band_joins_what_libpysal_joins(points: list[tuple[int, int]], band: float) -> None:
    x, y = zip(*points, strict=True)
    ours = within_band(x, y, band)
    exact = {
        (i, j)
        for i, a in enumerate(points)
        for j, b in enumerate(points)
        if i != j and np.hypot(a[0] - b[0], a[1] - b[1]) <= band
    }
    assert set(zip(ours.start.tolist(), ours.end.tolist(), strict=True)) == exact


def test_that_a_place_without_neighbours_has_no_gi() -> None:
    found = getis_ord([1.0, 2.0, 3.0, 9.0], within_band([0, 1, 2, 50], [0, 0, 0, 0], 1.5), star=False)
    assert np.isnan(found.z[3])
    assert np.isnan(found.q[3])


def test_that_equal_values_have_no_z() -> None:
    found = getis_ord([0.1] * 5, within_band(range(5), [0] * 5, 1.0))
    assert np.isnan(found.z).all()


def test_that_a_w_of_pysal_is_read_the_same_way() -> None:
    given_pairs = {0: [1], 1: [0, 2], 2: [1], 3: [2]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = esda.G_Local(
            np.array([1.0, 4.0, 2.0, 7.0]), W(given_pairs, silence_warnings=True), transform="B", permutations=0
        )
    pairs = [(i, j) for i, ends in given_pairs.items() for j in ends]
    start, end = (np.array(v) for v in zip(*pairs, strict=True))
    found = getis_ord([1.0, 4.0, 2.0, 7.0], Neighbours(start, end, np.ones(len(pairs)), 4), star=False, permutations=0)
    np.testing.assert_allclose(found.z, theirs.Zs, atol=1e-12)
