"""Named areas."""

import numpy as np
import pytest

from app.analysis.district_areas import named_areas
from tests.app.analysis.rows import two_districts


def test_that_a_point_is_in_the_district_at_its_position() -> None:
    found = two_districts().locate(np.array([50.46, 50.46, 50.0]), np.array([13.43, 13.41, 13.41]))
    assert found.tolist() == [1, 0, -1]


def test_that_every_area_needs_a_name() -> None:
    with pytest.raises(ValueError, match="shorter"):
        named_areas(("Západ", "Východ"), two_districts().areas[:1])  # type: ignore[arg-type]
