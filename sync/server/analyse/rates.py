"""`analyse eb` and `analyse betabinom`."""

import argparse
from collections.abc import Iterable, Mapping
from typing import assert_never

from app.safety.proportions import wilson
from app.safety.shrinkage import AllOrNothing, BetaBinomial, NoOverdispersion, beta_binomial, empirical_bayes
from app.workload.poisson_interval import poisson_interval
from sync.server.analyse.printing import Analysis
from sync.server.analyse.reading import BadInput, Refused, Table, read_table
from sync.server.analyse.registration import Subparsers, add_method

_MOST_IN_A_GROUP = 10_000_000
_NO_OVERDISPERSION = (
    "The groups differ no more than chance: the likelihood rises as alpha and beta grow without end. In that limit "
    "every group has the common share; low and high are its Wilson interval."
)
_NAMES = ("id", "name", "group", "area", "district", "cell", "label")


def add(subparsers: Subparsers) -> None:
    """Add the methods of this family."""
    parser = add_method(
        subparsers,
        "eb",
        _empirical_bayes,
        summary="Global empirical Bayes rates of areas: columns events,population.",
        source="Marshall 1991, Applied Statistics 40, 283–294 (a negative prior variance is set to 0, as in GeoDa); "
        "limits of the raw rates: Garwood 1936.",
    )
    parser.add_argument("file", metavar="RATES.csv")
    parser = add_method(
        subparsers,
        "betabinom",
        _beta_binomial,
        summary="Beta-binomial by maximum likelihood: columns y,n; posterior mean and 95 % interval of each group.",
        source="Skellam 1948, J. R. Stat. Soc. B 10; Griffiths 1973, Biometrics 29, 637–648.",
    )
    parser.add_argument("file", metavar="GROUPS.csv")


def _empirical_bayes(arguments: argparse.Namespace) -> Analysis:
    table = read_table(arguments.file)
    events, population = table.numbers("events", low=0), table.numbers("population", above=0)
    if len(table) < 2:
        raise Refused("empirical Bayes needs at least two areas; one area has nothing to be drawn towards")
    found = empirical_bayes(events, population)
    rows = [
        {**names, "events": e, "population": p, "raw": raw, **_raw_limits(e, p), "rate": rate, "weight": weight}
        for names, e, p, raw, rate, weight in zip(
            _names(table), events, population, found.raw, found.rate, found.weight, strict=True
        )
    ]
    notes = ("The areas differ no more than chance: every rate is the common one.",)
    return Analysis(
        "eb",
        {"n": len(table), "prior_mean": found.prior_mean, "prior_variance": found.prior_variance},
        {"rates": rows},
        notes if found.prior_variance == 0.0 else (),
    )


def _raw_limits(events: float, population: float) -> dict[str, float | None]:
    """Garwood's 95 % limits of the raw rate; None for events that are no count: weighted ones, or billions."""
    if events != int(events) or events > _MOST_IN_A_GROUP:
        return {"raw_low": None, "raw_high": None}
    found = poisson_interval(int(events), population)
    return {"raw_low": found.low, "raw_high": found.high}


def _beta_binomial(arguments: argparse.Namespace) -> Analysis:
    table = read_table(arguments.file)
    y, n = table.counts("y"), table.counts("n", low=1, high=_MOST_IN_A_GROUP)
    for row, some, all_ in zip(table.rows, y, n, strict=True):
        if some > all_:
            raise BadInput(table.file, row, "y", f"at most n = {all_}, found {some}")
    if len(table) < 2:
        raise Refused("the Beta-binomial needs at least two groups")
    fit = beta_binomial(y, n)
    values: dict[str, object] = {"groups_n": len(table), "n": sum(n)}
    posterior: Iterable[tuple[float, float, float]]
    match fit:
        case NoOverdispersion():
            common = wilson(sum(y), sum(n))
            values |= {"alpha": None, "beta": None, "prior_mean": fit.share, "log_likelihood": fit.log_likelihood}
            posterior = [(common.share, common.low, common.high)] * len(table)
            notes: tuple[str, ...] = (_NO_OVERDISPERSION,)
        case AllOrNothing():
            raise Refused("every group is all or nothing; no alpha and beta above 0 fit such groups best")
        case BetaBinomial():
            mean = fit.alpha / (fit.alpha + fit.beta)
            values |= {
                "alpha": fit.alpha, "beta": fit.beta, "prior_mean": mean, "log_likelihood": fit.log_likelihood,
            }  # fmt: skip
            posterior, notes = zip(fit.mean, fit.low, fit.high, strict=True), ()
        case _:
            assert_never(fit)
    rows = [
        {**names, "y": some, "n": all_, "raw": some / all_, "mean": mean, "low": low, "high": high}
        for names, some, all_, (mean, low, high) in zip(_names(table), y, n, posterior, strict=True)
    ]
    return Analysis("betabinom", values | {"overdispersed": isinstance(fit, BetaBinomial)}, {"groups": rows}, notes)


def _names(table: Table) -> list[Mapping[str, str]]:
    """The naming columns of each row, where the file has some."""
    present = [name for name in _NAMES if table.has(name)]
    columns = {name: table.text(name) for name in present}
    return [{name: columns[name][at] for name in present} for at in range(len(table))]
