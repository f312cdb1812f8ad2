"""What a form of a tip is made of: its entries, on what it opens, and the changes that it makes. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.tips import operations as ops
from app.tips.domain import Contact, Tip
from ui.lookups import Lookups
from ui.tips.field_looks import Choice
from ui.tips.writing import Notice

Values = Mapping[str, str]
"""What was written and chosen, by the key of the entry."""


class EntryKind(StrEnum):
    """Several lines, one line, or one of some choices."""

    TEXT = "text"
    LINE = "line"
    CHOICE = "choice"


def _always(_values: Values) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a form asks for; ``when`` says for which values it is asked at all.

    ``kept``: a draft keeps it untouched as well, and is never about another one than it was begun for.
    """

    key: str
    label: str
    kind: EntryKind = EntryKind.TEXT
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    needed: bool = True
    limit: int = 10_000
    when: Callable[[Values], bool] = _always
    kept: bool = False

    def readable(self, value: str) -> bool:
        """Whether a value can stand here: a draft may be of another day, or another version."""
        return len(value) <= self.limit and (
            self.kind is not EntryKind.CHOICE or value in {choice.value for choice in self.choices}
        )


def which(key: str, label: str, choices: tuple[Choice, ...]) -> Entry:
    """Whom or what a form is about: asked where there are several, and where the one of a draft is there no more."""
    known = {choice.value for choice in choices}
    return Entry(
        key,
        label,
        EntryKind.CHOICE,
        choices=choices,
        when=lambda values: len(known) > 1 or (bool(known) and values.get(key) not in known),
        kept=True,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """On what a form opens: the tip as it was shown, who sent it, the names, and the time."""

    tip: Tip
    lookups: Lookups
    now: datetime
    contact: Contact | None = None


def _nothing(_tip: Tip) -> Values:
    return {}


def _can_be(_lookups: Lookups) -> bool:
    return True


def _unnoticed(_asked: Asked, _values: Values) -> Notice:
    return Notice()


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet. ``key`` is that of its button and its draft, ``kind`` the operation for which it is offered.

    ``words``: its name, on the button and above it; ``verb``: on its decision; ``going``: on the button once it was
    begun; ``begun``: its name among the drafts; ``start``: what stands in it when it opens; ``make``: the changes;
    ``notice``: what has to be known before one writes; ``possible``: whether the city has what it chooses from.
    """

    key: str
    kind: str
    sign: str
    words: Callable[[], str]
    verb: Callable[[], str]
    going: Callable[[], str]
    begun: Callable[[], str]
    entries: Callable[[Asked], tuple[Entry, ...]]
    make: Callable[[Asked, Values], tuple[ops.TipOperation, ...]]
    start: Callable[[Tip], Values] = _nothing
    notice: Callable[[Asked, Values], Notice] = _unnoticed
    possible: Callable[[Lookups], bool] = _can_be
