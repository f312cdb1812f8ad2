"""The charts of the app: one row each. A chart is the function that makes its numbers, and its row here."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.analysis.charts import Chart
from app.session import DeviceSession
from app.workload.incoming import incoming


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


def _more(chart: Chart) -> str:
    marked = [row.label for row in chart.rows if row.marked]
    if not marked:
        return QCoreApplication.translate("Charts", "Nowhere more than chance alone would bring.")
    return QCoreApplication.translate("Charts", "More than by chance: %1").replace("%1", ", ".join(marked))


CHARTS: tuple[ChartKind, ...] = (
    ChartKind(
        "incoming",
        "team",
        question=lambda: QCoreApplication.translate("Charts", "Where do more tips come in?"),
        series=(
            lambda: QCoreApplication.translate("Charts", "the last 4 weeks"),
            lambda: QCoreApplication.translate("Charts", "the 4 weeks before"),
        ),
        answer=_more,
        unit=lambda n: QCoreApplication.translate(
            "Charts", "n = %n tip(s); the lines are 95 % intervals. Counted from what this device holds.", None, n
        ),
        make=incoming,
    ),
)


def charts_of(page: str) -> tuple[ChartKind, ...]:
    """The charts of a page."""
    return tuple(chart for chart in CHARTS if chart.page == page)


def pages_with_charts() -> frozenset[str]:
    """The keys of the pages that have any."""
    return frozenset(chart.page for chart in CHARTS)
