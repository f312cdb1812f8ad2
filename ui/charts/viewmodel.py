"""The charts of one page: read together, shown as cards with a table behind each."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QLocale, QObject, Slot
from PySide6.QtQml import QmlElement

from app.analysis.charts import Chart
from app.session import DeviceSession
from ui.charts.table import ChartKind, charts_of
from ui.jobs import Answer, Jobs, Lane, Ok
from ui.rows import RowModel
from ui.snapshot import ViewModel, fixed

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ChartCardRow:
    """One card. ``rows``: a dict each with its label, whether it is marked, and its points as shares of the axis."""

    key: str
    question: str
    answer: str
    unit: str
    series: list[str]
    rows: list[dict[str, Any]]
    spoken: str


@dataclass(frozen=True, slots=True)
class ChartsProps:
    """``failed``: the numbers could not be made; what was shown before stays."""

    loaded: bool = False
    failed: bool = False


def number(value: float) -> str:
    """Whole numbers as such, others with one decimal."""
    return QLocale().toString(float(value), "f", 0 if value == round(value) else 1)


def card(kind: ChartKind, chart: Chart) -> ChartCardRow:
    """A chart as it is drawn."""
    top = chart.top or 1.0
    names = [name() for name in kind.series]
    rows = [
        {
            "label": row.label,
            "marked": row.marked,
            "points": [
                {
                    "share": point.value / top,
                    "low": point.low / top,
                    "high": point.high / top,
                    "words": number(point.value),
                    "range": f"{number(point.low)}–{number(point.high)}" if point.high > point.low else "",
                }
                for point in row.points
            ],
        }
        for row in chart.rows
    ]
    lines = [
        f"{row.label}: " + ", ".join(f"{name} {number(p.value)}" for name, p in zip(names, row.points, strict=True))
        for row in chart.rows
    ]
    answer, unit = kind.answer(chart), kind.unit(chart.n)
    return ChartCardRow(kind.key, kind.question(), answer, unit, names, rows, ". ".join([answer, *lines, unit]))


@QmlElement
class ChartsViewModel(ViewModel[ChartsProps], props=ChartsProps):
    """The charts of one page."""

    def __init__(self, session: DeviceSession, jobs: Jobs, page: str, parent: QObject | None = None) -> None:
        super().__init__(ChartsProps(), parent)
        self._session = session
        self._jobs = jobs
        self._kinds = charts_of(page)
        self._cards: RowModel[ChartCardRow] = RowModel(ChartCardRow, self)

    @fixed
    def cards(self) -> RowModel[ChartCardRow]:
        return self._cards

    @Slot()
    def refresh(self) -> None:
        """Make the numbers anew."""
        kinds, session = self._kinds, self._session
        self._jobs.run(Lane.DATABASE, lambda: tuple(kind.make(session) for kind in kinds), self._take)

    def _take(self, answer: Answer[tuple[Chart, ...]]) -> None:
        if isinstance(answer, Ok):
            self._cards.show([card(kind, chart) for kind, chart in zip(self._kinds, answer.value, strict=True)])
            self.show(ChartsProps(loaded=True))
        else:
            self.show(ChartsProps(loaded=self.props.loaded, failed=True))
