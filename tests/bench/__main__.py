"""`make bench`: runs every module of this folder that has a `run() -> list[Row]`; prints a table, writes a JSON file.

`python -m tests.bench NAME …` runs only those modules. Exit code 1 if a bound does not hold or a benchmark broke.
"""

import argparse
import importlib
import json
import os
import pkgutil
import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

import tests.bench
from tests.bench.row import TRIES, Row


@dataclass(frozen=True, slots=True)
class Measured:
    """What one benchmark module gave: its rows, or the reason why there are none."""

    name: str
    rows: tuple[Row, ...]
    broken: str
    seconds: float


def benchmarks(only: list[str]) -> dict[str, Callable[[], list[Row]]]:
    """The benchmarks by the names of their modules, those asked for or all.

    Raises:
        SystemExit: if one asked for is not there.
    """
    names = [info.name for info in pkgutil.iter_modules(tests.bench.__path__) if not info.name.startswith("_")]
    if unknown := set(only) - set(names):
        raise SystemExit(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(names)}.")
    modules = {name: importlib.import_module(f"tests.bench.{name}") for name in names if not only or name in only}
    return {name: module.run for name, module in modules.items() if hasattr(module, "run")}


def measure(name: str, run: Callable[[], list[Row]]) -> Measured:
    """Run one benchmark, several times if it measures once; one that breaks is a result too: the others still run."""
    start = perf_counter()
    try:
        runs = [tuple(run())]
        while len(runs) < TRIES and not all(row.n >= TRIES or row.exact for row in runs[0]):
            runs.append(tuple(run()))
        rows, broken = merged(runs), ""
    except Exception:  # noqa: BLE001 - shown in full, and the exit code says it
        rows, broken = (), traceback.format_exc()
    return Measured(name, rows, broken, perf_counter() - start)


def merged(runs: Sequence[tuple[Row, ...]]) -> tuple[Row, ...]:
    """Each line of the first run with the median of all runs; it holds if the run in the middle does."""
    found = []
    for lines in zip(*runs, strict=True):
        if len({line.name for line in lines}) != 1:
            raise ValueError(f"the lines differ from run to run: {sorted({line.name for line in lines})}")
        middle = sorted(lines, key=lambda line: line.value)[len(lines) // 2]
        if len(lines) > 1:
            spread = max(line.value for line in lines) - min(line.value for line in lines)
            middle = replace(middle, spread=spread, n=sum(line.n for line in lines))
        found.append(middle)
    return tuple(found)


def table(measured: list[Measured]) -> Table:
    """The rows as a person reads them."""
    out = Table("benchmark", "what")
    out.add_column("value", justify="right")
    out.add_column("spread", justify="right")
    out.add_column("n", justify="right")
    out.add_column("bound", justify="right")
    out.add_column("holds")
    for one in measured:
        for row in one.rows:
            bound = "" if row.bound is None else f"{row.bound_name} {row.bound:,.4g}"
            holds = "" if row.bound is None else ("yes" if row.holds else "[bold red]NO[/]")
            spread = f"{row.spread:,.3g}" if row.n > 1 else ""
            out.add_row(one.name, row.name, f"{row.value:,.4g} {row.unit}", spread, str(row.n), bound, holds)
        if one.broken:
            out.add_row(
                one.name, f"[bold red]{one.broken.strip().splitlines()[-1]}[/]", "", "", "", "", "[bold red]BROKE[/]"
            )
    return out


def _cpu() -> str:
    """The processor's name, where the system tells it."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def record(measured: list[Measured]) -> dict[str, object]:
    """The same for a machine, with what it was measured on."""
    return {
        "machine": {"cpu": _cpu() or platform.machine(), "cores": os.cpu_count(), "python": platform.python_version()},
        "benchmarks": [
            {
                "name": one.name,
                "seconds": round(one.seconds, 3),
                "broken": one.broken,
                "rows": list(map(asdict, one.rows)),
            }
            for one in measured
        ],
    }


def main() -> int:
    """Run, show, write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="NAME", help="a module of tests/bench; all of them if none is named")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), help="where to write the numbers")
    arguments = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 160)
    measured = []
    for name, run in benchmarks(arguments.only).items():
        console.print(f"{name} …", style="dim")
        measured.append(measure(name, run))
    console.print(table(measured))
    for one in measured:
        if one.broken:
            console.print(one.broken, markup=False)
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps(record(measured), ensure_ascii=False, indent=2) + "\n")
    console.print(f"Written to {arguments.json}")
    return int(any(one.broken or not all(row.holds for row in one.rows) for one in measured) or not measured)


if __name__ == "__main__":
    sys.exit(main())
