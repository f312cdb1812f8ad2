"""A chart's axis holds everything that is drawn on it."""

from app.analysis.charts import Chart, ChartRow, Point


def test_that_the_axis_ends_at_the_largest_interval() -> None:
    rows = (ChartRow("a", (Point(3, 1, 9), Point(4, 2, 5))), ChartRow("b", (Point(7, 7, 7), Point(0, 0, 3.7))))
    assert Chart(rows, 14).top == 9


def test_that_an_empty_chart_has_an_axis_of_nothing() -> None:
    assert Chart((), 0).top == 0
