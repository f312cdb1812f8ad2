"""A chart is drawn from zero, with its intervals as shares of one axis, and every number stands in the table too."""

from app.analysis.charts import Chart, ChartRow, Point
from ui.charts.table import ChartKind
from ui.charts.viewmodel import card, number

KIND = ChartKind(
    "k",
    "team",
    question=lambda: "Kde?",
    series=(lambda: "teď", lambda: "předtím"),
    answer=lambda chart: ", ".join(row.label for row in chart.rows if row.marked),
    unit=lambda n: f"n = {n}",
    make=lambda _: Chart((), 0),
)


def test_that_bars_are_shares_of_the_largest_interval() -> None:
    chart = Chart((ChartRow("Čechova", (Point(5, 2, 10), Point(1, 1, 1)), marked=True),), 6)
    shown = card(KIND, chart)
    now, before = shown.rows[0]["points"]
    assert (now["share"], now["low"], now["high"], now["words"], now["range"]) == (0.5, 0.2, 1.0, "5", "2–10")
    assert (before["share"], before["range"]) == (0.1, "")
    assert (shown.question, shown.answer, shown.unit, shown.series) == ("Kde?", "Čechova", "n = 6", ["teď", "předtím"])


def test_that_a_screen_reader_hears_every_number() -> None:
    shown = card(KIND, Chart((ChartRow("Ves", (Point(5, 2, 10), Point(1, 1, 1))),), 6))
    assert "Ves: teď 5, předtím 1" in shown.spoken
    assert "n = 6" in shown.spoken


def test_that_nothing_divides_by_nothing() -> None:
    nothing = Point(0, 0, 0)
    shown = card(KIND, Chart((ChartRow("Ves", (nothing, nothing)),), 0))
    assert [point["share"] for point in shown.rows[0]["points"]] == [0, 0]
    assert card(KIND, Chart((), 0)).rows == []


def test_that_whole_numbers_have_no_decimals() -> None:
    assert (number(3.0), number(3.25)[0]) == ("3", "3")
