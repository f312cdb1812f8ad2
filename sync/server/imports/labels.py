"""Which properties of an areas file name a district: chosen by the caller, or found so that every id is unique."""

import itertools
import re
import unicodedata
from typing import Any

import msgspec

from app.tips.titles import one_line
from sync.server.districts.service import NOT_DISTRICTS
from sync.server.imports.geojson import Area

ID_KEYS = ("id", "kod", "code", "cislo", "number", "okrsek", "beat", "district", "lokalita")
NAME_KEYS = ("name", "nazev", "jmeno", "title", "okrsek", "beat", "lokalita")
_MEASURES = ("area", "length", "shape", "objectid", "gml", "fid", "globalid", "guid", "uuid")
MAX_ID = 40


class NoLabels(Exception):
    """No property or pair of properties tells the districts apart; ``args[0]`` says what to do, in words."""


class Labels(msgspec.Struct, frozen=True):
    """The chosen properties: an id is their values joined by a hyphen, a name their values joined by a space."""

    id_keys: tuple[str, ...]
    name_keys: tuple[str, ...]

    def id_of(self, area: Area) -> str:
        if not self.id_keys:
            return slug(area.feature_id or "")
        return slug("-".join(_text(area.properties[key]) for key in self.id_keys))

    def name_of(self, area: Area) -> str:
        if not self.name_keys:
            return self.id_of(area)
        name = " ".join(_text(area.properties[key]) for key in self.name_keys)
        return one_line(unicodedata.normalize("NFC", name))[:200] or self.id_of(area)


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens, at most 40: what can stand in a scope and in a file name."""
    folded = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_ID]


def choose(areas: list[Area], id_keys: tuple[str, ...], name_keys: tuple[str, ...]) -> Labels:
    """The labels for these areas; keys given by the caller are checked, missing ones are found.

    Raises NoLabels when an asked property is missing or not unique, none can be found, or an id is no district's.
    """
    labels = _chosen(areas, id_keys, name_keys)
    taken = sorted(NOT_DISTRICTS.intersection(map(labels.id_of, areas)))
    if taken:
        raise NoLabels(
            f'no district can have the id "{taken[0]}", which means something else here; give it another one'
        )
    return labels


def _chosen(areas: list[Area], id_keys: tuple[str, ...], name_keys: tuple[str, ...]) -> Labels:
    for key in (*id_keys, *name_keys):
        lacking = next((area.index for area in areas if key not in area.properties), None)
        if lacking is not None:
            raise NoLabels(f'features[{lacking}] has no property "{key}"; it has: {_listed(areas[lacking].properties)}')
    if id_keys:
        twice = _twice(areas, Labels(id_keys, ()))
        if twice is not None:
            raise NoLabels(f'the id "{twice}" made from {" and ".join(id_keys)} stands for two districts')
        return Labels(id_keys, name_keys or _names(areas) or id_keys)
    found = _find(areas)
    if found is None:
        raise NoLabels(
            "no property tells the districts apart; name one or more with --id, for example --id MC_PRAHA,OKRSEK "
            f"(there are: {_listed(areas[0].properties)})"
        )
    return Labels(found, name_keys or _names(areas) or found)


def _find(areas: list[Area]) -> tuple[str, ...] | None:
    if all(area.feature_id for area in areas) and _twice(areas, Labels((), ())) is None:
        return ()
    shared = [key for key in areas[0].properties if all(_usable(area.properties.get(key)) for area in areas)]
    wanted = sorted((key for key in shared if _rank(key) < len(ID_KEYS)), key=_rank)
    for key in wanted:
        if _twice(areas, Labels((key,), ())) is None:
            return (key,)
    plain = [key for key in shared if not any(word in key.lower() for word in _MEASURES)]
    for key, other in itertools.product(wanted, plain):
        if other != key and _twice(areas, Labels((other, key), ())) is None:
            return (other, key)
    return next(((key,) for key in [*plain, *shared] if _twice(areas, Labels((key,), ())) is None), None)


def _names(areas: list[Area]) -> tuple[str, ...]:
    keys = {slug(key): key for key in areas[0].properties}
    for wanted in NAME_KEYS:
        key = keys.get(wanted)
        if key and not all(isinstance(area.properties.get(key), str | int | float | None) for area in areas):
            continue
        if key and len({_text(area.properties.get(key)) for area in areas}) == len(areas):
            return (key,)
    return ()


def _rank(key: str) -> int:
    plain = slug(key)
    return ID_KEYS.index(plain) if plain in ID_KEYS else len(ID_KEYS)


def _twice(areas: list[Area], labels: Labels) -> str | None:
    seen: set[str] = set()
    for area in areas:
        made = labels.id_of(area)
        if made in seen or not made:
            return made
        seen.add(made)
    return None


def _usable(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and bool(slug(_text(value)))


def _text(value: Any) -> str:
    return str(value).strip()


def _listed(properties: dict[str, Any]) -> str:
    return ", ".join(list(properties)[:12]) or "none"
