"""What is written down of a call, as it goes to and fro in the form itself: nothing of it is stored before it is filed,
and nothing of it is lost on the way. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.basemap.search import Found, fold, words
from app.basemap.spots import coordinates
from app.tips.domain import Channel
from app.tips.operations import TipFile
from app.tips.titles import one_line
from app.values import Place
from sync.server.submissions.domain import Submission

MOST_TEXT: Final = 5_000
"""Letters of what a caller says; the words for the place go into the tip's text as well."""
_MOST_LINE: Final = 200
_TITLE: Final = 80
_PHONE: Final = re.compile(r"[+(]?\d[\d ()/-]{4,}")
_NUMBER: Final = re.compile(r"\d{1,9}(?!\d)")
_WHERE: Final = "Místo"
WORDS_ONLY: Final = "words"
"""The choice that no place of the map is meant."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A category with the figure by which it is chosen."""

    number: int
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that can be meant: what the form sends for it, and how it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields as they were typed. ``kind`` is what it is where it is no tip, and ``about`` whom then.

    ``spot`` is the place that was chosen for the words ``sought``; ``shown`` the one around which open tips were shown.
    """

    category: str = ""
    where: str = ""
    spot: str = ""
    sought: str = ""
    text: str = ""
    name: str = ""
    phone: str = ""
    form: str = ""
    shown: str = ""
    kind: str = ""
    about: str = ""

    @property
    def has_contact(self) -> bool:
        """Whether the caller said who they are."""
        return bool(one_line(self.name) or one_line(self.phone))


def read(fields: Mapping[str, str]) -> Draft:
    """The draft of a form; line ends as everywhere else."""
    draft = Draft(**{name: fields.get(name, "") for name in Draft.__dataclass_fields__})
    return replace(draft, text=draft.text.replace("\r\n", "\n").replace("\r", "\n"))


def numbered(categories: Sequence[tuple[str, str]]) -> tuple[Kind, ...]:
    """Ids and names of categories, in their order, with the figures that stand for them."""
    return tuple(Kind(number, *one) for number, one in enumerate(categories, 1))


def chosen(typed: str, kinds: Collection[Kind]) -> Kind | None:
    """The one meant by its figure, or by the beginning of a word of its name; None where none or several are."""
    figure = _NUMBER.match(typed.strip())
    if figure is not None:
        return next((one for one in kinds if one.number == int(figure[0])), None)
    wanted = fold(one_line(typed))
    if not wanted:
        return None
    whole = [one for one in kinds if fold(one.name) == wanted]
    begun = [one for one in kinds if fold(one.name).startswith(wanted)]
    inside = [one for one in kinds if any(word.startswith(wanted) for word in words(one.name))]
    return next((found[0] for found in (whole, begun, inside) if len(found) == 1), None)


def faults(draft: Draft, kind: Kind | None) -> dict[str, str]:
    """What has to be mended, by field: ``missing``, ``long`` or ``odd``. What is no tip needs words alone."""
    found: dict[str, str] = {}
    if kind is None and not draft.kind:
        found["category"] = "odd" if one_line(draft.category) else "missing"
    if not one_line(draft.where) and not draft.kind:
        found["where"] = "missing"
    if not one_line(draft.text):
        found["text"] = "missing"
    if len(draft.text) > MOST_TEXT:
        found["text"] = "long"
    for name in ("where", "name", "phone"):
        if len(getattr(draft, name)) > _MOST_LINE:
            found[name] = "long"
    if draft.phone.strip() and "phone" not in found and _PHONE.fullmatch(draft.phone.strip()) is None:
        found["phone"] = "odd"
    return found


def choices(found: Collection[Found]) -> tuple[Choice, ...]:
    """Places that were found, to choose from."""
    return tuple(Choice(f"{one.lat:.6f},{one.lon:.6f}|{one.text}", one.text) for one in found)


def preferred(draft: Draft, found: Collection[Choice]) -> str:
    """What was chosen for these very words, else the only place of this very name; nothing where neither is."""
    if draft.sought == draft.where and draft.spot in {WORDS_ONLY, *(one.value for one in found)}:
        return draft.spot
    same = [one.value for one in found if fold(one.label) == fold(one_line(draft.where))]
    return same[0] if len(same) == 1 else ""


def place_of(draft: Draft, spot: str) -> Place | None:
    """The place of a choice, or of degrees that were typed."""
    typed = coordinates(draft.where)
    if typed is not None:
        return typed
    point, _, label = spot.partition("|")
    found = coordinates(point)
    return Place(found.lat, found.lon, one_line(label)[:_MOST_LINE]) if found is not None else None


def key_of(place: Place) -> str:
    """By which a place is known again."""
    return f"{place.lat:.5f},{place.lon:.5f}"


def submitted(draft: Draft, category: Kind | None, place: Place | None) -> Submission:
    """What is no tip, of the call."""
    return Submission(
        draft.text.strip(), Channel.PHONE.value, category.id if category is not None else "",
        one_line(draft.where)[:_MOST_LINE], place, one_line(draft.name), one_line(draft.phone),
    )  # fmt: skip


def filed(draft: Draft, kind: Kind, place: Place | None) -> TipFile:
    """The tip; words for the place that say more than the map does have no other place to be kept than in the text."""
    where, text = one_line(draft.where), draft.text.strip()
    said = place is not None and (coordinates(where) is not None or fold(place.address) == fold(where))
    line = one_line(text)
    return TipFile(
        title=line if len(line) <= _TITLE else f"{line[: _TITLE - 1].rstrip()}…",
        category=kind.id,
        text=text if said else f"{text}\n{_WHERE}: {where}",
        place=place,
        contact_name=one_line(draft.name),
        contact_phone=one_line(draft.phone),
    )
