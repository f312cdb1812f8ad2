"""`analyse gistar`."""

import argparse

from app.analysis.hot_spots import Band, NoSpread, Pairs, PlaceSpot, TooFewPlaces, hot_spots
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
    if arguments.permutations < 0:
        raise BadInput("arguments", 0, "--permutations", "a whole number of at least 0")
    near: Band | Pairs
    if arguments.band is not None:
        near = Band(table.numbers("x"), table.numbers("y"), _band(arguments.band))
    else:
        near = _pairs(arguments.weights, ids, directed=arguments.directed)
    star = not arguments.no_self
    found = hot_spots(values, near, star=star, permutations=arguments.permutations, seed=arguments.seed)
    match found:
        case TooFewPlaces(places):
            raise Refused(f"Gi needs at least 3 places, the file has {places}")
        case NoSpread():
            raise Refused("no place has a z: the values are all equal, or no place has a neighbour, or all have all")
    notes: list[str] = []
    if found.both_ways:
        notes.append("No pair has its reverse, so the list was read both ways (--directed takes it as it is).")
    if found.undefined:
        notes.append(f"{found.undefined} of {len(table)} places have no z: no neighbour, or no variance.")
    summary = {"n": len(table), "statistic": "Gi*" if star else "Gi", "permutations": arguments.permutations}
    cells = [_row(name, place) for name, place in zip(ids, found.places, strict=True)]
    return Analysis("gistar", summary | {"seed": arguments.seed}, {"cells": cells}, tuple(notes))


def _row(name: str, place: PlaceSpot) -> dict[str, object]:
    return {
        "id": name,
        "value": place.value,
        "neighbours": place.neighbours,
        "z": place.z,
        "p": place.p,
        "q": place.q,
        "p_sim": place.p_sim,
        "q_sim": place.q_sim,
    }


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


def _pairs(file: str, ids: tuple[str, ...], *, directed: bool) -> Pairs:
    """Weights from a file: pairs of two places, and w_ii where a pair names a place twice."""
    table = read_table(file)
    place = {one: at for at, one in enumerate(ids)}
    expected = "an id of the cells' file"
    start = table.parsed("from", expected, place.__getitem__)
    end = table.parsed("to", expected, place.__getitem__)
    weight = table.numbers("weight", low=0) if table.has("weight") else (1.0,) * len(table)
    seen: set[tuple[int, int]] = set()
    for row, pair in zip(table.rows, zip(start, end, strict=True), strict=True):
        if pair in seen:
            raise BadInput(file, row, "to", "every pair once in each direction")
        seen.add(pair)
    return Pairs(start, end, weight, directed)
