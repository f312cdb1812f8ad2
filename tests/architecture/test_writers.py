"""Only ``changes/`` decides an operation and writes what follows of it, whatever door it came through."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.sources import python_files, tree

_SERVER: Final = "sync/server/"
_EFFECTS, _SERVICE, _BATCH = (
    f"{_SERVER}{name}.py" for name in ("changes/effects", "changes/service", "push/batch")
)  # fmt: skip
WRITTEN: Final = {
    "sync/server/tips/repository.py": {"tip", "note", "contact", "story"},
    "sync/server/tips/search/repository.py": {"tip_words"},
    "sync/server/messages/repository.py": {"message", "party"},
    "sync/server/patrols/repository.py": {"patrol", "patrol_note"},
    "sync/server/photos/repository.py": {"photo"},
    "sync/server/erasure/repository.py": {
        "tip",
        "note",
        "message",
        "party",
        "contact",
        "story",
        "photo",
        "receipt",
        "quarantine",
    },
    "sync/server/push/repository.py": {"receipt", "quarantine"},
    "sync/server/feed/publish.py": {"feed", "scope", "erased"},
}
"""The files that hold statements which write these tables, and which of them each writes."""
USERS: Final = {
    "app.tips.rules.apply": {f"{_SERVER}changes/tips.py"},
    "app.patrols.rules.apply": {f"{_SERVER}changes/patrols.py"},
    "sync.server.changes.decide.decide": {_SERVICE, _BATCH},
    "sync.server.changes.effects.flush": {_SERVICE, _BATCH},
    "sync.server.tips.repository.write": {
        _EFFECTS,
        f"{_SERVER}districts/moves.py",
        f"{_SERVER}erasure/service.py",
        f"{_SERVER}erasure/conversations.py",
    },
    "sync.server.tips.repository.add_notes": {_EFFECTS},
    "sync.server.tips.repository.add_lines": {_EFFECTS},
    "sync.server.tips.repository.add_contacts": {_EFFECTS},
    "sync.server.tips.repository.mark_archived": {f"{_SERVER}tips/archive.py"},
    "sync.server.messages.repository.add_parties": {_EFFECTS},
    "sync.server.messages.repository.write": {_EFFECTS, f"{_SERVER}messages/delivery.py"},
    "sync.server.patrols.repository.write": {_EFFECTS},
    "sync.server.photos.repository.add": {_EFFECTS},
}
"""Who uses what decides or writes. A tip besides: its district where borders moved, that it is old enough to be on no
device, and that its sender, what was said and what was shown are forgotten; none of them is anything that a person did
to the tip. A message: what became of it on its way."""
PUBLISHERS: Final = {
    f"{_SERVER}{name}.py"
    for name in (
        "changes/effects",
        "changes/patrols",
        "districts/moves",
        "erasure/conversations",
        "erasure/service",
        "messages/delivery",
        "tips/repository",
    )
}
"""Who says to the feed what is in a tip or a patrol, or hangs on one; the last two: what became of a message, and
what comes back from the archive."""

_TABLES: Final = set().union(*WRITTEN.values())
_LOOKUPS: Final = {"district", "officer", "category", "template", "basemap", "body", "cell", "surface", "brief"}
_CALL: Final = re.compile(r"sa\.(insert|update|delete)|Many\.insert")
_SQL: Final = re.compile(r"\b(?:INSERT INTO|DELETE FROM|UPDATE(?! SET)) (\w+)")


def _files() -> tuple[Path, ...]:
    return tuple(
        path for path in python_files("sync") if path.as_posix().startswith(_SERVER) and "versions" not in path.parts
    )


def _names(module: ast.Module) -> dict[str, str]:
    """What each imported name of a file stands for, with its module."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _used(module: ast.Module) -> set[str]:
    """Every imported name that a file uses, also by way of its module, called or handed on."""
    names = _names(module)
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            found.add(f"{names[node.value.id]}.{node.attr}")
        elif isinstance(node, ast.Name) and node.id in names:
            found.add(names[node.id])
    return found


def _loaded(place: ast.stmt) -> set[str]:
    return {node.id for node in ast.walk(place) if isinstance(node, ast.Name)}


