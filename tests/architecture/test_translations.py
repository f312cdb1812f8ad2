"""Translations can not rot: every string of the screens is extracted, and translated in full."""

import ast
import re
from pathlib import Path
from shutil import copy
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from resources.translations.__main__ import HOME as _HERE
from resources.translations.__main__ import LANGUAGES, compile_, extract
from tests.architecture.sources import ROOT, python_files, tracked, tree

_PLURAL_FORMS: Final = {"cs": 3, "en": 2}
_PLACEHOLDER: Final = re.compile(r"%L?\d|%n|</?\w+")
_BARE: Final = re.compile(
    r'(?<![\w.])(?:text|title|placeholder\w*|label|hint|Accessible\.(?:name|description)):\s*"(?!https?://)[^"]*[^\W\d_]{2,}[^"]*"'
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The translations as they are after the strings are extracted anew and compiled."""
    folder = tmp_path_factory.mktemp("anew")
    for language in LANGUAGES:
        anew = folder / f"okrskar_{language}.ts"
        copy(_HERE / anew.name, anew)
        extract(anew, language)
        compile_(_HERE / anew.name, anew.with_suffix(".qm"))
    return folder


def _messages(language: str) -> list[ET.Element]:
    return list(ET.parse(_HERE / f"okrskar_{language}.ts").iter("message"))  # noqa: S314 - a file of our own


def _source(message: ET.Element) -> str:
    return message.findtext("source", "")


def _forms(message: ET.Element) -> list[str]:
    """The translation, or its plural forms."""
    translation = message.find("translation")
    assert translation is not None
    return [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]


@pytest.mark.parametrize("name", ["okrskar_cs.ts", "okrskar_en.ts", "okrskar_cs.qm", "okrskar_en.qm"])
def test_that_the_extracted_strings_are_those_of_the_screens(fresh: Path, name: str) -> None:
    assert (fresh / name).read_bytes() == (_HERE / name).read_bytes(), "run `make translations` and translate"


@pytest.mark.parametrize("language", _PLURAL_FORMS)
def test_that_every_string_is_translated(language: str) -> None:
    messages = _messages(language)
    assert messages
    missing = [
        _source(message)
        for message in messages
        if message.find("translation[@type]") is not None or not all(form.strip() for form in _forms(message))
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("language", _PLURAL_FORMS)
def test_that_every_plural_has_all_its_forms(language: str) -> None:
    plurals = [message for message in _messages(language) if message.get("numerus") == "yes"]
    assert plurals
    wrong = [_source(message) for message in plurals if len(_forms(message)) != _PLURAL_FORMS[language]]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", _PLURAL_FORMS)
def test_that_translations_keep_the_places_of_values(language: str) -> None:
    wrong = [
        f"{_source(message)} → {form}"
        for message in _messages(language)
        for form in _forms(message)
        if form and sorted(_PLACEHOLDER.findall(form)) != sorted(_PLACEHOLDER.findall(_source(message)))
    ]
    assert not wrong, "\n".join(wrong)


def test_that_no_screen_says_a_bare_literal() -> None:
    bare = [
        f"{path}:{number}: {line.strip()}"
        for path in tracked()
        if path.suffix == ".qml" and path.parts[0] == "ui"
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), start=1)
        if _BARE.search(line)
    ]
    assert _BARE.search('text: "Close tip"')
    assert not bare, "say it through qsTr:\n" + "\n".join(bare)


def test_that_only_literals_are_translated() -> None:
    """lupdate does not follow an f-string, a variable or an alias."""
    calls = [
        (path, node)
        for path in python_files("ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"tr", "translate"}
    ]
    assert calls
    wrong = []
    for path, call in calls:
        assert isinstance(call.func, ast.Attribute)
        words = call.args[: 2 if call.func.attr == "translate" else 1]
        if not all(isinstance(word, ast.Constant) and isinstance(word.value, str) for word in words):
            wrong.append(f"{path}:{call.lineno}")
    assert not wrong, "\n".join(wrong)
