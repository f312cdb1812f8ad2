"""A rating as it is filled in: the fields of the form, which keep what was chosen and typed whatever is refused."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from app.basemap.search import Street
from app.czech_order import czech_order
from app.ratings.domain import RatingForm, Tag
from app.ratings.form import Fault, Refused, read
from app.tips.titles import one_line
from app.values import Place
from sync.server.residents.drafts import coordinates

MOST_CODES: Final = 20
"""So many codes a browser keeps; the oldest go first."""
_MOST_LINE: Final = 200
_CODE: Final = re.compile("[0-9A-Z]{4}(-[0-9A-Z]{4}){2}")
_RATER: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_FIELDS: Final = ("spot", "part", "answer", "frequency", "age", "sex", "remark", "form", "z")
_WORDS: Final = {Fault.MISSING: "missing", Fault.TOO_LONG: "long", Fault.TOO_MANY: "many"}


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """The fields as they were sent. ``spot`` is a place and, after a bar, what it is called; ``z`` the code of a
    paper."""

    spot: str = ""
    part: str = ""
    answer: str = ""
    frequency: str = ""
    tags: tuple[str, ...] = ()
    age: str = ""
    sex: str = ""
    remark: str = ""
    form: str = ""
    z: str = ""

    @property
    def place(self) -> Place | None:
        """The place that was chosen, with what it is called."""
        point, _, label = self.spot.partition("|")
        found = coordinates(point)
        return Place(found.lat, found.lon, one_line(label)[:_MOST_LINE]) if found is not None else None

    @property
    def called(self) -> str:
        """What the place is called, or where it is."""
        place = self.place
        return "" if place is None else place.address or f"{place.lat:.5f}, {place.lon:.5f}"


def read_draft(fields: Mapping[str, str]) -> RatingDraft:
    """The draft of a form."""
    tags = tuple(tag.value for tag in Tag if fields.get(f"tag_{tag.value}"))
    named = {name: fields.get(name, "") for name in _FIELDS}
    named["remark"] = named["remark"].replace("\r\n", "\n").replace("\r", "\n")
    return RatingDraft(**named, tags=tags)


def form_of(draft: RatingDraft) -> RatingForm | dict[str, str]:
    """The rating, or what has to be mended by field: ``missing``, ``long``, ``many`` or ``odd``."""
    place = draft.place
    if place is None:
        return {"place": "missing"}
    found = read(
        {
            "lat": place.lat, "lon": place.lon, "part": draft.part, "answer": draft.answer, "tags": draft.tags,
            "frequency": draft.frequency, "age": draft.age, "sex": draft.sex, "remark": draft.remark,
        }
    )  # fmt: skip
    if isinstance(found, Refused):
        return {flaw.field: _WORDS.get(flaw.fault, "odd") for flaw in found.flaws}
    return found


def fields_of(draft: RatingDraft) -> list[tuple[str, str]]:
    """The draft as a form says it."""
    return [(name, getattr(draft, name)) for name in _FIELDS] + [(f"tag_{tag}", "1") for tag in draft.tags]


def with_spot(path: str, spot: str, **more: str) -> str:
    """An address that takes a place along."""
    return f"{path}?{urlencode({'spot': spot} | {name: value for name, value in more.items() if value})}"


def codes_of(text: str, first: str = "") -> tuple[str, ...]:
    """The codes that a browser keeps, ``first`` at the front."""
    known = [one for one in (first, *text[: 20 * MOST_CODES].split(".")) if _CODE.fullmatch(one)]
    return tuple(dict.fromkeys(known))[:MOST_CODES]


def rater_of(text: str) -> str:
    """What a browser keeps of itself; empty for what was never given to any."""
    return text if _RATER.fullmatch(text) else ""


def letters(streets: Collection[Street]) -> tuple[str, ...]:
    """The letters with which streets begin, in the Czech order."""
    return tuple(sorted({letter_of(street.name) for street in streets}, key=czech_order))


def letter_of(name: str) -> str:
    """The letter under which a street is found: Czech has a letter of two signs, and numbers are together."""
    first = name.strip()[:2].casefold()
    if first == "ch":
        return "Ch"
    return first[:1].upper() if first[:1].isalpha() else "0–9"