def _written(module: ast.Module) -> set[str]:
    """The tables that a file writes; where a statement does not name its table, all that are named beside it."""
    known = {name: said.rpartition(".")[2] for name, said in _names(module).items() if ".tables." in said}
    found: set[str] = set()
    for place in module.body:
        for node in ast.walk(place):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(_SQL.findall(node.value))
            elif isinstance(node, ast.Call) and re.fullmatch(
                r"sa\.(insert|update|delete)|Many\.insert", ast.unparse(node.func)
            ):
                table = node.args[0]
                if isinstance(table, ast.Name) and table.id in known:
                    found.add(known[table.id])
                elif isinstance(table, ast.Attribute) and table.attr in _TABLES:
                    found.add(table.attr)
                else:
                    found.update(known[name] for name in known.keys() & _loaded(place))
    return found & _TABLES


def _told(module: ast.Module) -> Iterator[str]:
    """The kinds of rows that a file publishes; ``?`` where that is worked out."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Put":
            yield str(node.args[0].value) if isinstance(node.args[0], ast.Constant) else "?"


@pytest.mark.parametrize(
    "text",
    [
        "from sync.server.tips.tables import tip as rows\nc.execute(sa.update(rows).values(title=''))",
        "from sync.server.tips import tables\nc.execute(sa.delete(tables.tip))",
        "from sync.server.tips.tables import tip\nfor table in (tip,):\n    c.execute(sa.insert(table), [])",
        "from sync.server.tips.tables import tip as rows\n_ROWS = Many.insert(rows)",
        "c.execute(sa.text('UPDATE tip SET title = :title'))",
        "c.execute(sa.text(f'INSERT INTO tip (id) VALUES {x} ON CONFLICT (id) DO UPDATE SET id = 1'))",
    ],
)
def test_that_a_writer_is_seen_however_it_is_written(text: str) -> None:
    assert _written(ast.parse(text)) == {"tip"}


def test_that_a_user_is_seen_however_it_was_imported() -> None:
    for text in (
        "from sync.server.tips import repository as tips\nwork(tips.write)",
        "from sync.server.tips.repository import write as put\nput(c, {}, ())",
    ):
        assert "sync.server.tips.repository.write" in _used(ast.parse(text))


def test_that_rows_which_follow_from_operations_are_written_in_their_places_alone() -> None:
    found = {path.as_posix(): written for path in _files() if (written := _written(tree(path)))}
    assert found == WRITTEN, "let it be an operation, decided and written by sync.server.changes"


@pytest.mark.parametrize("name", USERS)
def test_that_what_decides_and_writes_is_used_by_changes_and_its_wrappers_alone(name: str) -> None:
    users = {path.as_posix() for path in _files() if name in _used(tree(path))}
    assert users == USERS[name], "let it be an operation, and go by sync.server.changes.service.carry_out"


def test_that_every_writing_function_of_a_feature_is_looked_after() -> None:
    listed = {name.rpartition(".")[2] for name in USERS if ".repository." in name}
    for path in ("sync/server/tips/repository.py", "sync/server/patrols/repository.py"):
        module = tree(Path(path))
        texts = {
            node.targets[0].id
            for node in module.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and _SQL.search(ast.unparse(node))
        } - {"_COUNT"}
        writing = {
            node.name
            for node in module.body
            if isinstance(node, ast.FunctionDef)
            and (re.search(r"\bsa\.(insert|update|delete)\(", ast.unparse(node)) or texts & _loaded(node))
        }
        assert writing, "no writer is seen"
        assert writing <= listed, path


def test_that_the_rules_are_asked_by_changes_alone() -> None:
    users = {
        path.parent.as_posix()
        for path in _files()
        if any(re.match(r"app\.\w+\.rules\b", name) for name in _used(tree(path)))
    }
    assert users == {"sync/server/changes"}


def test_that_the_feed_hears_of_tips_and_patrols_from_changes_and_from_what_moves_them() -> None:
    found = {path.as_posix() for path in _files() if not set(_told(tree(path))) <= _LOOKUPS}
    assert found == PUBLISHERS
