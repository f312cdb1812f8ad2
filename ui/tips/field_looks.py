"""How each editable field of a tip looks and speaks, wherever it is shown or corrected: one row each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.czech_order import czech_order
from app.tips.domain import Priority
from app.tips.fields import Field
from ui.lookups import Lookups


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that can be chosen, in words."""

    value: str
    words: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on the row of a list, with a figure where there is one; ``spoken`` is what a screen reader says."""

    sign: str
    spoken: str
    figure: str = ""
    tone: str = "neutral"


def _as_it_is(value: str, _lookups: Lookups) -> str:
    return value


def _none(_lookups: Lookups) -> tuple[Choice, ...]:
    return ()


def _unmarked(_value: str) -> Mark | None:
    return None


@dataclass(frozen=True, slots=True)
class FieldLook:
    """``words``: a value as people say it; ``choices``: where the city's look-ups say which values there are;
    ``fact``: the sign with which it stands among the facts of the tip, empty where it is shown otherwise;
    ``mark``: its sign in lists."""

    label: Callable[[], str]
    words: Callable[[str, Lookups], str] = _as_it_is
    choices: Callable[[Lookups], tuple[Choice, ...]] = _none
    fact: str = ""
    mark: Callable[[str], Mark | None] = _unmarked

    def is_chosen(self, field: Field) -> bool:
        """Whether a value is chosen, never written."""
        return bool(field.choices) or self.choices is not _none

    def chosen_from(self, field: Field, lookups: Lookups) -> tuple[Choice, ...]:
        """What can be chosen; nothing where it is written."""
        fixed = tuple(Choice(value, self.words(value, lookups)) for value in field.choices)
        return fixed or self.choices(lookups)


def _categories(lookups: Lookups) -> tuple[Choice, ...]:
    named = ((key, one.name) for key, one in lookups.categories.items())
    return tuple(Choice(key, name) for key, name in sorted(named, key=lambda one: czech_order(one[1])))


def _priority(value: str, _lookups: Lookups) -> str:
    return {
        Priority.HIGH.value: QCoreApplication.translate("Fields", "High priority"),
        Priority.NORMAL.value: QCoreApplication.translate("Fields", "Normal priority"),
        Priority.LOW.value: QCoreApplication.translate("Fields", "Low priority"),
    }.get(value, value)


def _priority_mark(value: str) -> Mark | None:
    """What is as usual has no sign."""
    signs = {Priority.HIGH.value: ("chevrons-up", "danger"), Priority.LOW.value: ("chevron-down", "neutral")}
    look = signs.get(value)
    return Mark(look[0], _priority(value, Lookups()), tone=look[1]) if look else None


def _event_number(value: str, _lookups: Lookups) -> str:
    """Where another system of the city has it; nothing where it has not."""
    return QCoreApplication.translate("Fields", "Event number %1").replace("%1", value) if value else ""


FIELD_LOOKS: Final[Mapping[str, FieldLook]] = {
    "title": FieldLook(lambda: QCoreApplication.translate("Fields", "Title")),
    "text": FieldLook(lambda: QCoreApplication.translate("Fields", "What was reported")),
    "category": FieldLook(
        lambda: QCoreApplication.translate("Fields", "Category"),
        words=lambda value, lookups: lookups.category(value),
        choices=_categories,
        fact="tag",
    ),
    "priority": FieldLook(
        lambda: QCoreApplication.translate("Fields", "Priority"),
        words=_priority,
        fact="gauge",
        mark=_priority_mark,
    ),
    "event_number": FieldLook(
        lambda: QCoreApplication.translate("Fields", "Event number"), words=_event_number, fact="hash"
    ),
}


def field_words(name: str, value: str, lookups: Lookups) -> str:
    """A value of a field in words; as it is where another version's field is not known here."""
    look = FIELD_LOOKS.get(name)
    return look.words(value, lookups) if look else value
