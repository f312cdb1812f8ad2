"""The languages of pages: English in the sources, others by the catalogues in ``resources/portal/languages``."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import resources
from sync.server.http.catalogues import Catalogue
from sync.server.http.cookies import LANGUAGE

LANGUAGES: Final = ("cs", "en")
"""What pages speak; the first where nothing else is asked for."""
SOURCE: Final = "en"


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language."""
    if language == SOURCE:
        return Catalogue()
    path = Path(resources.__file__).parent / "portal" / "languages" / f"{language}.po"
    return Catalogue(path.read_text(encoding="utf-8"))


def language_of(query: Mapping[str, str], headers: Mapping[str, str], cookies: Mapping[str, str]) -> str:
    """The language that the address names (``?lang=en``), else the one kept, else the one that the browser likes."""
    for named in (query.get("lang"), cookies.get(LANGUAGE)):
        if named in LANGUAGES:
            return named
    liked = [part.partition(";") for part in headers.get("accept-language", "").lower().split(",")]
    ranked = sorted(
        ((_weight(rest), -place, name.strip()) for place, (name, _, rest) in enumerate(liked)), reverse=True
    )
    known = (name.partition("-")[0] for weight, _, name in ranked if weight > 0)
    return next((name for name in known if name in LANGUAGES), LANGUAGES[0])


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0
