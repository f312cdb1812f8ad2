"""`analyse gistar`."""

import argparse

import numpy as np

from app.safety.hotspots import HotSpots, Neighbours, getis_ord, within_band
from app.safety.ratings import Floats
from sync.server.analyse.printing import Analysis
from sync.server.analyse.reading import BadInput, Refused, Table, number, read_table
from sync.server.analyse.registration import Subparsers, add_method


def add(subparsers: Subparsers) -> None:
    """Add the method of this family."""
    parser = add_method(
        subparsers,
        "gistar",
        _gistar,
        summary="Local hot and cold spots, Gi* or (--no-self) Gi: columns id,x,y,value.",
        source=(
            "Getis & Ord 1992, Geographical Analysis 24; Ord & Getis 1995, ibid. 27, 286–306 (z); "
            "p two-sided normal, p_sim two-sided by conditional permutation; "
            "q, q_sim Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57, of p and p_sim."
        ),
    )
    parser.add_argument("file", metavar="CELLS.csv")
    near = parser.add_mutually_exclusive_group(required=True)
    near.add_argument("--band", metavar="D", help="neighbours are not farther apart than D, in the unit of x and y")
    near.add_argument("--weights", metavar="PAIRS.csv", help="neighbours by columns from,to and, if there, weight")
    parser.add_argument("--no-self", action="store_true", help="Gi: leave the place itself out")
    parser.add_argument(
        "--directed",
        action="store_true",
        help="take pairs as they are, even if none has its reverse (without it such a list is read both ways)",
    )
    parser.add_argument("--permutations", type=int, default=999, metavar="R", help="default 999; 0 for none")
    parser.add_argument("--seed", type=int, default=1, help="seed of the permutations (default 1)")


def _gistar(arguments: argparse.Namespace) -> Analysis:
    table = read_table(arguments.file)
    values = table.numbers("value")
    ids = _ids(table)
    star = not arguments.no_self
    notes: tuple[str, ...] = ()
    own: Floats = np.ones(len(table))
    if arguments.permutations < 0:
        raise BadInput("arguments", 0, "--permutations", "a whole number of at least 0")
    if arguments.band is not None:
        neighbours = within_band(table.numbers("x"), table.numbers("y"), _band(arguments.band))
    else:
        neighbours, own, notes = _pairs(arguments.weights, ids, directed=arguments.directed)
    if len(table) < 3:
        raise Refused(f"Gi needs at least 3 places, the file has {len(table)}")
    found = getis_ord(
        values, neighbours, star=star, self_weight=own, permutations=arguments.permutations, seed=arguments.seed
    )
    undefined = int(np.isnan(found.z).sum())
    if undefined == len(table):
        raise Refused("no place has a z: the values are all equal, or no place has a neighbour, or all have all")
    if undefined:
        notes += (f"{undefined} of {len(table)} places have no z: no neighbour, or no variance.",)
    summary = {"n": len(table), "statistic": "Gi*" if star else "Gi", "permutations": arguments.permutations}
    return Analysis("gistar", summary | {"seed": arguments.seed}, {"cells": _rows(ids, values, found)}, notes)


def _rows(ids: tuple[str, ...], values: tuple[float, ...], found: HotSpots) -> list[dict[str, object]]:
    columns = (found.neighbours, found.z, found.p, found.q, found.p_sim, found.q_sim)
    names = ("id", "value", "neighbours", "z", "p", "q", "p_sim", "q_sim")
    return [dict(zip(names, row, strict=True)) for row in zip(ids, values, *(c.tolist() for c in columns), strict=True)]


def _ids(table: Table) -> tuple[str, ...]:
    if not table.has("id"):
        return tuple(str(at) for at in range(1, len(table) + 1))
    ids = table.text("id")
    seen: set[str] = set()
    for row, one in zip(table.rows, ids, strict=True):
        if one in seen:
            raise BadInput(table.file, row, "id", f"every id once, found {one!r} again")
        seen.add(one)
    return ids


def _band(text: str) -> float:
    try:
        band = number(text)
    except ValueError:
        band = 0.0
    if band <= 0:
        raise BadInput("arguments", 0, "--band", f"a distance greater than 0, found {text!r}")
    return band


def _pairs(file: str, ids: tuple[str, ...], *, directed: bool) -> tuple[Neighbours, Floats, tuple[str, ...]]:
    """Weights from a file: pairs of two places, and w_ii where a pair names a place twice."""
    table = read_table(file)
    place = {one: at for at, one in enumerate(ids)}
    expected = "an id of the cells' file"
    start = table.parsed("from", expected, place.__getitem__)
    end = table.parsed("to", expected, place.__getitem__)
    weight = table.numbers("weight", low=0) if table.has("weight") else (1.0,) * len(table)
    given: dict[tuple[int, int], float] = {}
    for row, pair, one in zip(table.rows, zip(start, end, strict=True), weight, strict=True):
        if pair in given:
            raise BadInput(file, row, "to", "every pair once in each direction")
        given[pair] = one
    notes: tuple[str, ...] = ()
    apart = {pair: one for pair, one in given.items() if pair[0] != pair[1]}
    if apart and not directed and not any((b, a) in apart for a, b in apart):
        apart |= {(b, a): one for (a, b), one in apart.items()}
        notes = ("No pair has its reverse, so the list was read both ways (--directed takes it as it is).",)
    own = np.array([given.get((at, at), 1.0) for at in range(len(ids))])
    pairs = np.array(list(apart), dtype=np.int64).reshape(-1, 2)
    weights = np.array(list(apart.values()), dtype=np.float64)
    return Neighbours(pairs[:, 0], pairs[:, 1], weights, len(ids)), own, notes
