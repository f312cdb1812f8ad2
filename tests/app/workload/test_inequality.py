import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workload.inequality import Inequality, NoLoad, inequality

# Mean income of ten classes, Illinois 1968: example of the R package `ineq` (Zeileis), Gini 0.4620911.
ILLINOIS = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
LOADS = st.lists(st.floats(0, 1e6), min_size=2, max_size=20).filter(lambda loads: sum(loads) > 1e-3)


def measured(loads: list[float]) -> Inequality:
    found = inequality(loads)
    assert isinstance(found, Inequality)
    return found


def test_that_the_gini_of_illinois_is_met() -> None:
    assert measured([float(x) for x in ILLINOIS]).gini == pytest.approx(0.4620911, abs=5e-8)


def test_that_the_gini_of_one_to_five_is_met() -> None:
    # MathWorld, "Gini Coefficient": G = sum((2i - n - 1) x_i) / (n^2 mean) = 20 / 75; the sample form is 5/4 of it.
    found = measured([1, 2, 3, 4, 5])
    assert found.gini == pytest.approx(4 / 15)
    assert found.gini_sample == pytest.approx(1 / 3)
    assert found.max_mean == pytest.approx(5 / 3)
    assert found.max_min == 5.0


def test_that_the_population_and_sample_forms_of_the_variation_are_told_apart() -> None:
    stats = pytest.importorskip("scipy.stats")
    found = measured([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])
    assert found.cv == pytest.approx(0.4)
    assert found.cv_sample == pytest.approx(stats.variation([2, 4, 4, 4, 5, 5, 7, 9], ddof=1))


@pytest.mark.parametrize(
    ("values", "cv", "cv_sample"),
    [([90, 100, 110], 0.0816, 0.1), ([1, 5, 6, 8, 10, 40, 65, 88], 1.104, 1.18)],
)
def test_that_the_published_examples_of_the_variation_are_met(values: list[float], cv: float, cv_sample: float) -> None:
    # Wikipedia, "Coefficient of variation", examples: deviations 8.165 (10) and 30.78 (32.9) about 100 and 27.9.
    found = measured(values)
    assert found.cv == pytest.approx(cv, abs=5e-4)
    assert found.cv_sample == pytest.approx(cv_sample, abs=5e-3)


def test_that_nothing_to_compare_is_said() -> None:
    assert inequality([3.0]) == NoLoad(1)
    assert inequality([0.0, 0.0]) == NoLoad(2)
    assert measured([0.0, 2.0]).max_min is None
    with pytest.raises(ValueError, match="load"):
        inequality([1.0, -1.0])


@given(LOADS)
def test_that_the_gini_is_half_the_relative_mean_difference(loads: list[float]) -> None:
    n = len(loads)
    differences = sum(abs(a - b) for a in loads for b in loads) / (2 * n * sum(loads))
    assert measured(loads).gini == pytest.approx(differences, abs=1e-9)


@given(LOADS, st.floats(0.01, 1000))
def test_that_the_unit_and_the_order_change_nothing(loads: list[float], unit: float) -> None:
    one, other = measured(loads), measured([load * unit for load in reversed(loads)])
    assert one.gini == pytest.approx(other.gini, abs=1e-9)
    assert one.cv == pytest.approx(other.cv, rel=1e-6, abs=1e-9)
    assert -1e-12 <= one.gini <= 1.0 - 1.0 / len(loads) + 1e-9
