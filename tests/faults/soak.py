"""``python -m tests.faults.soak --schedules 1000 --seed N``: random fault schedules by the hundred, as a table.

Most schedules are walks through a whole world in one process; every ``--chaos-every``-th one is a process chaos, and
there are ``--towns`` of residents, workers and mail, both on SQLite and on PostgreSQL by turns. The exit code says
whether every invariant held in every schedule; a town that broke is made shorter, and its steps are printed.
"""

import argparse
import logging
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from sync.server.ground.database import Database
from sync.server.ground.upgrade import upgrade
from tests.faults.chaos import Chaos
from tests.faults.checker import Violation
from tests.faults.town.schedule import Run, Step, carry_out, drawn, scratch, shortened
from tests.faults.walk import walk
from tests.postgres_cluster import PostgresCluster


@dataclass(slots=True)
class Line:
    """One schedule's result. ``kind`` is walk, or chaos or town on sqlite or on postgresql."""

    kind: str
    seed: int
    seconds: float = 0.0
    violation: str = ""
    operations: int = 0
    struck: Counter[str] = field(default_factory=Counter)


def one_walk(seed: int) -> Line:
    """A walk with this seed."""
    line = Line("walk", seed)
    started = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="okrskar-walk-"))
    try:
        world = walk(folder / "world", seed)
        line.struck = Counter(world.struck)
        line.operations = world.operations
    except Violation as violation:
        line.violation = str(violation)
    except Exception as error:  # noqa: BLE001 - a broken schedule is a result, and the others still run
        line.violation = f"{type(error).__name__}: {error}"
    shutil.rmtree(folder, ignore_errors=True)
    line.seconds = time.monotonic() - started
    return line


def one_chaos(seed: int, cluster: PostgresCluster | None, seconds: float) -> Line:
    """A process chaos with this seed, on PostgreSQL if there is a cluster."""
    folder = Path(tempfile.mkdtemp(prefix="okrskar-chaos-"))
    database = cluster.create() if cluster else ""
    url = cluster.url(database) if cluster else f"sqlite:///{folder / 'server.sqlite3'}"
    line = Line(f"chaos on {'postgresql' if cluster else 'sqlite'}", seed)
    started = time.monotonic()
    try:
        outcome = Chaos(folder / "run", url, seed).run(seconds)
        line.violation, line.operations = outcome.violation, outcome.operations
        line.struck = outcome.faults + Counter({f"kill {what}": count for what, count in outcome.kills.items()})
    except Exception as error:  # noqa: BLE001
        line.violation = f"{type(error).__name__}: {error}"
    if cluster:
        cluster.drop(database)
    shutil.rmtree(folder, ignore_errors=True)
    line.seconds = time.monotonic() - started
    return line


class Towns:
    """Towns on fresh databases of one kind, copied from a template."""

    def __init__(self, folder: Path, cluster: PostgresCluster | None) -> None:
        self._folder, self._cluster = folder, cluster
        self.kind = f"town on {'postgresql' if cluster else 'sqlite'}"
        if cluster is None:
            self._build(f"sqlite:///{folder / 'template'}")

    def one(self, seed: int) -> Line:
        """The town with this seed; one that breaks is made shorter."""
        steps, line, started = drawn(seed), Line(self.kind, seed), time.monotonic()
        run = self._carried_out(steps)
        if run.violation:
            kept = shortened(steps, lambda fewer: bool(self._carried_out(fewer).violation))
            said = self._carried_out(kept).violation or "not every time"
            line.violation = "\n".join([run.violation, f"by these steps, {said}:", *map(str, kept)])
        line.operations, line.struck = run.sent + run.told, run.struck + Counter({"kill worker": run.deaths})
        line.seconds = time.monotonic() - started
        return line

    def _carried_out(self, steps: Sequence[Step]) -> Run:
        with scratch() as folder:
            database, url = "", f"sqlite:///{folder / 'server.sqlite3'}"
            if self._cluster is None:
                shutil.copyfile(self._folder / "template", folder / "server.sqlite3")
            else:
                database = self._cluster.create(self._cluster.template("town", self._build))
                url = self._cluster.url(database)
            try:
                return carry_out(steps, folder / "town", url)
            except Exception as error:  # noqa: BLE001 - as a walk
                return Run(f"{type(error).__name__}: {error}")
            finally:
                if self._cluster is not None:
                    self._cluster.drop(database)

    @staticmethod
    def _build(url: str) -> None:
        database = Database(url)
        upgrade(database)
        database.close()


