"""What a resident is writing, as it goes from screen to screen in the form itself: nothing of it is stored before it is
sent, and nothing of it is lost on the way."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.basemap.search import Found, fold
from app.basemap.spots import coordinates
from app.tips.titles import one_line
from app.values import Place
from sync.server.intake.domain import MOST_TEXT, SentTip
from sync.server.paper.waves import code_in
from sync.server.submissions.domain import SubmissionKind

__all__ = ["coordinates"]
"""What others take from here that is made elsewhere."""

_MOST_LINE: Final = 200
_MAIL: Final = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")
_PHONE: Final = re.compile(r"[+(]?\d[\d ()/-]{4,}")
_PHOTO: Final = "photo:"
_MAP: Final = "map:"
WORDS_ONLY: Final = "words"
"""The choice that no place of the map is meant."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of the form as they were typed. ``spot`` is the place that was chosen for the words ``sought``, or
    on the map, or that of a photo; ``bag`` is what the photos of this form are kept under, ``z`` the code of a paper.
    ``kind`` is what it is, where it is no tip.
    """

    category: str = ""
    where: str = ""
    spot: str = ""
    sought: str = ""
    text: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    form: str = ""
    bag: str = ""
    z: str = ""
    kind: str = ""


NO_PLACE: Final = frozenset({SubmissionKind.COMPLAINT.value, SubmissionKind.INFORMATION.value})
"""Kinds that need no place."""
KINDS: Final = frozenset(one.value for one in SubmissionKind)


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that can be meant: what the form sends for it, and how it is called; ``point`` in degrees."""

    value: str
    label: str
    point: str = ""


def read(fields: Mapping[str, str]) -> Draft:
    """The draft of a form; line ends as everywhere else."""
    draft = Draft(**{name: fields.get(name, "") for name in Draft.__dataclass_fields__})
    return replace(draft, text=draft.text.replace("\r\n", "\n").replace("\r", "\n"))


def faults(draft: Draft, categories: Collection[str]) -> dict[str, str]:
    """What has to be mended, by field: ``missing``, ``long`` or ``odd``."""
    found: dict[str, str] = {}
    if draft.kind and draft.kind not in KINDS:
        found["kind"] = "odd"
    if draft.category not in categories and (draft.category or not draft.kind):
        found["category"] = "missing"
    if not one_line(draft.where) and pointed(draft) is None and draft.kind not in NO_PLACE:
        found["where"] = "missing"
    if not one_line(draft.text):
        found["text"] = "missing"
    if len(draft.text) > MOST_TEXT:
        found["text"] = "long"
    for name in ("where", "name", "phone", "email"):
        if len(getattr(draft, name)) > _MOST_LINE:
            found[name] = "long"
    if draft.phone.strip() and "phone" not in found and _PHONE.fullmatch(draft.phone.strip()) is None:
        found["phone"] = "odd"
    if draft.email.strip() and "email" not in found and _MAIL.fullmatch(draft.email.strip()) is None:
        found["email"] = "odd"
    return found


def is_mail(text: str) -> bool:
    """Whether it looks like an address of mail."""
    return _MAIL.fullmatch(text) is not None


def sent(draft: Draft, photos: tuple[str, ...] = ()) -> SentTip:
    """The draft as it is filed, with the photos of these ids."""
    where = one_line(draft.where)
    chosen = place(draft)
    return SentTip(
        category=draft.category,
        text=draft.text.strip(),
        where=where,
        place=chosen,
        name=one_line(draft.name),
        phone=one_line(draft.phone),
        email=one_line(draft.email),
        photos=photos,
        wave=code_in(draft.z),
        submission=SubmissionKind(draft.kind) if draft.kind in KINDS else None,
    )


def place(draft: Draft) -> Place | None:
    """Where it is on the map: by coordinates in the words, or by the choice made for these very words."""
    typed = coordinates(draft.where)
    if typed is not None:
        return typed
    shown = pointed(draft)
    if shown is not None:
        return shown
    if draft.sought != draft.where:
        return None
    point, _, label = draft.spot.partition("|")
    found = coordinates(point)
    return Place(found.lat, found.lon, one_line(label)[:_MOST_LINE]) if found is not None else None


def of_photo(draft: Draft) -> Place | None:
    """Where the photo was taken that shows the place, called by the sender's own words."""
    if not draft.spot.startswith(_PHOTO):
        return None
    found = coordinates(draft.spot.removeprefix(_PHOTO))
    return Place(found.lat, found.lon, one_line(draft.where)[:_MOST_LINE]) if found is not None else None


def of_map(draft: Draft) -> Place | None:
    """What was chosen on the map, called by what is nearest there."""
    if not draft.spot.startswith(_MAP):
        return None
    point, _, label = draft.spot.removeprefix(_MAP).partition("|")
    found = coordinates(point)
    return Place(found.lat, found.lon, one_line(label)[:_MOST_LINE]) if found is not None else None


def pointed(draft: Draft) -> Place | None:
    """The place that was shown rather than said."""
    return of_photo(draft) or of_map(draft)


def picked(draft: Draft, spot: str) -> Draft:
    """The draft with a place from the map. Words that were typed stay; where none were, the place's own stand."""
    chosen = replace(draft, spot=_MAP + spot)
    found, before = of_map(chosen), of_map(draft)
    if found is None:
        return draft
    own = one_line(draft.where)
    is_typed = own and coordinates(own) is None and own != (_called(before) if before is not None else "")
    where = draft.where if is_typed else _called(found)
    return replace(chosen, where=where, sought=where)


def called(draft: Draft) -> str:
    """What the place from the map is called; empty where none was chosen there."""
    found = of_map(draft)
    return "" if found is None else _called(found)


def _called(place: Place) -> str:
    return place.address or degrees(place)


def point_of(choice: str) -> Place | None:
    """The point of a place that was found; None where words alone are meant."""
    return coordinates(choice.partition("|")[0])


def choices(found: Collection[Found], draft: Draft) -> tuple[Choice, ...]:
    """Places that were found, to choose from; first what was chosen on the map for other words."""
    places = tuple(Choice(f"{one.lat:.6f},{one.lon:.6f}|{one.text}", one.text) for one in found)
    mapped = of_map(draft)
    return (Choice(draft.spot, _called(mapped)), *places) if mapped is not None and places else places


def degrees(place: Place) -> str:
    """Such as ``50.46051, 13.41780``."""
    return f"{place.lat:.5f}, {place.lon:.5f}"


def of_photos(places: Collection[Place | None]) -> tuple[Choice, ...]:
    """The places of the photos of a form, in their order and none twice; ``label`` is the photo's number."""
    known = {
        f"{one.lat:.4f} {one.lon:.4f}": Choice(f"{_PHOTO}{one.lat:.6f}, {one.lon:.6f}", str(number), degrees(one))
        for number, one in reversed(list(enumerate(places, 1)))
        if one is not None
    }
    return tuple(sorted(known.values(), key=lambda one: one.label))


def preferred(draft: Draft, found: tuple[Choice, ...]) -> str:
    """What is chosen when nobody has chosen: the only place of this very name, else none."""
    if pointed(draft) is not None:
        return draft.spot
    if draft.sought == draft.where and draft.spot in {WORDS_ONLY, *(one.value for one in found)}:
        return draft.spot
    same = [one.value for one in found if fold(one.label) == fold(one_line(draft.where))]
    return same[0] if len(same) == 1 else WORDS_ONLY
