"""Small rooms with names that say what is in them."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.sources import ROOMS, ROOT, python_files, tracked, tree

LONGEST_FILE: Final = 400
LONGEST_FUNCTION: Final = 60
VAGUE: Final = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "tools", "base"}
TOP: Final = {
    "app",
    "ui",
    "resources",
    "sync",
    "tests",
    "docs",
    "pyproject.toml",
    "build.spec",
    "README.md",
    "Makefile",
    "CHANGELOG.md",
    "LICENSE",
}
WRITTEN_BY_HAND: Final = {".py", ".qml", ".js", ".mjs", ".css", ".html", ".sh"}


def _written() -> tuple[Path, ...]:
    return tuple(path for path in tracked() if path.suffix in WRITTEN_BY_HAND and "vendor" not in path.parts)


def _functions(path: Path) -> Iterator[tuple[str, int, int]]:
    """Each function's name, first line and number of lines, its docstring not counted; a migration is one list."""
    if path.parent.name == "versions":
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            lines = node.end_lineno - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node) is not None and first.end_lineno is not None:
                lines -= first.end_lineno - first.lineno + 1
            yield node.name, node.lineno, lines


def test_that_no_file_is_longer_than_its_limit() -> None:
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in _written()}
    assert len(lengths) > 100
    long = [f"{path}: {lines} lines" for path, lines in lengths.items() if lines > LONGEST_FILE]
    assert not long, f"at most {LONGEST_FILE} lines a file; split it by what it is about:\n" + "\n".join(long)


def test_that_no_function_is_longer_than_its_limit() -> None:
    functions = [(path, *one) for path in python_files(*ROOMS, "tests", "resources") for one in _functions(path)]
    assert len(functions) > 300
    long = [f"{path}:{line} {name}: {lines} lines" for path, name, line, lines in functions if lines > LONGEST_FUNCTION]
    assert not long, f"at most {LONGEST_FUNCTION} lines a function:\n" + "\n".join(long)


def test_that_no_name_is_vague() -> None:
    vague = [str(path) for path in tracked() if VAGUE & {Path(part).stem.lower() for part in path.parts}]
    assert not vague, "name it by what it is about:\n" + "\n".join(vague)


def test_that_the_top_of_the_house_holds_only_what_belongs_there() -> None:
    strangers = {path.parts[0] for path in tracked() if not path.parts[0].startswith(".")} - TOP
    assert not strangers


def test_that_every_package_is_a_package() -> None:
    folders = {parent for path in python_files(*ROOMS, "tests") for parent in path.parents if parent != Path()}
    bare = [str(folder) for folder in sorted(folders) if not (ROOT / folder / "__init__.py").exists()]
    assert not bare, "add __init__.py:\n" + "\n".join(bare)


def test_that_tests_mirror_the_sources() -> None:
    """`tests/app/tips/test_rules.py` has an `app/tips/rules.py`, or tests the folder of that name as a whole."""
    lost = []
    for path in python_files("tests"):
        if path.parts[1] not in ROOMS or not path.name.startswith("test_"):
            continue
        if not (ROOT / Path(*path.parts[1:-1])).is_dir():
            lost.append(str(path))
    assert not lost, "a test stands where its source does:\n" + "\n".join(lost)
