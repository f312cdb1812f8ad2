"""Plant every listed fault, one at a time, and see that its test fails: ``python -m tests.mutants``."""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.ground import Ground, Verdict, copied
from tests.mutants.listed import ROOT, Fault, rooms

_SECONDS = 600.0
_LAST_LINES = 12


def chosen(arguments: argparse.Namespace) -> list[tuple[str, Fault]]:
    """The faults that were asked for, with their rooms."""
    found = [
        (room, fault)
        for room, faults in rooms().items()
        for fault in faults
        if room in (arguments.room or (room,)) and (arguments.name or "").lower() in fault.name.lower()
    ]
    if arguments.sample is not None and arguments.sample < len(found):
        places = sorted(random.Random(arguments.seed).sample(range(len(found)), arguments.sample))
        found = [found[place] for place in places]
    return found


def judged(ground: Ground, faults: Sequence[tuple[str, Fault]], *, verbose: bool) -> list[Verdict]:
    """Judge each fault and print it as a line of the table: file of tests by file, which first have to hold without."""
    width = max(len(room) for room, _ in faults)
    by_file: dict[str, list[tuple[str, Fault]]] = {}
    for room, fault in faults:
        by_file.setdefault(fault.test_file, []).append((room, fault))
    verdicts = []
    for together in by_file.values():
        sound = ground.sound([fault for _, fault in together])
        for room, fault in together:
            began = time.monotonic()
            verdict, said = ground.judge(fault) if fault.name in sound else (Verdict.BROKEN, "")
            verdicts.append(verdict)
            print(f"{verdict.value:<26}{time.monotonic() - began:6.1f} s  {room:<{width}}  {fault.name}", flush=True)
            if verdict is not Verdict.CAUGHT or verbose:
                print(
                    f"    {fault.path}\n    {fault.test}", *said.splitlines()[-_LAST_LINES:], sep="\n    ", flush=True
                )
    return verdicts


def main(words: Sequence[str]) -> int:
    """Run as a command; 0 if all are caught, 1 if not, 2 if nothing was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--room", choices=rooms(), action="append", help="only the faults of this file of the list")
    parser.add_argument("--name", help="only the faults whose name contains this")
    parser.add_argument("--sample", type=int, help="only so many, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="what the draw begins with")
    parser.add_argument("--seconds", type=float, default=_SECONDS, help="how long one run of tests may take")
    parser.add_argument("--verbose", action="store_true", help="show how each test failed")
    arguments = parser.parse_args(words)
    faults = chosen(arguments)
    if not faults:
        print("No such fault is listed.")
        return 2
    with tempfile.TemporaryDirectory(prefix="okrskar-mutants-") as folder:
        ground = copied(ROOT, Path(folder).resolve(), seconds=arguments.seconds)
        try:
            verdicts = judged(ground, faults, verbose=arguments.verbose)
        finally:
            ground.close()
    counts = Counter(verdicts)
    print(", ".join(f"{verdict.value}: {counts[verdict]}" for verdict in Verdict if counts[verdict]))
    return 0 if counts[Verdict.CAUGHT] == len(faults) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
