"""What no file of the project may hold."""

import re
from pathlib import Path
from typing import Final

from tests.architecture.sources import ROOT, tracked

_TEXT: Final = {
    ".py", ".qml", ".js", ".mjs", ".css", ".html", ".sh", ".md", ".toml", ".txt", ".json", ".ini", ".yaml", ".spec",
    ".geojson", ".ts", "",
}  # fmt: skip
_REGISTRY: Final = re.compile(
    r"pypi\.(?:org|python)|pythonhosted\.|registry\.(?:npmjs|yarnpkg)|(?:deb|security|snapshot)\.debian\.|"
    r"archive\.ubuntu\.|crates\.io|proxy\.golang|--(?:extra-)?index-url|npm\.pkg\.|unpkg\.com|jsdelivr\.net|cdnjs\.",
)
_MACHINE: Final = re.compile(r"(?<![\w./-])/(?:work|home/\w+|root|Users/\w+)/[\w.-]")


def _texts() -> tuple[Path, ...]:
    return tuple(
        path for path in tracked() if path.suffix in _TEXT and "vendor" not in path.parts and path != _this_file()
    )


def _this_file() -> Path:
    return Path(__file__).relative_to(ROOT)


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in _texts():
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path}:{number}: {line.strip()[:100]}")
    return found


def test_that_no_file_names_a_package_registry() -> None:
    assert len(_texts()) > 100
    assert _REGISTRY.search("see https://pypi.org/simple")
    assert not (found := _lines_with(_REGISTRY)), "\n".join(found)


def test_that_no_file_names_a_path_of_one_machine() -> None:
    assert _MACHINE.search("open('/root/x')")
    assert not (found := _lines_with(_MACHINE)), "\n".join(found)


def test_that_locks_hold_hashes_and_no_addresses() -> None:
    locks = [path for path in tracked() if path.parent == Path("resources/lock") and path.suffix == ".txt"]
    assert {lock.name for lock in locks} == {"package.txt", "run.txt", "test.txt", "uv.txt"}
    for lock in locks:
        text = (ROOT / lock).read_text()
        assert "://" not in text
        for requirement in re.split(r"\n(?=[A-Za-z])", text.strip()):
            assert re.match(r"[A-Za-z0-9._-]+==\S+", requirement), requirement
            assert "--hash=sha256:" in requirement, requirement


def test_that_no_source_is_a_leftover() -> None:
    left = [str(path) for path in tracked() if path.suffix in {".orig", ".rej", ".bak", ".log", ".pyc", ".tmp"}]
    assert not left
