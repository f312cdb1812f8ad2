"""The catalogues hold every text of every page, and none that no page says."""

import ast
import re
from pathlib import Path

import resources
from sync.server.http import languages
from sync.server.http.page_face import _templates

FOLDER = Path(resources.__file__).parent / "portal"


def texts() -> set[str]:
    environment = _templates("en")
    found = set()
    for path in sorted(FOLDER.rglob("*.html")):
        for _, function, text in environment.extract_translations(path.read_text(encoding="utf-8")):  # type: ignore[attr-defined]
            assert function in ("_", "gettext"), f"{path}: plural forms need a catalogue that knows them"
            found.add(text if isinstance(text, str) else text[0])
    return found


def test_that_the_czech_catalogue_is_complete_and_holds_nothing_else() -> None:
    catalogue = languages.catalogue("cs").texts
    assert len(texts()) > 20
    assert set(catalogue) == texts()
    assert all(catalogue.values())


def test_that_a_translation_fills_in_what_its_source_fills_in() -> None:
    for source, text in languages.catalogue("cs").texts.items():
        assert sorted(re.findall(r"%\(\w+\)s", text)) == sorted(re.findall(r"%\(\w+\)s", source))
        assert source.count("%") == text.count("%")


def test_that_a_text_over_several_lines_is_one() -> None:
    text = 'msgid ""\nmsgstr ""\n"Language: cs\\n"\n\nmsgid "a"\n"b"\nmsgstr "č"\n"d \\"e\\""\n'
    assert dict(languages._entries(text)) == {"ab": 'čd "e"'}
    assert ast.literal_eval('"\\n"') == "\n"
