"""`analyse staffing`, `balance` and `inequality`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import assert_never

from app.analysis.staffing import Staffing, staffing, unevenness
from app.workload.hours import SATURATION_LIMIT
from app.workload.inequality import AVERAGE_FROM, NoLoad
from app.workload.makespan import Proof, balance
from app.workload.staffing_plan import (
    District,
    Holding,
    NoPlan,
    NotSolved,
    StaffingProblem,
    StaffOfficer,
    TooFewOfficers,
)
from sync.server.analyse.outcomes import argument
from sync.server.analyse.printing import Analysis
from sync.server.analyse.reading import BadInput, Refused, Table, number, read_table
from sync.server.analyse.registration import Subparsers, add_method

_DISTRICT = ("district", "id", "name")
_OFFICER = ("officer", "id", "name")
_LOAD = ("load", "hours", "workload", "demand", "weight")
_CAPACITY = ("capacity", "available", "hours")
_YES = {"1", "yes", "true", "x", "ano", "absent", "y"}
_NO = {"", "0", "no", "false", "ne", "n", "-"}


def add(subparsers: Subparsers) -> None:
    """Add the methods of this family."""
    _add_staffing(subparsers)
    parser = add_method(
        subparsers,
        "balance",
        _balance,
        summary="Spread jobs over equal bins so that the fullest is as empty as it can be, with the proof.",
        source="Graham 1969, SIAM J. Applied Mathematics 17; Dell'Amico & Martello 1995, ORSA J. Computing 7; HiGHS.",
    )
    parser.add_argument("--bins", required=True, type=int, metavar="M", help="number of bins")
    parser.add_argument("--jobs", required=True, nargs="+", metavar="5,5,4,…", help="sizes, parted by comma or space")
    parser = add_method(
        subparsers,
        "inequality",
        _inequality,
        summary="How unevenly work is spread: column load. gini and cv take the loads as the whole population; "
        "gini_sample and cv_sample are corrected by n/(n-1) and n-1.",
        source="Dixon et al. 1987, Ecology 68(5) (Gini, corrected 1988).",
    )
    parser.add_argument("file", metavar="LOADS.csv")


def _add_staffing(subparsers: Subparsers) -> None:
    parser = add_method(
        subparsers,
        "staffing",
        _staffing,
        summary="Every district a primary officer and another as backup: least peak load, then familiar officers, "
        "then few changes. DISTRICTS.csv: district,load; OFFICERS.csv: officer and, if wanted, capacity,absent.",
        source="mixed-integer programme solved by HiGHS (Huangfu & Hall 2018, Math. Programming Computation 10); "
        "ICMA's rule of 60 % for saturation.",
    )
    parser.add_argument("districts", metavar="DISTRICTS.csv")
    parser.add_argument("officers", metavar="OFFICERS.csv")
    parser.add_argument(
        "--adjacency", metavar="PAIRS.csv", help="two columns: districts that one officer may hold together"
    )
    parser.add_argument(
        "--current", metavar="PAIRS.csv", help="district,officer and, if wanted, role (primary or backup)"
    )
    parser.add_argument("--absent", default="", metavar="NAMES", help="officers who are away, parted by comma")
    parser.add_argument("--slack", default="0", help="share by which the peak may rise to keep known officers")
    parser.add_argument("--most-primaries", type=int, default=2, help="districts an officer holds at most; 2")
    parser.add_argument("--most-backups", type=int, default=2, help="districts an officer backs at most; 2")
    parser.add_argument("--time-limit", default="30", help="seconds for each aim; 30")


def _staffing(arguments: argparse.Namespace) -> Analysis:
    problem = _problem(arguments)
    try:
        found = staffing(problem, time_limit=argument("--time-limit", arguments.time_limit))
    except ValueError as error:
        raise BadInput("arguments", 0, "", str(error)) from None
    free = () if arguments.adjacency else ("No --adjacency: any two districts may be held together.",)
    match found:
        case TooFewOfficers(present, needed, districts):
            raise Refused(f"{present} officers can not hold {districts} districts by these rules: {needed} are needed")
        case NoPlan(districts, officers):
            raise Refused(f"no assignment of {districts} districts to {officers} officers keeps all the rules")
        case NotSolved(bound):
            raise Refused(f"no plan was found in the time given; none can have a peak below {bound:g}")
        case Staffing():
            return _described(found, free)
        case _:
            assert_never(found)


def _described(found: Staffing, notes: tuple[str, ...]) -> Analysis:
    plan = found.plan
    assignments = [
        {
            "district": a.district,
            "load": a.hours,
            "primary": a.primary,
            "backup": a.backup,
            "primary_changed": a.primary_changed,
            "backup_changed": a.backup_changed,
        }
        for a in plan.assignments
    ]
    loads = [
        {
            "officer": one.load.officer,
            "load": one.load.hours,
            "primaries": ", ".join(one.load.primaries),
            "backups": ", ".join(one.load.backups),
            "cover_load": one.load.cover_hours,
            "capacity": one.load.capacity,
            "saturation": one.saturation,
        }
        for one in found.officers
    ]
    values = {
        "n": len(plan.assignments),
        "peak": plan.peak,
        "bound": plan.bound,
        "gap": plan.gap,
        "optimal": plan.proven,
        "mean": plan.mean,
        "changes": plan.changes,
        "unfamiliarity": plan.unfamiliarity,
        "fits_capacity": plan.fits,
        "hire_or_split": list(plan.hire_or_split),
    }
    return Analysis("staffing", values, {"assignments": assignments, "loads": loads}, (*_notes(found), *notes))


def _notes(found: Staffing) -> tuple[str, ...]:
    notes = [
        f"Hire or split: district {name} alone exceeds a fair share, so no assignment lowers the peak."
        for name in found.plan.hire_or_split
    ]
    if not found.plan.fits:
        notes.append(
            "Hire or split: no assignment keeps every capacity; this one exceeds them by as little as possible."
        )
    if found.saturated:
        notes.append(f"Over {SATURATION_LIMIT:.0%} of their hours are committed: {', '.join(found.saturated)}.")
    return tuple(notes)


def _problem(arguments: argparse.Namespace) -> StaffingProblem:
    districts, officers = read_table(arguments.districts), read_table(arguments.officers)
    district_names, officer_names = _names(districts, _DISTRICT), _names(officers, _OFFICER)
    loads = districts.numbers(_named(districts, _LOAD), low=0, high=1e9)
    away = {name.strip() for name in arguments.absent.split(",") if name.strip()}
    for name in sorted(away - set(officer_names)):
        raise BadInput("arguments", 0, "--absent", f"officers of {officers.file}, found {name!r}")
    absent = officers.parsed("absent", "yes or no", _yes) if officers.has("absent") else (False,) * len(officers)
    capacities = _capacities(officers)
    if min(arguments.most_primaries, arguments.most_backups) < 1:
        raise BadInput("arguments", 0, "--most-primaries, --most-backups", "at least 1")
    slack = argument("--slack", arguments.slack)
    if slack < 0:
        raise BadInput("arguments", 0, "--slack", f"a share of 0 or more, found {slack:g}")
    return StaffingProblem(
        tuple(District(name, load) for name, load in zip(district_names, loads, strict=True)),
        tuple(
            StaffOfficer(name, capacity, absent=gone or name in away)
            for name, capacity, gone in zip(officer_names, capacities, absent, strict=True)
        ),
        _adjacent(arguments.adjacency, set(district_names)) if arguments.adjacency else None,
        _current(arguments.current, set(district_names), set(officer_names)) if arguments.current else {},
        most_primaries=arguments.most_primaries,
        most_backups=arguments.most_backups,
        peak_slack=slack,
    )


def _named(table: Table, names: Sequence[str]) -> str:
    return next((name for name in names if table.has(name)), names[0])


def _names(table: Table, names: Sequence[str]) -> tuple[str, ...]:
    column = _named(table, names)
    found = table.text(column)
    for index, name in enumerate(found):
        if not name or name in found[:index]:
            raise BadInput(table.file, table.rows[index], column, f"every name once, found {name!r}")
    return found


def _capacities(table: Table) -> tuple[float | None, ...]:
    column = next((name for name in _CAPACITY if table.has(name)), None)
    if column is None:
        return (None,) * len(table)
    return table.parsed(column, "a number of hours of at least 0, or nothing", _hours)


def _hours(cell: str) -> float | None:
    value = number(cell) if cell else None
    if value is not None and value < 0:
        raise ValueError(cell)
    return value


def _yes(cell: str) -> bool:
    text = cell.strip().casefold()
    if text not in _YES | _NO:
        raise ValueError(cell)
    return text in _YES


def _adjacent(path: str, districts: set[str]) -> frozenset[tuple[str, str]]:
    table = read_table(path)
    columns = list(table.columns)
    if len(columns) < 2:
        raise BadInput(table.file, 1, "", "two columns, each with a district")
    pairs = list(zip(table.text(columns[0]), table.text(columns[1]), strict=True))
    for row, pair in zip(table.rows, pairs, strict=True):
        for column, name in zip(columns, pair, strict=False):
            if name not in districts:
                raise BadInput(table.file, row, column, f"a district of DISTRICTS.csv, found {name!r}")
    return frozenset(pairs)


def _current(path: str, districts: set[str], officers: set[str]) -> dict[str, Holding]:
    table = read_table(path)
    wide = table.has("primary")
    names = table.text(_named(table, ("district", "from", "id")))
    first = table.text("primary" if wide else _named(table, ("officer", "to", "name")))
    second = table.text("backup") if wide and table.has("backup") else ("",) * len(table)
    roles = table.text("role") if table.has("role") else ("primary",) * len(table)
    found: dict[str, Holding] = {}
    for row, name, one, two, role in zip(table.rows, names, first, second, roles, strict=True):
        for column, value, known in (
            ("district", name, districts),
            ("officer", one, officers),
            ("backup", two, officers),
        ):
            if value not in known and (value or column == "district"):
                raise BadInput(table.file, row, column, f"a name that the other tables have, found {value!r}")
        if role.casefold() not in {"primary", "backup", ""}:
            raise BadInput(table.file, row, "role", f"primary or backup, found {role!r}")
        now = found.get(name, Holding(None))
        if role.casefold() == "backup":
            found[name] = Holding(now.primary, one or None)
        else:
            found[name] = Holding(one or None, two or now.backup)
    return found


def _balance(arguments: argparse.Namespace) -> Analysis:
    cells = [cell for text in arguments.jobs for cell in text.replace(";", ",").split(",") if cell.strip()]
    jobs = [argument("--jobs", cell) for cell in cells]
    try:
        found = balance(jobs, arguments.bins)
    except ValueError as error:
        raise BadInput("arguments", 0, "--bins, --jobs", str(error)) from None
    bins = [
        {"bin": index, "load": load, "jobs": ", ".join(f"{jobs[job]:g}" for job in here)}
        for index, (load, here) in enumerate(zip(found.loads, found.jobs, strict=True), start=1)
    ]
    values = {
        "n": len(jobs),
        "peak": found.peak,
        "bound": found.bound,
        "gap": found.gap,
        "optimal": found.proof is not Proof.none,
        "proof": {
            Proof.bound: "the peak equals a lower bound (largest job, mean load, or jobs that must share a bin)",
            Proof.search: "a complete search found nothing lower",
            Proof.solver: "HiGHS proved that nothing is lower",
            Proof.none: "not proven in the time given",
        }[found.proof],
        "mean": found.mean,
        "loads": list(found.loads),
    }
    return Analysis("balance", values, {"bins": bins})


def _inequality(arguments: argparse.Namespace) -> Analysis:
    table = read_table(arguments.file)
    loads = table.numbers(_named(table, _LOAD), low=0)
    uneven = unevenness(loads)
    if isinstance(uneven, NoLoad):
        raise Refused(f"inequality needs at least two loads and one above 0; the file has {uneven.n}")
    found = uneven.measures
    values = {
        "n": found.n, "max_mean": found.max_mean, "range": uneven.range, "max_min": found.max_min,
        "gini": found.gini, "gini_sample": found.gini_sample, "cv": found.cv, "cv_sample": found.cv_sample,
        "mean": found.mean, "min": found.low, "max": found.high, "total": found.total,
    }  # fmt: skip
    notes = []
    if found.max_min is None:
        notes.append("The smallest load is 0: max/min has no value.")
    if uneven.few:
        notes.append(f"Fewer than {AVERAGE_FROM} loads: look at the loads themselves before any mean.")
    return Analysis("inequality", values, notes=tuple(notes))
