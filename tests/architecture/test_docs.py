"""The pages that people read are true: links lead somewhere, named commands exist, decisions say what was dropped."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, tracked

PAGES = [path for path in tracked() if path.suffix == ".md" and "vendor" not in path.parts]
DECISIONS = [path for path in PAGES if path.parent == Path("docs/decisions")]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_that_every_link_leads_somewhere(page: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    broken = [target for target in targets if target and not (ROOT / page.parent / target).exists()]
    assert not broken


def test_that_every_decision_is_in_the_list() -> None:
    text = (ROOT / "docs/decisions.md").read_text(encoding="utf-8")
    assert re.findall(r"\(decisions/([^)]+)\)", text) == sorted(page.name for page in DECISIONS)


@pytest.mark.parametrize("page", DECISIONS, ids=str)
def test_that_a_decision_is_one_page_with_what_was_dropped(page: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert heads == ["Context", "Decision", "Consequences", "Dropped"]
    assert len(text.splitlines()) <= 60
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", page.name)


def test_that_decisions_are_numbered_once() -> None:
    numbers = [page.name[:4] for page in DECISIONS]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_that_every_make_target_named_in_a_page_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        (page, target)
        for page in PAGES
        for target in re.findall(r"`make ([a-z-]+)", (ROOT / page).read_text(encoding="utf-8"))
    }
    assert {target for _, target in named} >= {"run", "test"}
    assert [f"{page}: make {target}" for page, target in named if target not in targets] == []


ARCHITECTURE = ROOT / "docs" / "architecture.md"
_OF_THE_HOUSE = 5


def _lost_in(line: str) -> list[str]:
    """What a line names and nobody finds: a path, or a file without a folder that stands in none of those it names.

    A name that many folders have, such as ``rules.py``, says what is in a feature and not where.
    """
    words = set(re.findall(r"`([\w./]+)`", line))
    files = {path.as_posix() for path in tracked()}
    folders = {f"{parent.as_posix()}/" for path in tracked() for parent in path.parents}
    paths = {word for word in words if "/" in word}
    beside = {path[: path.rindex("/") + 1] for path in paths}
    lost = {path for path in paths if path not in files and not any(f"/{one}".endswith(f"/{path}") for one in folders)}
    for name in (word for word in words if re.fullmatch(r"\w+\.(py|qml)", word)):
        has = {file[: -len(name)] for file in files if file.endswith(f"/{name}")}
        if not has or (len(has) < _OF_THE_HOUSE and beside and not beside & has):
            lost.add(name)
    return sorted(lost)


def test_that_every_file_that_the_architecture_names_is_there() -> None:
    assert _lost_in("`app/tips/nothing.py`") == ["app/tips/nothing.py"]
    assert _lost_in("`app/tips/`: `rules.py`, `nothing.py`") == ["nothing.py"]
    lines = ARCHITECTURE.read_text(encoding="utf-8").splitlines()
    assert sum(len(re.findall(r"`[\w.]+/[\w./]*`", line)) for line in lines) > 80
    assert [f"{line[:60]}…: {lost}" for line in lines if (lost := _lost_in(line))] == []


def test_that_every_feature_has_its_place_in_the_architecture() -> None:
    text = ARCHITECTURE.read_text(encoding="utf-8")
    rooms = {path.parts[:depth] for path in tracked() for top, depth in (("app", 2), ("ui", 2), ("sync", 3))
             if path.parts[0] == top and len(path.parts) > depth}  # fmt: skip
    assert len(rooms) > 40
    assert sorted("/".join(room) for room in rooms if "/".join(room) + "/" not in text) == []


def test_that_the_first_screen_of_the_readme_shows_the_app_and_how_to_start_it() -> None:
    first = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    assert re.search(r"!\[[^\]]+\]\(docs/pictures/[^)]+\.png\)", first)
    assert "make run" in first
    assert "make test" in first
