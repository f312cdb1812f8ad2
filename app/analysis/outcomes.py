"""From counts before and after, and from ranked places, to what may be said of an effect. Pure."""

from dataclasses import dataclass

import numpy as np

from app.safety.outcomes.forecast_accuracy import ForecastAccuracy, forecast_accuracy
from app.safety.outcomes.poisson_change import ETest, PoissonChange, e_test, poisson_z
from app.safety.outcomes.refusals import BadValue, NoEvents, TooShort
from app.workload.poisson_interval import CountInterval, poisson_interval


@dataclass(frozen=True, slots=True)
class CountChange:
    """The change of a count over two periods of one length, and Garwood's 95 % interval of each count."""

    test: PoissonChange
    before: CountInterval
    after: CountInterval


@dataclass(frozen=True, slots=True)
class RateComparison:
    """The test that two rates are equal, and Garwood's 95 % interval of each rate (events a unit of exposure)."""

    test: ETest
    first: CountInterval
    second: CountInterval

    @property
    def events(self) -> int:
        """How many events stand behind the test."""
        return self.test.count1 + self.test.count2


@dataclass(frozen=True, slots=True)
class RankedPlaces:
    """N places: `observed` events (≥ 0), `predicted` ones, and `area` in one unit (None: all the same size)."""

    observed: tuple[float, ...]
    predicted: tuple[float, ...]
    area: tuple[float, ...] | None = None


def count_change(before: int, after: int) -> CountChange | NoEvents | BadValue:
    """2(√after − √before) of two counts (Wheeler 2016) with the intervals of both."""
    test = poisson_z(before, after)
    if not isinstance(test, PoissonChange):
        return test
    return CountChange(test, poisson_interval(before), poisson_interval(after))


def rate_comparison(
    count1: int, count2: int, exposure1: float = 1.0, exposure2: float = 1.0
) -> RateComparison | NoEvents | BadValue:
    """The exact E-test of two Poisson rates (Krishnamoorthy & Thomson 2004) with the intervals of both."""
    test = e_test(count1, count2, exposure1, exposure2)
    if not isinstance(test, ETest):
        return test
    first, second = poisson_interval(count1, exposure1), poisson_interval(count2, exposure2)
    return RateComparison(test, first, second)


def ranking_accuracy(
    places: RankedPlaces, *, by_density: bool = True
) -> ForecastAccuracy | NoEvents | BadValue | TooShort:
    """PAI and PEI of a ranking by predicted events an area, or by the prediction itself (Chainey et al. 2008)."""
    observed = np.array(places.observed)
    area = np.array(places.area) if places.area is not None else np.ones(observed.size)
    return forecast_accuracy(observed, np.array(places.predicted), area, by_density=by_density)
