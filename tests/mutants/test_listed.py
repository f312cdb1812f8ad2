"""The list of planted faults does not rot: each still has its place, and a test that is to catch it."""

import ast
from collections import Counter
from functools import cache

from tests.mutants.listed import ROOT, Fault, room_of, rooms

FAULTS = [(room, fault) for room, faults in rooms().items() for fault in faults]


@cache
def functions(path: str) -> frozenset[str]:
    """The names of all functions in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_that_every_fault_has_its_place_exactly_once() -> None:
    lost = [
        f"{room}: {fault.name} ({(ROOT / fault.path).read_text(encoding='utf-8').count(fault.before)} times)"
        for room, fault in FAULTS
        if fault.planted((ROOT / fault.path).read_text(encoding="utf-8")) is None
    ]
    assert lost == []


def test_that_every_fault_changes_something() -> None:
    assert [fault.name for _, fault in FAULTS if fault.before == fault.after] == []


def test_that_a_planted_python_file_is_still_python() -> None:
    for _, fault in FAULTS:
        planted = fault.planted((ROOT / fault.path).read_text(encoding="utf-8"))
        if fault.path.endswith(".py") and planted is not None:
            ast.parse(planted, filename=f"{fault.path}: {fault.name}")


def test_that_the_test_of_every_fault_is_there() -> None:
    def missing(fault: Fault) -> bool:
        _, _, test = fault.test.partition("::")
        file = ROOT / fault.test_file
        return not file.is_file() or (test != "" and test.partition("[")[0] not in functions(fault.test_file))

    assert [f"{room}: {fault.name}: {fault.test}" for room, fault in FAULTS if missing(fault)] == []


def test_that_every_name_is_there_once() -> None:
    counts = Counter(fault.name.casefold() for _, fault in FAULTS)
    assert [name for name, count in counts.items() if count > 1] == []


def test_that_every_fault_stands_in_the_list_of_its_room() -> None:
    assert [fault.name for room, fault in FAULTS if room_of(fault.path) != room] == []
