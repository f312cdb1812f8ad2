"""The city's look-ups as the screens use them: names for the ids that rows carry."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.accounts.domain import NOBODY, Officer
from app.czech_order import czech_order
from app.districts.domain import Body, Category, District, ReplyTemplate
from ui.theme.tokens import glyphs

_GLYPHS = glyphs()


def glyph(name: str) -> str:
    """The character of an icon; a question mark's for a name that the set has not."""
    return _GLYPHS.get(name) or _GLYPHS["circle-question-mark"]


@dataclass(frozen=True, slots=True)
class Lookups:
    """Everything by its id, and ``me``: whose device this is, as last pulled. Empty before the first sync."""

    districts: dict[str, District] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    templates: tuple[ReplyTemplate, ...] = ()
    me: Officer = NOBODY
    bodies: tuple[Body, ...] = ()

    @property
    def mine(self) -> tuple[str, ...]:
        """The districts this officer holds or covers."""
        return self.me.districts

    @property
    def has_whole_city(self) -> bool:
        """Whether this officer holds every district, or none of their own."""
        return not self.mine or self.districts.keys() <= set(self.mine)

    def district_names(self, district_ids: Iterable[str]) -> str:
        """Their names in their order."""
        return ", ".join(sorted(map(self.district, district_ids), key=czech_order))

    def district(self, district_id: str) -> str:
        known = self.districts.get(district_id)
        return known.name if known else district_id

    def officer(self, officer_id: str | None) -> str:
        known = self.officers.get(officer_id or "")
        return known.name if known else ""

    def category(self, category_id: str) -> str:
        known = self.categories.get(category_id)
        return known.name if known else category_id

    def icon(self, category_id: str) -> str:
        known = self.categories.get(category_id)
        return glyph(known.icon if known else "circle-question-mark")
