"""Every change a person can make is documented, permitted to someone, ruled, and shown in an example that is read."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from app.accounts.domain import Outsider, Role
from app.operations import OPERATIONS, UPCASTERS, Operation, Unreadable, Withdrawn, decode, encode
from app.outbox.domain import Code
from tests.architecture.sources import ROOT, tree

_GOLDEN: Final = ROOT / "sync" / "protocol" / "golden"
RULED = {kind: operation for kind, operation in OPERATIONS.items() if operation is not Withdrawn}


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in a value, at any depth."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


def _examples(kind: str, version: int) -> list[dict[str, Any]]:
    """The payloads of the golden examples of one version of an operation."""
    files = sorted(_GOLDEN.rglob("*.json"))
    assert files, "no golden examples seen: has their folder moved?"
    return [
        found.get("payload", {})
        for file in files
        for found in _objects(json.loads(file.read_text(encoding="utf-8")))
        if found.get("kind") == kind and found.get("version") == version
    ]


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_that_an_operation_says_what_it_does_and_who_may(operation: type[Operation]) -> None:
    assert operation.__doc__
    assert operation.PERMITTED
    assert {*Role, *Outsider} >= operation.PERMITTED


@pytest.mark.parametrize("operation", RULED.values(), ids=RULED.keys())
def test_that_an_operation_has_a_rule(operation: type[Operation]) -> None:
    rules = Path(*operation.__module__.split(".")[:-1]) / "rules.py"
    ruled = {
        node.cls.attr if isinstance(node.cls, ast.Attribute) else getattr(node.cls, "id", "")
        for node in ast.walk(tree(rules))
        if isinstance(node, ast.MatchClass)
    } | {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for call in ast.walk(tree(rules))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "isinstance"
        for node in ast.walk(call.args[1])
        if isinstance(node, ast.Attribute | ast.Name)
    }
    assert operation.__name__ in ruled, f"{rules} does not say what follows from {operation.__name__}"


@pytest.mark.parametrize("kind", OPERATIONS)
def test_that_every_version_of_an_operation_has_an_example_that_is_still_read(kind: str) -> None:
    for version in range(1, OPERATIONS[kind].VERSION + 1):
        examples = _examples(kind, version)
        assert examples, f"no example of {kind} version {version} in {_GOLDEN.relative_to(ROOT)}"
        for example in examples:
            read = decode(kind, version, example)
            assert not isinstance(read, Unreadable), read
            if version == OPERATIONS[kind].VERSION:
                assert encode(read) == example


@pytest.mark.parametrize("kind", OPERATIONS)
def test_that_every_old_version_is_lifted(kind: str) -> None:
    assert [version for version in range(1, OPERATIONS[kind].VERSION) if (kind, version) not in UPCASTERS] == []


def test_that_every_code_is_the_answer_of_some_rule_or_decision() -> None:
    deciding = [
        *Path("app").glob("*/rules.py"),
        *Path("sync/server/changes").glob("*.py"),
        Path("sync/server/push/batch.py"),
    ]
    named = {
        node.attr
        for path in deciding
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Code"
    }
    assert {code.name for code in Code} - named == set(), "declared, and nothing ever answers so"
