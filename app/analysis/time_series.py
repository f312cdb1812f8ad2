"""From counts by period to the step at a break. Pure."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from app.safety.outcomes.time_series import SeriesModel, SeriesOutcome, interrupted_time_series

_DAYS_A_MONTH = 31.0


@dataclass(frozen=True, slots=True)
class Series:
    """N periods in order. `t` rises, in any unit; `counts`: events; `exposure` (> 0): people, days …, or the natural
    logarithm of it where `exposure_is_log`; None: every period has the same."""

    t: tuple[float, ...]
    counts: tuple[int, ...]
    exposure: tuple[float, ...] | None = None
    exposure_is_log: bool = False


def interrupted(series: Series, model: SeriesModel) -> SeriesOutcome:
    """The quasi-Poisson fit of an interrupted time series, or why there is none (Lopez Bernal et al. 2017).

    Raises ValueError for columns of other lengths.
    """
    t, counts = np.array(series.t), np.array(series.counts, dtype=np.float64)
    exposure = np.ones(counts.size) if series.exposure is None else np.array(series.exposure)
    if series.exposure is not None and series.exposure_is_log:
        exposure = np.asarray(np.exp(exposure))
    if not t.shape == counts.shape == exposure.shape:
        message = f"the columns of a series differ in length: {t.size}, {counts.size}, {exposure.size}"
        raise ValueError(message)
    return interrupted_time_series(t, counts, exposure, model)


def month_number(year: int, month: int) -> float:
    """Months since the year 0, so that t rises by 1 a month. Raises ValueError unless 1 ≤ month ≤ 12."""
    if not 1 <= month <= 12:
        message = f"a month is 1 to 12, not {month}"
        raise ValueError(message)
    return 12.0 * year + month


def day_in_months(day: date) -> float:
    """The month's number and, of the month, the share of 31 days before that day."""
    return month_number(day.year, day.month) + (day.day - 1) / _DAYS_A_MONTH
