"""Districts, officers, categories and prepared replies, as the screens use them."""

from typing import TypeVar

import msgspec

from app.accounts.domain import Officer
from app.czech_order import czech_order
from app.db.store import Store
from app.districts import repository
from app.districts.domain import Body, Category, District, ReplyTemplate

Document = TypeVar("Document", bound=msgspec.Struct)


class DistrictService:
    """Blocking; called on the database lane. What was read is kept until a page of the feed brought something."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[str, tuple[int, tuple[object, ...]]] = {}

    def districts(self) -> tuple[District, ...]:
        """All districts with their geometry, by name."""
        return tuple(sorted(self._all("district", District), key=lambda district: czech_order(district.name)))

    def officers(self) -> tuple[Officer, ...]:
        """Everyone who works with tips, by name."""
        return tuple(sorted(self._all("officer", Officer), key=lambda officer: czech_order(officer.name)))

    def categories(self) -> tuple[Category, ...]:
        """The kinds of tips, by name."""
        return tuple(sorted(self._all("category", Category), key=lambda category: czech_order(category.name)))

    def bodies(self) -> tuple[Body, ...]:
        """Those to whom tips are forwarded, by name."""
        return tuple(sorted(self._all("body", Body), key=lambda body: czech_order(body.name)))

    def templates(self, outcome: str = "", category: str = "") -> tuple[ReplyTemplate, ...]:
        """Prepared replies for an outcome (``""`` for all), those for the category first, then those for any."""
        fitting = [
            template
            for template in self._all("template", ReplyTemplate)
            if outcome in ("", template.outcome) and template.category in ("", category)
        ]
        return tuple(sorted(fitting, key=lambda template: (template.category == "", czech_order(template.title))))

    def name(self, identifier: str) -> str:
        """The name of a district, officer or category; the id itself where it is not known."""
        named: tuple[District | Officer | Category, ...] = (
            *self._all("district", District),
            *self._all("officer", Officer),
            *self._all("category", Category),
        )
        return next((item.name for item in named if item.id == identifier), identifier)

    def _all(self, table: str, kind: type[Document]) -> tuple[Document, ...]:
        moved = self._store.moved("tips")
        kept = self._kept.get(table)
        if kept is None or kept[0] != moved:
            with self._store.read() as connection:
                kept = (moved, repository.all_of(connection, table, kind))
            self._kept[table] = kept
        return tuple(item for item in kept[1] if isinstance(item, kind))
