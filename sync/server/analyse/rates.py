"""`analyse eb` and `analyse betabinom`."""

import argparse
from collections.abc import Mapping

from app.analysis.rates import LARGEST_COUNT, TooFewGroups, area_rates, group_shares
from app.safety.shrinkage import AllOrNothing
from sync.server.analyse.printing import Analysis
from sync.server.analyse.reading import BadInput, Refused, Table, read_table
from sync.server.analyse.registration import Subparsers, add_method

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
    found = area_rates(table.numbers("events", low=0), table.numbers("population", above=0))
    if isinstance(found, TooFewGroups):
        raise Refused("empirical Bayes needs at least two areas; one area has nothing to be drawn towards")
    rows = [
        {
            **names,
            "events": area.events,
            "population": area.population,
            "raw": area.raw,
            "raw_low": area.raw_low,
            "raw_high": area.raw_high,
            "rate": area.rate,
            "weight": area.weight,
        }
        for names, area in zip(_names(table), found.areas, strict=True)
    ]
    notes = ("The areas differ no more than chance: every rate is the common one.",)
    return Analysis(
        "eb",
        {"n": len(table), "prior_mean": found.prior_mean, "prior_variance": found.prior_variance},
        {"rates": rows},
        notes if found.prior_variance == 0.0 else (),
    )


def _beta_binomial(arguments: argparse.Namespace) -> Analysis:
    table = read_table(arguments.file)
    y, n = table.counts("y"), table.counts("n", low=1, high=LARGEST_COUNT)
    for row, some, every in zip(table.rows, y, n, strict=True):
        if some > every:
            raise BadInput(table.file, row, "y", f"at most n = {every}, found {some}")
    found = group_shares(y, n)
    match found:
        case TooFewGroups():
            raise Refused("the Beta-binomial needs at least two groups")
        case AllOrNothing():
            raise Refused("every group is all or nothing; no alpha and beta above 0 fit such groups best")
    values: dict[str, object] = {
        "groups_n": len(table),
        "n": sum(n),
        "alpha": found.alpha,
        "beta": found.beta,
        "prior_mean": found.prior_mean,
        "log_likelihood": found.log_likelihood,
        "overdispersed": found.overdispersed,
    }
    rows = [
        {**names, "y": one.y, "n": one.n, "raw": one.raw, "mean": one.mean, "low": one.low, "high": one.high}
        for names, one in zip(_names(table), found.groups, strict=True)
    ]
    return Analysis("betabinom", values, {"groups": rows}, () if found.overdispersed else (_NO_OVERDISPERSION,))


def _names(table: Table) -> list[Mapping[str, str]]:
    """The naming columns of each row, where the file has some."""
    present = [name for name in _NAMES if table.has(name)]
    columns = {name: table.text(name) for name in present}
    return [{name: columns[name][at] for name in present} for at in range(len(table))]
