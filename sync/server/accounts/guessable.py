"""Which passwords are too easy to guess: common and leaked ones, names, places, keyboards, dates, and mixtures of them.

Judged offline by the lists of zxcvbn, with words of this house and the person's own names besides.
"""

import unicodedata
from collections.abc import Iterable

from sync.server.accounts.refused import AccountRefused

GUESSES = 10**11
"""A password that needs no more guesses is refused. Twelve characters without a pattern count as ten times more, so
that only what is recognised as something falls under it."""
_HOUSE = (
    "okrskář", "okrsek", "policie", "městská", "strážník", "územní", "obchůzka", "podnět", "lokalita", "služebna",
    "dispečink", "vedoucí", "město", "heslo", "tajné", "admin", "ahoj", "miláček", "sluníčko", "pondělí", "leden",
    "léto", "zima", "jaro", "podzim",
)  # fmt: skip


def refuse_guessable(password: str, about: Iterable[str] = ()) -> None:
    """Raise AccountRefused for a password that is easy to guess. ``about`` are texts about the person and the town."""
    from zxcvbn import zxcvbn

    judged = zxcvbn(_bare(password), user_inputs=sorted(_words((*_HOUSE, *about))), max_length=1_000)
    if judged["guesses"] <= GUESSES:
        why = judged["feedback"]["warning"] or "it is made of common words, names, dates or repetitions"
        why = why.rstrip(".")
        raise AccountRefused(
            f"this password is too easy to guess ({why}): take a few words that do not belong together"
        )


def _words(texts: Iterable[str]) -> set[str]:
    bare = [_bare(text) for text in texts]
    return {word for text in bare for word in (text, text.replace(" ", ""), *text.split()) if len(word) > 2}


def _bare(text: str) -> str:
    """Without the marks over letters: whoever guesses tries both."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
