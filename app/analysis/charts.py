"""What a chart shows: numbers with their intervals, by row and series. Words are made where it is drawn. Pure."""

import msgspec


class Point(msgspec.Struct, frozen=True):
    """One number with its interval; without one ``low`` and ``high`` are the number."""

    value: float
    low: float
    high: float


class ChartRow(msgspec.Struct, frozen=True):
    """One row: its label, a point a series, and whether it is what the question asks for."""

    label: str
    points: tuple[Point, ...]
    marked: bool = False


class Chart(msgspec.Struct, frozen=True):
    """A chart of rows; every row has as many points as the first. ``n``: how many cases the numbers come from."""

    rows: tuple[ChartRow, ...]
    n: int

    @property
    def top(self) -> float:
        """The largest number that is drawn, intervals included; the axis begins at zero."""
        return max((point.high for row in self.rows for point in row.points), default=0.0)
