"""Statements to the database stand in one place a feature: its tables and its repository."""

import ast
from pathlib import Path
from typing import Final

from tests.architecture.sources import python_files, tree

ROOMS_OF_STATEMENTS: Final = ("sync/server/ground/", "sync/server/feed/")
FILES_OF_STATEMENTS: Final = ("repository.py", "tables.py")
WORDS: Final = {"select", "insert", "update", "delete", "text", "union", "exists"}
SENT: Final = {"execute", "exec_driver_sql", "scalar", "scalars"}


def _has_statements(path: Path) -> bool:
    """Whether a file makes a statement by SQLAlchemy or sends one."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            (node.func.attr in WORDS and isinstance(node.func.value, ast.Name) and node.func.value.id == "sa")
            or (node.func.attr in SENT and "connection" in ast.unparse(node.func.value))
        )
        for node in ast.walk(tree(path))
    )


def _may(path: Path) -> bool:
    return path.name in FILES_OF_STATEMENTS or path.as_posix().startswith(ROOMS_OF_STATEMENTS)


def test_that_statements_stand_in_repositories_alone() -> None:
    files = [path for path in python_files("sync") if path.as_posix().startswith("sync/server/")]
    assert any(_has_statements(path) for path in files if path.name == "repository.py"), "no statement is seen"
    found = {path.as_posix() for path in files if not _may(path) and _has_statements(path)}
    assert found == set(), "move the statements into the feature's repository.py"
