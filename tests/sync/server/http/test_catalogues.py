"""A catalogue is read as gettext's form says, plural forms and all."""

import pytest

from sync.server.http.catalogues import Catalogue, entries

HEAD = """msgid ""
msgstr ""
"Language: cs\\n"
"Plural-Forms: nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;\\n"
"""
TIPS = """
msgid "%(num)s tip"
msgid_plural "%(num)s tips"
msgstr[0] "%(num)s podnět"
msgstr[1] "%(num)s podněty"
msgstr[2] "%(num)s podnětů"
"""


@pytest.mark.parametrize(
    ("number", "said"), [(0, "podnětů"), (1, "podnět"), (2, "podněty"), (4, "podněty"), (5, "podnětů"), (22, "podnětů")]
)
def test_that_a_czech_number_goes_with_its_form(number: int, said: str) -> None:
    found = Catalogue(HEAD + TIPS)
    assert found.plurals == 3
    assert found.ngettext("%(num)s tip", "%(num)s tips", number) == f"%(num)s {said}"


def test_that_a_language_without_a_catalogue_counts_as_the_sources_do() -> None:
    assert [Catalogue().ngettext("tip", "tips", number) for number in (0, 1, 2)] == ["tips", "tip", "tips"]
    assert Catalogue().gettext("tip") == "tip"


def test_that_a_text_over_several_lines_is_one() -> None:
    found = Catalogue(HEAD + '\nmsgid "a"\n"b"\nmsgstr "č"\n"d \\"e\\""\n')
    assert found.gettext("ab") == 'čd "e"'


def test_that_remarks_and_what_is_not_translated_yet_are_left_out() -> None:
    found = Catalogue(
        HEAD
        + '\n# said by the city\n#: layout.html:3\nmsgid "Sign in"\nmsgstr "Přihlásit se"\n'
        + '\n#, fuzzy\nmsgid "Sign out"\nmsgstr "Přihlásit se"\n'
        + '\n#~ msgid "Old"\n#~ msgstr "Staré"\n'
        + '\nmsgid "Later"\nmsgstr ""\n'
    )
    assert found.gettext("Sign in") == "Přihlásit se"
    assert [found.gettext(text) for text in ("Sign out", "Old", "Later")] == ["Sign out", "Old", "Later"]


@pytest.mark.parametrize("line", ['msgctxt "menu"', "msgid bare", "<html>", '"out of nowhere"'])
def test_that_what_is_not_understood_is_said_and_not_passed_over(line: str) -> None:
    with pytest.raises(ValueError, match="not understood"):
        list(entries(f'{line}\nmsgid "a"\nmsgstr "b"\n'))
