"""`analyse poissonz`, `etest`, `wdd` and `pai`; the time series has its own family."""

from __future__ import annotations

import argparse

from app.analysis.outcomes import (
    CountChange,
    RankedPlaces,
    RateComparison,
    count_change,
    ranking_accuracy,
    rate_comparison,
)
from app.safety.outcomes.displacement import (
    BeforeAfter,
    DisplacementDifference,
    weighted_displacement_difference,
)
from app.safety.outcomes.forecast_accuracy import ForecastAccuracy
from sync.server.analyse.outcome_words import refuse
from sync.server.analyse.printing import Analysis
from sync.server.analyse.reading import BadInput, number, read_table
from sync.server.analyse.registration import Subparsers, add_method

REGRESSION_TO_THE_MEAN = (
    "Places that were picked for being the worst improve by themselves (regression to the mean); compare with others."
)


def add(subparsers: Subparsers) -> None:
    """Add the methods of this family."""
    _add_poissonz(subparsers)
    _add_etest(subparsers)
    _add_wdd(subparsers)
    _add_pai(subparsers)


def _add_poissonz(subparsers: Subparsers) -> None:
    parser = add_method(
        subparsers,
        "poissonz",
        _poissonz,
        summary="Change of a count, 2(√after − √before), flagged from 3 on; both periods of the same length.",
        source="Wheeler 2016, International Journal of Police Science & Management 18(3); intervals: Garwood 1936.",
    )
    parser.add_argument("before", metavar="BEFORE", help="events in the earlier period")
    parser.add_argument("after", metavar="AFTER", help="events in the later period")


def _add_etest(subparsers: Subparsers) -> None:
    parser = add_method(
        subparsers,
        "etest",
        _etest,
        summary="Exact two-sided E-test that two Poisson rates C1/n1 and C2/n2 are equal.",
        source="Krishnamoorthy & Thomson 2004, J. Statistical Planning and Inference 119; intervals: Garwood 1936.",
    )
    parser.add_argument("c1", metavar="C1", help="events in the first sample")
    parser.add_argument("c2", metavar="C2", help="events in the second sample")
    parser.add_argument("--n1", default="1", help="exposure (time, area, people) of the first sample; 1 by default")
    parser.add_argument("--n2", default="1", help="exposure of the second sample; 1 by default")


def _add_wdd(subparsers: Subparsers) -> None:
    parser = add_method(
        subparsers,
        "wdd",
        _wdd,
        summary="Weighted displacement difference: change in the treated area and its ring less that of the controls.",
        source="Wheeler & Ratcliffe 2018, Crime Science 7:11; unequal periods and areas: Wheeler's notes of 2021.",
    )
    pair = ("PRE", "POST")
    parser.add_argument("--treated", required=True, help="counts of the treated area", nargs=2, metavar=pair)
    parser.add_argument("--control", required=True, help="counts of its control area", nargs=2, metavar=pair)
    parser.add_argument("--displacement", help="counts of the ring around the treated area", nargs=2, metavar=pair)
    parser.add_argument("--control-displacement", help="counts of the ring's control area", nargs=2, metavar=pair)
    parser.add_argument("--periods", nargs=2, metavar=pair, default=("1", "1"), help="lengths of the two periods")
    parser.add_argument(
        "--areas",
        nargs=4,
        metavar=("TREATED", "CONTROL", "DISPLACEMENT", "CONTROL_DISPLACEMENT"),
        default=("1", "1", "1", "1"),
        help="sizes of the areas",
    )
    parser.add_argument("--level", default="0.95", help="level of the interval; 0.95 by default")
    parser.add_argument("--min-events", type=int, default=10, help="refuse below so many events in all; 10 by default")


def _add_pai(subparsers: Subparsers) -> None:
    parser = add_method(
        subparsers,
        "pai",
        _pai,
        summary="Accuracy of a ranking of places: columns observed,predicted,area (area is optional).",
        source="Chainey, Tompson & Uhlig 2008, Security Journal 21 (PAI); Hunt 2016 (PEI, at the same number of "
        "places); ties: the place with fewer events first, as Wheeler & Steenbeek 2021. Hit rate: Wilson interval.",
    )
    parser.add_argument("file", metavar="CELLS.csv")
    parser.add_argument(
        "--rank-by",
        choices=("density", "predicted"),
        default="density",
        help="rank places by predicted events per area (default) or by the prediction itself",
    )


