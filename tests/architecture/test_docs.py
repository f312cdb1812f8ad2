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


def test_that_the_first_screen_of_the_readme_shows_the_app_and_how_to_start_it() -> None:
    first = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    assert re.search(r"!\[[^\]]+\]\(docs/pictures/[^)]+\.png\)", first)
    assert "make run" in first
    assert "make test" in first
