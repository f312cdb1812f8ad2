"""The words by which a tip is found, as they are kept beside it."""

from collections.abc import Iterable

from app.tips.domain import Tip
from app.tips.words import all_words, searched_text

LONGEST_WORD = 64
MOST_BYTES = 250_000
"""So many bytes of distinct words of one tip are found, its own before those of its notes: a tsvector has an end."""


def words_of(tip: Tip, notes: Iterable[str]) -> str:
    """The distinct folded words of a tip, and the mark of its category."""
    size = 0
    kept: list[str] = []
    found = (word[:LONGEST_WORD] for word in all_words(searched_text(tip, "", notes)))
    for word in dict.fromkeys((mark(tip.category), *found)):
        size += len(word.encode()) + 1
        if size > MOST_BYTES:
            break
        kept.append(word)
    return " ".join(kept)


def mark(category: str) -> str:
    """A category among the words: no word of a person's has an underscore."""
    return f"_{category.encode().hex()}"
