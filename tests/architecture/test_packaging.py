"""What goes out of the door: the wheel, the stand-alone program, the lock files and the names in pyproject.toml."""

import fnmatch
import re
import tomllib
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.architecture.sources import ROOMS, ROOT, tracked

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@dataclass
class Recorder:
    """Stands in for PyInstaller: keeps what the recipe asks for."""

    scripts: list[Path] = field(default_factory=list)
    datas: list[tuple[str, str]] = field(default_factory=list)
    modules: set[str] = field(default_factory=set)
    programs: list[str] = field(default_factory=list)

    def analysis(self, scripts: list[str], **options: Any) -> SimpleNamespace:
        self.scripts.extend(map(Path, scripts))
        self.datas.extend(options["datas"])
        self.modules.update(options["hiddenimports"])
        return SimpleNamespace(pure=[], scripts=scripts, binaries=[], datas=options["datas"])

    def exe(self, *_: object, name: str, **__: object) -> SimpleNamespace:
        self.programs.append(name)
        return SimpleNamespace(name=name)


@pytest.fixture(scope="module")
def recipe() -> Recorder:
    """What build.spec asks PyInstaller to do."""
    recorder = Recorder()
    given = {
        "SPECPATH": str(ROOT),
        "Analysis": recorder.analysis,
        "PYZ": lambda pure: pure,
        "EXE": recorder.exe,
        "COLLECT": lambda *_, **__: None,
    }
    exec(compile((ROOT / "build.spec").read_text(encoding="utf-8"), "build.spec", "exec"), given)  # noqa: S102
    return recorder


def test_that_the_recipe_names_programs_that_exist(recipe: Recorder) -> None:
    assert recipe.programs == ["okrskar", "okrskar-server"]
    assert [script for script in recipe.scripts if not script.is_file()] == []


def test_that_the_recipe_names_modules_that_exist(recipe: Recorder) -> None:
    assert len(recipe.modules) > 100
    ours = {module for module in recipe.modules if module.partition(".")[0] in ROOMS}
    assert [module for module in sorted(ours) if find_spec(module) is None] == []


def _read() -> set[Path]:
    """The files beside the sources that a program reads while it runs."""
    unread = {"resources/lock", "resources/setup"}
    return {
        path
        for path in tracked()
        if path.parts[0] in {*ROOMS, "resources"} and path.suffix != ".py" and str(Path(*path.parts[:2])) not in unread
    }


def test_that_the_recipe_takes_every_file_that_is_read(recipe: Recorder) -> None:
    taken = {Path(source).relative_to(ROOT) for source, _ in recipe.datas}
    assert _read()
    assert _read() <= taken
    assert all((ROOT / path).is_file() for path in taken)


def test_that_the_wheel_takes_every_file_that_is_read() -> None:
    patterns = PYPROJECT["tool"]["setuptools"]["package-data"]["*"]
    left = [str(path) for path in _read() if not any(fnmatch.fnmatch(path.name, pattern) for pattern in patterns)]
    assert not left, "add them to package-data in pyproject.toml:\n" + "\n".join(left)


def test_that_every_program_has_its_start() -> None:
    project = PYPROJECT["project"]
    for target in (project["scripts"] | project["gui-scripts"]).values():
        module, _, function = target.partition(":")
        path = ROOT / f"{module.replace('.', '/')}.py"
        assert path.is_file(), target
        assert re.search(rf"^def {function}\(", path.read_text(encoding="utf-8"), re.MULTILINE), target


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("run", ["server"]), ("test", ["server", "test", "oracle"]), ("package", ["server", "package"])],
)
def test_that_the_lock_has_every_package_that_is_asked_for(lock: str, extras: list[str]) -> None:
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / f"resources/lock/{lock}.txt").read_text(), re.MULTILINE))
    project = PYPROJECT["project"]
    asked = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    names = {re.split(r"[\[<>=~! ]", one)[0].lower().replace("_", "-") for one in asked}
    assert names <= locked, f"run `make lock`: {sorted(names - locked)}"