def _poissonz(arguments: argparse.Namespace) -> Analysis:
    found = count_change(whole("BEFORE", arguments.before), whole("AFTER", arguments.after))
    if not isinstance(found, CountChange):
        refuse(found)
    test, before, after = found.test, found.before, found.after
    values = {
        "before": before.count, "after": after.count, "n": before.count + after.count,
        "z": test.z, "p": test.p, "flagged": test.flagged,
        "before_low": before.low, "before_high": before.high, "after_low": after.low, "after_high": after.high,
    }  # fmt: skip
    thin = ("Fewer than ten events: the normal approximation is rough, use etest.",) if test.thin else ()
    return Analysis("poissonz", values, notes=(*thin, REGRESSION_TO_THE_MEAN))


def _etest(arguments: argparse.Namespace) -> Analysis:
    found = rate_comparison(
        whole("C1", arguments.c1),
        whole("C2", arguments.c2),
        argument("--n1", arguments.n1),
        argument("--n2", arguments.n2),
    )
    if not isinstance(found, RateComparison):
        refuse(found)
    test = found.test
    values: dict[str, object] = {
        "c1": test.count1, "n1": test.exposure1, "c2": test.count2, "n2": test.exposure2,
        "n": found.events, "statistic": test.statistic, "p": test.p,
    }  # fmt: skip
    for name, one in (("rate1", found.first), ("rate2", found.second)):
        values |= {name: one.rate, f"{name}_low": one.low, f"{name}_high": one.high}
    return Analysis("etest", values)


def _wdd(arguments: argparse.Namespace) -> Analysis:
    sizes = [argument("--areas", size) for size in arguments.areas]
    treated = _area("--treated", arguments.treated, sizes[0])
    control = _area("--control", arguments.control, sizes[1])
    ring = _area("--displacement", arguments.displacement, sizes[2]) if arguments.displacement else None
    other = arguments.control_displacement
    ring_control = _area("--control-displacement", other, sizes[3]) if other else None
    if (ring is None) != (ring_control is None):
        missing = "--displacement" if ring is None else "--control-displacement"
        raise BadInput("arguments", 0, missing, "two counts as well: a ring and its control come together")
    before, after = (argument("--periods", period) for period in arguments.periods)
    found = weighted_displacement_difference(
        treated,
        control,
        ring=ring,
        ring_control=ring_control,
        periods=(before, after),
        level=argument("--level", arguments.level),
        min_events=arguments.min_events,
    )
    if not isinstance(found, DisplacementDifference):
        refuse(found)
    values: dict[str, object] = {"n": found.events, "local": found.local.estimate, "local_se": found.local.error}
    if found.displacement is not None:
        values |= {"displacement": found.displacement.estimate, "displacement_se": found.displacement.error}
    values |= {
        "wdd": found.total.estimate, "se": found.total.error, "z": found.z, "p": found.p,
        "low": found.low, "high": found.high, "level": found.level,
    }  # fmt: skip
    return Analysis("wdd", values, notes=(REGRESSION_TO_THE_MEAN,))


def _pai(arguments: argparse.Namespace) -> Analysis:
    table = read_table(arguments.file)
    places = RankedPlaces(
        observed=table.numbers("observed", low=0),
        predicted=table.numbers("predicted"),
        area=table.numbers("area", above=0) if table.has("area") else None,
    )
    found = ranking_accuracy(places, by_density=arguments.rank_by == "density")
    if not isinstance(found, ForecastAccuracy):
        refuse(found, table)
    names = next((table.text(name) for name in ("id", "cell", "name") if table.has(name)), None)
    ranks = [
        {
            "rank": at.rank,
            "id": names[at.row] if names else table.rows[at.row],
            "observed": at.observed,
            "area_share": at.area_share,
            "hit_rate": at.hit_rate,
            "hit_low": at.hit_low,
            "hit_high": at.hit_high,
            "pai": at.pai,
            "pai_low": at.pai_low,
            "pai_high": at.pai_high,
            "pei": at.pei,
        }
        for at in found.ranks
    ]
    notes = ["observed, area_share and what follows are of all places up to that rank."]
    if names is None:
        notes.append("id is the row in the file.")
    if found.tied:
        notes.append(f"{found.tied} places are tied with another; ties are ordered to the forecast's disadvantage.")
    if not table.has("area"):
        notes.append("No column area: every place counts as the same size.")
    values = {"places": found.places, "n": found.events, "area": found.area}
    return Analysis("pai", values, {"ranks": ranks}, tuple(notes))


def whole(name: str, text: str) -> int:
    """A count from the command line."""
    value = argument(name, text)
    if value < 0 or value != int(value):
        raise BadInput("arguments", 0, name, f"a whole number of at least 0, found {text!r}")
    return int(value)


def argument(name: str, text: str) -> float:
    """A number from the command line."""
    try:
        return number(text)
    except ValueError:
        raise BadInput("arguments", 0, name, f"a number, found {text!r}") from None


def _area(name: str, counts: tuple[str, str], size: float) -> BeforeAfter:
    return BeforeAfter(whole(name, counts[0]), whole(name, counts[1]), size)
