"""Who may know whom. The contracts are in pyproject.toml under [tool.importlinter]."""

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.server.http.refusals import STATUSES
from tests.architecture.sources import ROOMS, ROOT, importers, imports, python_files, tree


def _lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    return subprocess.run(
        [*command, "--no-logo", "--config", str(root / "pyproject.toml")],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_that_every_import_contract_is_kept() -> None:
    run = _lint_imports(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


BREACHES = {
    "The screens know the sync, the sync knows the rules": ("app/tips/rules.py", "import ui.shell"),
    "never import each other": ("sync/client/__init__.py", "import sync.server"),
    "The protocol knows neither": ("sync/protocol/__init__.py", "import sync.server"),
    "The core has no Qt": ("app/tips/domain.py", "import PySide6.QtCore"),
    "The sync runs without a screen": ("sync/client/__init__.py", "from PySide6 import QtCore"),
    "The server uses only the pure part": ("sync/server/__init__.py", "import app.tips.tables"),
    "The analyses go from values": ("app/analysis/rates.py", "import argparse"),
    "The analysts' command line reads": ("sync/server/analyse/rates.py", "import numpy"),
    "HTTP knows who calls and nothing else": ("sync/server/http/answers.py", "import sync.server.districts.service"),
    "The device carries no server": ("ui/shell/__init__.py", "import starlette"),
    "The faces for people never know": ("sync/server/desk/browsers.py", "import sync.server.residents.pages"),
    "A change is decided in one room": ("sync/server/tips/repository.py", "import sync.server.changes.decide"),
    "A change knows nothing of the push": ("sync/server/changes/__init__.py", "import sync.server.push.batch"),
    "What decides answers with values": ("sync/server/push/batch.py", "import sync.server.http.refusals"),
}


def test_that_there_is_a_canary_for_every_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert len(BREACHES) == len(contracts)
    for contract in contracts:
        assert sum(breach in contract["name"] for breach in BREACHES) == 1, contract["name"]


def test_that_the_checker_sees_a_breach_of_every_contract(tmp_path: Path) -> None:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path, line in BREACHES.values():
        with (tmp_path / path).open("a") as file:
            file.write(f"\n{line}\n")
    run = _lint_imports(tmp_path)
    assert run.returncode != 0
    flat = " ".join(run.stdout.split())
    for contract in BREACHES:
        broken = [part for part in flat.split("BROKEN")[:-1] if contract in part[-200:]]
        assert broken, f"no breach seen of: {contract}\n{run.stdout}\n{run.stderr}"


ONLY_IN = {
    "shapely": "app/districts/geometry.py",
    "requests": "sync/client/transport.py",
    "sqlcipher3": "app/db/",
    "PySide6": "ui/",
    "starlette": "sync/server/",
    "jinja2": "sync/server/http/page_face.py",
    "smtplib": "sync/server/mail/smtp.py",
    "imap_tools": "sync/server/mail/incoming/fetching.py",
    "icalendar": "sync/server/calendars/writing.py",
    "pyogrio": "sync/server/basemap/",
    "highspy": "app/workload/mixed_integer.py",
}


@pytest.mark.parametrize(("package", "place"), ONLY_IN.items(), ids=ONLY_IN.keys())
def test_that_a_package_is_imported_in_its_one_place(package: str, place: str) -> None:
    found = importers(package, python_files(*ROOMS))
    strangers = [str(one) for one in found if place not in f"{one.path.as_posix()}/"]
    assert not strangers, f"{package} is imported only in {place}; move what needs it there:\n" + "\n".join(strangers)
    assert found, f"nothing imports {package} any more: take it out of this list and of pyproject.toml"


_FACES = {"router.py", "pages.py"}
_WIRING = {
    "sync/server/app.py", "sync/server/routes.py", "sync/server/residents/application.py",
    "sync/server/residents/routes.py", "sync/server/commands/listening.py", "sync/server/commands/openapi.py",
}  # fmt: skip


def _speaks_http(path: Path) -> bool:
    return path.parts[:3] == ("sync", "server", "http") or path.name in _FACES or path.as_posix() in _WIRING


def test_that_of_a_feature_only_its_router_and_its_pages_speak_http() -> None:
    files = [path for path in python_files("sync") if path.parts[:2] == ("sync", "server")]
    found = [one for path in files for one in imports(path) if one.module.startswith("sync.server.http")]
    assert any(one.path.name in _FACES for one in found), "no router seen: have they moved?"
    strangers = [str(one) for one in found if not _speaks_http(one.path)]
    assert not strangers, "deny it by sync.server.ground.denials, any door says it its own way:\n" + "\n".join(
        strangers
    )


def test_that_every_code_by_which_a_feature_denies_has_a_status() -> None:
    codes = {code for path in python_files("sync") for code in _denied(path)}
    assert {"gap", "diverged", "not_found", "busy"} <= codes
    assert codes == set(STATUSES), "put it into sync.server.http.refusals"


def _denied(path: Path) -> Iterator[str]:
    """The first argument of each ``Denial(…)`` of a file: a literal, or a constant of that file."""
    constants = {
        target.id: node.value.value
        for node in tree(path).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Denial":
            first = node.args[0]
            assert isinstance(first, ast.Constant | ast.Name), f"{path}:{node.lineno}: a code is written out"
            yield str(first.value if isinstance(first, ast.Constant) else constants[first.id])


def test_that_migrations_import_nothing_that_will_change() -> None:
    files = [path for path in python_files(*ROOMS) if path.parent.name == "versions"]
    assert files, "no migrations seen: has their folder moved?"
    bound = [str(one) for path in files for one in imports(path) if one.module.partition(".")[0] in ROOMS]
    assert not bound, "a migration stands alone, write the value out:\n" + "\n".join(bound)


def test_that_the_migrations_of_the_server_are_one_chain() -> None:
    files = [path for path in python_files("sync") if path.parent.name == "versions" and path.name != "__init__.py"]
    named = [_revision(path) for path in files]
    befores = [before for _, before in named]
    heads = {revision for revision, _ in named} - set(befores)
    assert len(befores) == len(set(befores)), "two migrations follow the same one: let the later one follow the other"
    assert len(heads) == 1, heads


def _revision(path: Path) -> tuple[object, object]:
    values = {
        target.id: node.value.value
        for node in tree(path).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return values["revision"], values["down_revision"]
