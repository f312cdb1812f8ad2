"""The step at a break."""

import math
from datetime import date

import pytest

from app.analysis.time_series import Series, day_in_months, interrupted, month_number
from app.safety.outcomes.time_series import SeriesFit, SeriesModel

T = tuple(float(at) for at in range(36))
COUNTS = (100,) * 24 + (50,) * 12
MODEL = SeriesModel(25, trend=False)


def fit(series: Series) -> SeriesFit:
    found = interrupted(series, MODEL)
    assert isinstance(found, SeriesFit)
    return found


def test_that_a_halved_count_is_a_step_of_one_half() -> None:
    assert fit(Series(T, COUNTS)).level.ratio == pytest.approx(0.5)


def test_that_exposure_is_the_number_or_its_logarithm() -> None:
    people = (1000.0,) * 24 + (500.0,) * 12
    plain = fit(Series(T, COUNTS, people))
    logs = fit(Series(T, COUNTS, tuple(math.log(n) for n in people), exposure_is_log=True))
    assert plain.level.ratio == pytest.approx(1.0)
    assert logs.level.ratio == pytest.approx(plain.level.ratio)


def test_that_columns_of_other_lengths_are_no_series() -> None:
    with pytest.raises(ValueError, match="differ in length: 36, 2, 2"):
        interrupted(Series(T, (1, 2)), MODEL)


def test_that_months_rise_by_one() -> None:
    assert month_number(2025, 1) - month_number(2024, 12) == 1.0
    assert day_in_months(date(2024, 3, 1)) == month_number(2024, 3)
    with pytest.raises(ValueError, match="a month is 1 to 12"):
        month_number(2024, 13)
