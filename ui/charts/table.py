"""The charts of the app: one row each. A chart is the function that makes its numbers, and its row here."""

from collections.abc import Callable
from dataclasses import dataclass

from app.analysis.charts import Chart
from app.session import DeviceSession


@dataclass(frozen=True, slots=True)
class ChartKind:
    """One chart. ``page``: on which it stands; ``question``: its title; ``series``: what is drawn of each row.

    ``answer``: what is to be read in three seconds; ``unit``: of what ``n`` is a count, and what the lines are.
    ``make`` blocks, on the database lane.
    """

    key: str
    page: str
    question: Callable[[], str]
    series: tuple[Callable[[], str], ...]
    answer: Callable[[Chart], str]
    unit: Callable[[int], str]
    make: Callable[[DeviceSession], Chart]


CHARTS: tuple[ChartKind, ...] = ()


def charts_of(page: str) -> tuple[ChartKind, ...]:
    """The charts of a page."""
    return tuple(chart for chart in CHARTS if chart.page == page)


def pages_with_charts() -> frozenset[str]:
    """The keys of the pages that have any."""
    return frozenset(chart.page for chart in CHARTS)
