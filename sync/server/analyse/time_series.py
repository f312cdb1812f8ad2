"""`analyse its`."""

from __future__ import annotations

import argparse
import re

from app.analysis.time_series import Series, day_in_months, interrupted, month_number
from app.safety.outcomes.time_series import (
    MIN_AFTER,
    MIN_BEFORE,
    Interval,
    SeriesFit,
    SeriesModel,
    Term,
)
from sync.server.analyse.outcome_words import refuse
from sync.server.analyse.outcomes import REGRESSION_TO_THE_MEAN, argument
from sync.server.analyse.printing import Analysis
from sync.server.analyse.reading import BadInput, Table, number, read_table, wall
from sync.server.analyse.registration import Subparsers, add_method

_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")
_NAMES = {
    "t": ("t", "time", "month", "year", "date", "period"),
    "count": ("count", "counts", "events", "y"),
    "offset": ("offset", "exposure", "population"),
}


def add(subparsers: Subparsers) -> None:
    """Add the method of this family."""
    parser = add_method(
        subparsers,
        "its",
        _its,
        summary="Interrupted time series by quasi-Poisson regression: columns t,count,offset. The offset is the "
        "exposure itself (people, days); the model takes its natural logarithm. A trend in t is always fitted "
        "unless --no-trend is given. t is a number or a month such as 2024-03, rising.",
        source="Lopez Bernal, Cummins & Gasparrini 2017, International Journal of Epidemiology 46(1), 348-355; "
        "dispersion = Pearson chi-square / degrees of freedom (McCullagh & Nelder 1989).",
    )
    parser.add_argument("file", metavar="SERIES.csv")
    parser.add_argument(
        "--break",
        dest="break_row",
        metavar="ROW",
        required=True,
        help="the first row after the intervention, counted from 1 without the header; or its value of t as written",
    )
    parser.add_argument("--harmonics", type=int, default=0, metavar="K", help="pairs of sine and cosine; 0 by default")
    parser.add_argument("--period", default="12", help="length of the season in units of t; 12 by default")
    parser.add_argument("--slope", action="store_true", help="let the trend change at the break as well")
    parser.add_argument("--no-trend", action="store_true", help="fit the level alone")
    parser.add_argument("--offset-is-log", action="store_true", help="the column offset holds logarithms already")
    parser.add_argument("--level", default="0.95", help="level of the intervals; 0.95 by default")
    parser.add_argument(
        "--min-before", type=int, default=MIN_BEFORE, help=f"periods needed before; {MIN_BEFORE} by default"
    )
    parser.add_argument(
        "--min-after", type=int, default=MIN_AFTER, help=f"periods needed after; {MIN_AFTER} by default"
    )


def _its(arguments: argparse.Namespace) -> Analysis:
    table = read_table(arguments.file)
    series = Series(
        t=_moments(table, _column(table, "t")),
        counts=table.counts(_column(table, "count")),
        exposure=_exposure(table, log=arguments.offset_is_log),
        exposure_is_log=arguments.offset_is_log,
    )
    model = SeriesModel(
        _break_row(arguments.break_row, table),
        trend=not arguments.no_trend,
        slope=arguments.slope,
        harmonics=arguments.harmonics,
        period=argument("--period", arguments.period),
        level=argument("--level", arguments.level),
        min_before=arguments.min_before,
        min_after=arguments.min_after,
    )
    found = interrupted(series, model)
    if not isinstance(found, SeriesFit):
        refuse(found, table)
    values: dict[str, object] = {
        "n": found.n,
        "before": found.before,
        "after": found.after,
        "events": found.events,
        "break": model.break_row,
        "rate_ratio": found.level.ratio,
        **_intervals(found.level, ""),
    }
    if found.slope is not None:
        values |= {"slope_ratio": found.slope.ratio, **_intervals(found.slope, "slope_")}
    values |= {
        "dispersion": found.dispersion,
        "degrees_of_freedom": found.degrees,
        "pearson_chi2": found.pearson,
        "deviance": found.deviance,
        "events_after": found.events_after,
        "expected_after": found.expected_after,
        "level_of_intervals": model.level,
    }
    terms = [
        {"term": term.name, "coefficient": term.coefficient, "ratio": term.ratio, **_intervals(term, "")}
        for term in found.terms
    ]
    return Analysis("its", values, {"terms": terms}, _notes(table, model))


def _notes(table: Table, model: SeriesModel) -> tuple[str, ...]:
    notes = [
        "rate_ratio is the step at the break; low and high are the quasi-Poisson interval.",
        "expected_after is what the model expects had nothing happened.",
        REGRESSION_TO_THE_MEAN,
    ]
    if model.slope:
        notes.insert(1, "With --slope the step is that at the last row before the break; slope_ratio is per unit of t.")
    if not any(table.has(name) for name in _NAMES["offset"]):
        notes.append("No column offset: every period counts as the same exposure.")
    if model.min_before < MIN_BEFORE or model.min_after < MIN_AFTER:
        notes.append(f"The rule of {MIN_BEFORE} periods before and {MIN_AFTER} after was lifted; judge with care.")
    return tuple(notes)


def _intervals(term: Term, prefix: str) -> dict[str, float]:
    return {
        f"{prefix}low": term.quasi.low,
        f"{prefix}high": term.quasi.high,
        **_interval(term.poisson, f"{prefix}poisson_"),
        **_interval(term.quasi, f"{prefix}quasi_"),
    }


def _interval(interval: Interval, prefix: str) -> dict[str, float]:
    return {
        f"{prefix}low": interval.low,
        f"{prefix}high": interval.high,
        f"{prefix}se": interval.error,
        f"{prefix}p": interval.p,
    }


def _column(table: Table, name: str) -> str:
    return next((known for known in _NAMES[name] if table.has(known)), name)


def _exposure(table: Table, *, log: bool) -> tuple[float, ...] | None:
    name = _column(table, "offset")
    if not table.has(name):
        return None
    return table.numbers(name, low=-300, high=300) if log else table.numbers(name, above=0)


def _moments(table: Table, name: str) -> tuple[float, ...]:
    """Numbers as they are; months and dates as months since the year 0, so that t rises by 1 a month."""

    def parse(cell: str) -> float:
        month = _MONTH.match(cell)
        if month and 1 <= int(month[2]) <= 12:
            return month_number(int(month[1]), int(month[2]))
        try:
            return number(cell)
        except ValueError:
            return day_in_months(wall(cell).date())

    return table.parsed(name, "a number or a month such as 2024-03", parse)


def _break_row(text: str, table: Table) -> int:
    if text.strip().isdecimal() and 2 <= int(text) <= len(table):
        return int(text)
    labels = table.text(_column(table, "t"))
    if text in labels[1:]:
        return labels.index(text) + 1
    raise BadInput(
        "arguments", 0, "--break", f"a row from 2 to {len(table)}, the first after the intervention, found {text!r}"
    )