def towns(count: int, seed: int) -> Iterator[Line]:
    """So many towns, on both databases by turns."""
    if not count:
        return
    cluster = PostgresCluster(durable=False)
    try:
        with scratch() as folder:
            kinds = (Towns(folder, None), Towns(folder, cluster))
            for number in range(seed, seed + count):
                yield kinds[number % 2].one(number)
    finally:
        cluster.stop()


def _quiet() -> None:
    logging.disable(logging.CRITICAL)


def schedules(count: int, seed: int, chaos_every: int, seconds: float, of_towns: int) -> Iterator[Line]:
    """Run them: walks in a process of their own beside the chaos and the towns."""
    chaotic = [number for number in range(seed, seed + count) if chaos_every and number % chaos_every == 0]
    walks = [number for number in range(seed, seed + count) if number not in set(chaotic)]
    with multiprocessing.get_context("spawn").Pool(1, _quiet, maxtasksperchild=50) as pool:
        walked = pool.imap_unordered(one_walk, walks)
        cluster = PostgresCluster(durable=False) if chaotic else None
        try:
            for turn, number in enumerate(chaotic):
                yield one_chaos(number, cluster if turn % 2 else None, seconds)
        finally:
            if cluster:
                cluster.stop()
        yield from towns(of_towns, seed)
        yield from walked


def report(lines: list[Line]) -> Table:
    """What was run, what struck, what broke."""
    table = Table("schedules of", "run", "broke", "operations", "seconds each", "what struck")
    for kind in sorted({line.kind for line in lines}):
        of_kind = [line for line in lines if line.kind == kind]
        struck: Counter[str] = sum((line.struck for line in of_kind), Counter())
        table.add_row(
            kind,
            str(len(of_kind)),
            str(sum(bool(line.violation) for line in of_kind)),
            f"{sum(line.operations for line in of_kind):,}",
            f"{sum(line.seconds for line in of_kind) / len(of_kind):.1f}",
            ", ".join(f"{what} {times}" for what, times in sorted(struck.items())),
        )
    return table


def main() -> int:
    """Run, print, judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=__doc__)
    parser.add_argument("--schedules", type=int, default=1000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (default: %(default)s)")
    parser.add_argument("--chaos-every", type=int, default=25, help="every so many-th is a process chaos; 0 for none")
    parser.add_argument("--chaos-seconds", type=float, default=10.0, help="of blows in one (default: %(default)s)")
    parser.add_argument("--towns", type=int, default=60, help="of residents, workers, mail (default: %(default)s)")
    arguments = parser.parse_args()
    _quiet()
    console = Console(width=None if sys.stdout.isatty() else 160)
    lines = []
    asked = (arguments.schedules, arguments.seed, arguments.chaos_every, arguments.chaos_seconds, arguments.towns)
    for line in schedules(*asked):
        lines.append(line)
        if line.violation:
            console.print(f"{line.kind}, seed {line.seed}: {line.violation}", style="bold red", markup=False)
        if len(lines) % 50 == 0:
            console.print(f"{len(lines)} of {arguments.schedules + arguments.towns}", style="dim")
    console.print(report(lines))
    broke = sum(bool(line.violation) for line in lines)
    console.print(f"{len(lines) - broke} schedules held, {broke} broke")
    return int(broke > 0)


if __name__ == "__main__":
    sys.exit(main())
