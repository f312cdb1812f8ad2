"""The catalogues hold every text of every page, and none that no page says; no template says anything by itself."""

import re
from pathlib import Path

import pytest

import resources
from sync.server.http.catalogues import Entry
from sync.server.http.languages import LANGUAGES, SOURCE, catalogue
from sync.server.http.page_face import _templates

FOLDER = Path(resources.__file__).parent / "portal"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
TRANSLATED = [language for language in LANGUAGES if language != SOURCE]
_NAMES = {"Okrskář"}
_MARKUP = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>|&\w+;", re.DOTALL)
_SPOKEN = re.compile(r'\b(?:aria-label|placeholder|title|alt)="(?!{{)[^"]*[^\W\d_]')
_CHOSEN = re.compile(r"language\s*(?:==|!=|in)\s*[\"'(\[]")
_PLACE = re.compile(r"%\(\w+\)s")


def texts() -> dict[str, str]:
    """Each text of the templates with its plural, which is empty where it has none."""
    environment = _templates(SOURCE)
    found: dict[str, str] = {}
    for path in TEMPLATES:
        for _, function, text in environment.extract_translations(path.read_text(encoding="utf-8")):  # type: ignore[attr-defined]
            assert function in ("_", "gettext", "ngettext"), f"{path}: no catalogue knows what {function} is"
            if function == "ngettext":
                one, many, _ = text
                found[one] = many
            else:
                found.setdefault(text if isinstance(text, str) else text[0], "")
    return found


def forms(entry: Entry, plurals: int) -> list[str]:
    """What an entry has to say: one form, or those of its language."""
    return [entry.forms.get(place, "") for place in range(plurals if entry.plural else 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_language_has_every_text_of_every_page(language: str) -> None:
    found = catalogue(language)
    assert len(texts()) > 30
    assert any(texts().values()), "no plural is seen"
    for one, many in texts().items():
        said = [found.ngettext(one, many, number) if many else found.gettext(one) for number in (0, 1, 2, 5)]
        assert all(said)
        assert language == SOURCE or one in found.entries, one


@pytest.mark.parametrize("language", TRANSLATED)
def test_that_a_catalogue_holds_nothing_that_no_page_says(language: str) -> None:
    assert {entry.source: entry.plural for entry in catalogue(language).entries.values()} == texts()


@pytest.mark.parametrize("language", TRANSLATED)
def test_that_a_text_has_all_the_forms_of_its_language_and_no_more(language: str) -> None:
    found = catalogue(language)
    assert found.plurals > 1, "the head of the catalogue does not say its plural forms"
    for entry in found.entries.values():
        assert all(forms(entry, found.plurals)), entry.source
        assert len(entry.forms) == len(forms(entry, found.plurals)), entry.source


@pytest.mark.parametrize("language", TRANSLATED)
def test_that_a_translation_fills_in_what_its_source_fills_in(language: str) -> None:
    for entry in catalogue(language).entries.values():
        for form in entry.forms.values():
            assert sorted(_PLACE.findall(form)) == sorted(_PLACE.findall(entry.source)), entry.source


def test_that_no_template_says_a_word_of_its_own() -> None:
    assert _MARKUP.sub("", '<h2 class="x">{{ _("Sign in") }}</h2>Přihlášení') == "Přihlášení"
    assert _SPOKEN.search('<nav aria-label="Language">')
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"[^\W\d_]{2,}", _MARKUP.sub(" ", text))) <= _NAMES, path
        assert not _SPOKEN.search(text), path


def test_that_no_template_chooses_by_the_language() -> None:
    assert _CHOSEN.search('{% if language == "cs" %}')
    assert [str(path) for path in TEMPLATES if _CHOSEN.search(path.read_text(encoding="utf-8"))] == []
