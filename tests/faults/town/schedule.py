"""Schedules of a town: drawn from a seed, carried out, judged, and made shorter where one breaks."""

import logging
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.faults.checker import Violation
from tests.faults.town.judging import judge, judge_waiting
from tests.faults.town.world import REFUSES, Town, Worker

MOST_DEATHS: Final = 8
"""In one schedule: a job that ten workers died of is left alone, as it may be what they die of."""
_LEAPS: Final = (130.0, 3_700.0, -3_700.0, 90_000.0, -90_000.0, 40_000_000.0)
"""Over a lease, over the longest wait, over a day, over the deadlines of what residents sent."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, with all that was drawn for it: ``name`` says what the numbers mean."""

    name: str
    numbers: tuple[int, ...] = ()
    workers: tuple[Worker, ...] = ()

    def __str__(self) -> str:
        told = [*map(str, self.numbers), *(f"dies {w.dies_at} leaps {w.leap:g} at {w.leaps_at}" for w in self.workers)]
        return f"{self.name}({', '.join(told)})"


@dataclass(slots=True)
class Run:
    """What a schedule came to."""

    violation: str = ""
    sent: int = 0
    told: int = 0
    mails: int = 0
    deaths: int = 0
    struck: Counter[str] = field(default_factory=Counter)


CARRIED: Final[dict[str, Callable[[Town, tuple[int, ...]], None]]] = {
    "tip": lambda town, n: town.tip(mail=n[0] % 3 > 0, twice=n[1] % 3 == 0, trap=n[0] % 7 == 0),
    "join": lambda town, n: town.tip(mail=False, twice=n[1] % 3 == 0, join=n[0]),
    "rating": lambda town, n: town.rating(twice=n[1] % 3 == 0, rater=n[0] % 3),
    "answer": lambda town, n: town.answer(n[0], satisfied=False, twice=n[1] % 3 == 0),
    "satisfaction": lambda town, n: town.answer(n[0], satisfied=True, twice=n[1] % 3 == 0),
    "no_longer": lambda town, n: town.no_longer(n[0]),
    "news": lambda town, n: town.news(twice=n[1] % 3 == 0),
    "again": lambda town, n: town.again(n[0]),
    "mail": lambda town, n: town.write_mail(None, twice=n[1] % 3 == 0),
    "reply": lambda town, n: town.write_mail(n[0], twice=n[1] % 3 == 0),
    "ask": lambda town, n: town.ask(n[0], n[1]),
    "shut": lambda town, n: town.shut(n[0], n[1]),
    "reopen": lambda town, n: town.reopen(n[0]),
    "count": lambda town, n: town.count(1 + n[0] % 3),
    "relay": lambda town, n: town.relay(n[0]),
    "forward": lambda town, n: town.forward(n[0]),
    "leap": lambda town, n: town.clock.leap(n[0]),
    "correct": lambda town, _: town.correct(),
    "back_up": lambda town, _: town.back_up(),
    "restore": lambda town, _: town.restore(),
}
WEIGHTS: Final[dict[str, int]] = {
    "tip": 12, "join": 3, "rating": 6, "answer": 5, "satisfaction": 3, "no_longer": 2, "news": 3, "again": 4, "mail": 6,
    "reply": 4, "ask": 9, "shut": 6, "reopen": 1, "count": 4, "relay": 9, "forward": 8, "leap": 3, "correct": 2,
    "back_up": 3, "restore": 2, "work": 20, "fetch": 6,
}  # fmt: skip


def drawn(seed: int, length: int = 40) -> list[Step]:
    """The schedule of a seed, the same each time."""
    chance = random.Random(seed)
    deaths = 0
    steps = []
    for name in chance.choices(list(WEIGHTS), list(WEIGHTS.values()), k=length):
        numbers = (chance.randrange(1000), chance.randrange(1000))
        if name in ("work", "fetch"):
            workers = tuple(_worker(chance) for _ in range(chance.choice((1, 1, 2, 3)) if name == "work" else 1))
            deaths += sum(one.dies_at > 0 for one in workers)
            if deaths > MOST_DEATHS:
                workers = tuple(Worker(0, one.leaps_at, one.leap) for one in workers)
            steps.append(Step(name, (), workers))
        elif name == "forward":
            steps.append(Step(name, (chance.choice((1, 20, 70, 130, 700, 4_000, 30_000)),)))
        elif name == "leap":
            steps.append(Step(name, (int(chance.choice(_LEAPS)),)))
        elif name == "relay" and numbers[0] % 8 == REFUSES and chance.random() < 0.7:
            steps.append(Step(name, (0, 0)))  # a refusal for good takes much of what is asked at the end away
        else:
            steps.append(Step(name, numbers))
    return steps


def _worker(chance: random.Random) -> Worker:
    dies_at = int(2 ** chance.uniform(0, 8.5)) if chance.random() < 0.45 else 0
    leaps_at = int(2 ** chance.uniform(0, 8)) if chance.random() < 0.15 else 0
    return Worker(dies_at, leaps_at, chance.choice(_LEAPS) if leaps_at else 0.0)


def carry_out(steps: Sequence[Step], folder: Path, url: str) -> Run:
    """Carry the steps out and judge what they left."""
    run = Run()
    town = Town(folder, url)
    try:
        with _no_words():
            for step in steps:
                run.struck[step.name] += 1
                if step.name in ("work", "fetch"):
                    town.work(step.workers, fetches=step.name == "fetch")
                else:
                    CARRIED[step.name](town, step.numbers)
                town.forward(1)
            town.settle()
            judge_waiting(town)
            town.a_week()
            judge(town)
    except Violation as violation:
        run.violation = str(violation)
    finally:
        town.close()
    run.sent, run.told, run.deaths, run.mails = len(town.sent), len(town.told), town.deaths, len(town.post.taken())
    return run


def shortened(steps: Sequence[Step], breaks: Callable[[Sequence[Step]], bool], tries: int = 40) -> list[Step]:
    """Fewer of these steps that break as well, as far as so many tries go (Zeller's ddmin, the halves first)."""
    kept, size = list(steps), max(1, len(steps) // 2)
    while size and tries:
        for start in range(0, len(kept), size):
            fewer = kept[:start] + kept[start + size :]
            tries -= 1
            if fewer and breaks(fewer):
                kept = fewer
                break
            if not tries:
                break
        else:
            size //= 2
    return kept


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="okrskar-town-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _no_words() -> Iterator[None]:
    """What the server says of work that fails is judged by what it left."""
    log = logging.getLogger("okrskar.server")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before
