"""Catalogues of texts in gettext's form (PO), read as they were written: nothing has to be compiled before.

Python's own gettext reads only the compiled form; what it does with plural forms is done by its own means here.
"""

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_PLURAL_FORMS: Final = re.compile(r"^Plural-Forms: *nplurals=(\d+); *plural=([^;]+);?$", re.MULTILINE)
_FORM: Final = re.compile(r"msgstr\[(\d+)\]")


@dataclass(slots=True)
class Entry:
    """One text of the sources, its plural where it has one, and its forms in the catalogue's language."""

    source: str = ""
    plural: str = ""
    forms: dict[int, str] = field(default_factory=dict)


class Catalogue(gettext.NullTranslations):
    """The texts of one language by those in the sources; what is not among them stays as it is."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        found = {entry.source: entry for entry in entries(text)}
        head = found.pop("", Entry())
        self.entries = found
        said = _PLURAL_FORMS.search(head.forms.get(0, ""))
        self.plurals = 1 if said is None else int(said[1])
        self._form_of = gettext.c2py("0" if said is None else said[2])

    def gettext(self, message: str) -> str:
        """The text in this language."""
        return self._form(message, 0) or super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The text in this language, in the form that goes with this number."""
        return self._form(msgid1, self._form_of(n)) or super().ngettext(msgid1, msgid2, n)

    def _form(self, source: str, form: int) -> str:
        entry = self.entries.get(source)
        return "" if entry is None else entry.forms.get(form, "")


def entries(text: str) -> Iterator[Entry]:
    """The entries of a catalogue, its head as that of the empty text. Those marked as fuzzy are none yet.

    Raises ValueError for a line that is not understood: a context of a text, or what is no PO at all.
    """
    for block in re.split(r"\n{2,}", text.strip()):
        lines = block.splitlines()
        entry = _entry([line for line in lines if line and not line.startswith("#")])
        if entry is not None and not any(line.startswith("#,") and "fuzzy" in line for line in lines):
            yield entry


def _entry(lines: list[str]) -> Entry | None:
    entry, keyword = Entry(), ""
    for line in lines:
        word, _, rest = line.partition(" ")
        if line.startswith('"') and keyword:
            rest = line
        else:
            keyword = word
        piece = str(ast.literal_eval(rest)) if rest.startswith('"') else None
        form = _FORM.fullmatch(keyword)
        if piece is None:
            raise ValueError(f"not understood: {line}")
        if keyword == "msgid":
            entry.source += piece
        elif keyword == "msgid_plural":
            entry.plural += piece
        elif keyword == "msgstr" or form:
            place = int(form[1]) if form else 0
            entry.forms[place] = entry.forms.get(place, "") + piece
        else:
            raise ValueError(f"not understood: {line}")
    return entry if lines else None
