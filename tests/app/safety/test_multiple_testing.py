"""Benjamini–Hochberg against scipy and the paper's own example."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from app.safety.multiple_testing import benjamini_hochberg

PAPER = (
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0
)  # fmt: skip


def test_that_the_example_of_the_paper_rejects_four() -> None:
    """Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57, section 4.1: 15 tests, four rejected at .05."""
    assert int((benjamini_hochberg(PAPER) <= 0.05).sum()) == 4


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_that_it_agrees_with_scipy(p: list[float]) -> None:
    np.testing.assert_allclose(benjamini_hochberg(p), false_discovery_control(p, method="bh"), rtol=1e-12, atol=1e-15)


def test_that_a_missing_p_is_not_counted() -> None:
    q = benjamini_hochberg([0.01, float("nan"), 0.04])
    assert np.isnan(q[1])
    assert q[[0, 2]] == pytest.approx([0.02, 0.04])


def test_that_a_p_above_one_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([1.2])
