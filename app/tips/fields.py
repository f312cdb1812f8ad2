"""The fields of a tip that people correct: one table for the rules, the server and the screens."""

from collections.abc import Mapping
from typing import Final, get_type_hints

import msgspec

from app.accounts.domain import Outsider, Role
from app.tips.domain import Priority, Tip
from app.tips.operations import FILERS, HANDLERS
from app.tips.titles import one_line


class Field(msgspec.Struct, frozen=True):
    """A field by its name in ``Tip``: how long it may be, whether it may be empty, whether it is one line.

    ``choices`` are the only values, where there are only some; ``permitted`` are those who may correct it.
    """

    name: str
    limit: int
    needed: bool = False
    single_line: bool = False
    choices: tuple[str, ...] = ()
    permitted: frozenset[Role | Outsider] = FILERS

    def read(self, tip: Tip) -> str:
        """The value that stands."""
        return str(getattr(tip, self.name))

    def typed(self, value: str) -> object:
        """A checked value as the tip holds it."""
        return msgspec.convert(value, _HINTS[self.name])

    def checked(self, text: str) -> str | None:
        """The value as it is kept; None where it can not be."""
        value = one_line(text) if self.single_line else text
        if len(text) > self.limit or (self.needed and not value):
            return None
        return value if not self.choices or value in self.choices else None


_HINTS: Final = get_type_hints(Tip, include_extras=True)

FIELDS: Final[Mapping[str, Field]] = {
    field.name: field
    for field in (
        Field("title", 200, needed=True, single_line=True),
        Field("text", 10_000),
        Field("category", 200),
        Field("priority", 20, needed=True, choices=tuple(one.value for one in Priority), permitted=HANDLERS),
        Field("event_number", 60, single_line=True),
    )
}
