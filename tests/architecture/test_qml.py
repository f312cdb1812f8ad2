"""QML that the linter understands in full: every name resolves, every import is used, view models included."""

import json
import subprocess
from pathlib import Path

import PySide6
import pytest

from tests.architecture.sources import ROOT, tracked

_LINT = Path(PySide6.__file__).parent / "qmllint"


def _lint(files: list[Path], models: Path) -> list[str]:
    """What the linter says against these files, named in full: by relative names it misreads singletons."""
    run = subprocess.run(
        [_LINT, "--json", "-", "-I", ROOT, "-I", models, *files], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [
        f"{file['filename'].removeprefix(f'{ROOT}/')}:{said.get('line', 0)}: {said['message']} [{said.get('id', '')}]"
        for file in json.loads(run.stdout)["files"]
        for said in file["warnings"]
        if said["type"] != "info"
    ]


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """An import path with a description of the view models, made from the classes themselves."""
    from tests.ui import qml_types

    return qml_types.write(tmp_path / "models")


def test_that_the_linter_has_nothing_to_say(models: Path) -> None:
    files = [ROOT / path for path in tracked() if path.suffix == ".qml"]
    assert files
    assert not (said := _lint(files, models)), "\n".join(said)


def test_that_the_linter_sees_a_wrong_name(models: Path, tmp_path: Path) -> None:
    odd = tmp_path / "Odd.qml"
    odd.write_text("import QtQuick\nimport ui.theme\nItem { Text { text: nowhere; color: Theme.nothing } }\n")
    said = "\n".join(_lint([odd], models))
    assert "unqualified" in said
    assert "nothing" in said
