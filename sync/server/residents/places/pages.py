"""A place is chosen from a picture of the town, in three steps: of its parts, of hexagons, of pieces of one.

From a page of its own each part is a link. From a form that is being filled in each is a button of that form, which
carries along all that was typed: so nothing is lost, and no script is needed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from app.basemap.search import Street
from app.values import Place
from sync.server.basemap.repository import offered
from sync.server.cards import repository as cards
from sync.server.cards import service as districts
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.languages import LANGUAGES, language_of
from sync.server.http.page_face import page
from sync.server.http.rates import Rate
from sync.server.paper.waves import FIELD as WAVE
from sync.server.paper.waves import code_in
from sync.server.residents import town, words
from sync.server.residents.drafts import Choice, degrees
from sync.server.residents.places import picture
from sync.server.residents.places.picture import Bearing, Part, Picture
from sync.server.residents.rating import drafts as rating

MAP: Final = "map-"
"""How the buttons begin that lead to a step of the map."""
PICK: Final = "pick-"
"""How the buttons begin that choose a place."""
SEEK: Final = "map-seek"
TOWN: Final = "/hodnotit/mapa"
_FILL: Final = "/hodnotit/jak"
_OFFICE: Final = LANGUAGES[0]
"""What is kept of a place is read by those who work here."""


@dataclass(frozen=True, slots=True)
class Step:
    """How near the map is: the whole town, a district, or a hexagon."""

    district: str = ""
    hexagon: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A part that can be chosen: where it leads by a link, or what its button says."""

    label: str
    part: Part
    address: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """A form that goes through the map: where it is sent, its fields, the button back; ``seeks``: words find places."""

    action: str
    fields: Sequence[tuple[str, str]]
    back: str
    seeks: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """How parts lead on as addresses."""

    step: Callable[[Step], str]
    place: Callable[[str], str]


def choose(call: Call) -> Answer:
    """GET district, hexagon → the pieces of the hexagon; else the hexagons of the district; else the districts."""
    step = Step(call.query.get("district", ""), call.query.get("hexagon", ""))
    wave = code_in(call.query.get(WAVE, ""))
    return by_links(
        call, step, Links(lambda to: _step(to, wave), lambda spot: rating.with_spot(_FILL, spot, **{WAVE: wave}))
    )


def _step(step: Step, wave: str) -> str:
    known = {"hexagon": step.hexagon} if step.hexagon else {"district": step.district}
    said = {name: value for name, value in (known | {WAVE: wave}).items() if value}
    return f"{TOWN}?{urlencode(said)}" if said else TOWN


def step_of(button: str) -> Step:
    """The step that a button asks for; the whole town for what is none."""
    kind, _, name = button.removeprefix(MAP).partition(":")
    return Step(district=name if kind == "d" else "", hexagon=name if kind == "h" else "")


def by_links(call: Call, step: Step, links: Links) -> Answer:
    """The step as a page of links."""
    return _shown(call, step, links.step, links.place, None)


def by_form(call: Call, step: Step, carried: Carried) -> Answer:
    """The step as a page of buttons that carry a form along; what was sought there is found as well."""
    return _shown(call, step, _button, lambda spot: PICK + spot, carried)


def nearest(call: Call, place: Place) -> str:
    """A point in words: the nearest address, and where from it the point is; in degrees where nothing is near."""
    found = picture.nearest(place, _streets(call))
    language = language_of(call.query, call.headers, call.cookies)
    return _said(found, language) if found is not None else degrees(place)


def is_outside(call: Call, place: Place) -> bool:
    """Whether a place lies in no district. Where the city has none yet nothing is outside."""
    with call.server.database.read() as connection:
        docs = cards.districts(connection)
    known = districts.index(docs, call.server.settings.near_district_metres)
    return bool(docs) and known.district_of(place.lon, place.lat) is None


def spot_of(place: Place) -> str:
    """What a form says for a place."""
    return f"{place.lat:.6f},{place.lon:.6f}|{place.address}"


def _shown(
    call: Call, step: Step, leads: Callable[[Step], str], picks: Callable[[str], str], carried: Carried | None
) -> Answer:
    with call.server.database.read() as connection:
        drawn = town.town(connection)
    chosen = next((one for one in drawn.hexagons if one.cell == step.hexagon), None)
    district = next((one for one in drawn.districts if one.id == (chosen.district if chosen else step.district)), None)
    language, up = language_of(call.query, call.headers, call.cookies), Step()
    if chosen is not None:
        shown, level, name = picture.of_hexagon(chosen.cell, _streets(call)), "hexagon", ""
        up = Step(district=chosen.district)
        ends = [picks(spot_of(_kept(part))) for part in shown.parts]
    elif district is not None:
        shown, level, name = picture.of_district(drawn, district.id), "district", district.name
        ends = [leads(Step(hexagon=part.key)) for part in shown.parts]
    else:
        shown, level, name = picture.of_town(drawn), "town", ""
        ends = [leads(Step(district=part.key)) for part in shown.parts]
    sought, found = _sought(call) if carried is not None and carried.seeks else ("", [])
    values = {
        "level": level, "name": name, "picture": shown, "options": _options(shown, ends, language, carried is None),
        "up": leads(up), "draft": carried, "sought": sought, "found": found,
    }  # fmt: skip
    return page(call, "residents/places/map.html", values, scripted=True)


def _options(shown: Picture, ends: Sequence[str], language: str, are_links: bool) -> list[Option]:
    labels = [_said(part.bearing, language) if part.bearing is not None else part.key for part in shown.parts]
    return [
        Option(label, part, **({"address": end} if are_links else {"value": end}))
        for label, part, end in zip(labels, shown.parts, ends, strict=True)
    ]


def _kept(part: Part) -> Place:
    """The middle of a piece, called as those who work here read it."""
    lat, lon = (float(one) for one in part.key.split(","))
    return Place(lat, lon, _said(part.bearing, _OFFICE)[:200] if part.bearing is not None else "")


def _button(step: Step) -> str:
    if step.hexagon:
        return f"{MAP}h:{step.hexagon}"
    return f"{MAP}d:{step.district}" if step.district else MAP


def _said(bearing: Bearing, language: str) -> str:
    return words.nearest(bearing.name, bearing.metres, bearing.direction, language)


def _sought(call: Call) -> tuple[str, list[Choice]]:
    text = call.form.get("seek", "")[:200] if call.form.get("do") == SEEK else ""
    with call.server.database.read() as connection:
        basemap = offered(connection) if text.strip() else None
    if basemap is None:
        return text, []
    found = call.server.addresses.search(basemap.sha256, text)
    return text, [Choice(PICK + spot_of(Place(one.lat, one.lon, one.text[:200])), one.text) for one in found]


def _streets(call: Call) -> tuple[Street, ...]:
    with call.server.database.read() as connection:
        basemap = offered(connection)
    return call.server.addresses.streets(basemap.sha256) if basemap is not None else ()


ROUTES: tuple[Route, ...] = (Route("GET", TOWN, choose, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),)
