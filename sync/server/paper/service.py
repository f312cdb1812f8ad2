"""What a card or a poster says: who holds a district, as residents see them, and what is public of the place."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, TypeVar
from urllib.parse import quote

from sqlalchemy.engine import Connection

from app.basemap.search import Street, fold
from app.districts.domain import Category
from sync.server.basemap.repository import offered
from sync.server.cards import repository as cards
from sync.server.cards import service as standing
from sync.server.cards.domain import Card, OfficeHour, Service, Standing
from sync.server.cards.hours import span
from sync.server.districts.words import category_name
from sync.server.ground.documents import parse
from sync.server.intake.repository import categories
from sync.server.paper.codes import TooLong, code_of
from sync.server.paper.domain import ClassPaper, Form, OfficerPaper, Solved
from sync.server.paper.waves import PAGE, Counted
from sync.server.paper.words import WEEKDAYS, WORDS, printable
from sync.server.published import repository as published
from sync.server.published import words as said
from sync.server.published.district import is_solved
from sync.server.published.domain import DISTRICT, TOWN, DistrictWork, Town
from sync.server.published.service import cells_of_street
from sync.server.service import Server

OFFICER: Final = "/straznik/{district}"
"""The residents' page that a code opens."""
_Document = TypeVar("_Document", Town, DistrictWork)
_MOST_SOLVED: Final = {Form.CARD: 3, Form.POSTER: 6}


class Lack(Enum):
    """Why there is nothing to print: nobody holds the district, nobody told the server where residents find their
    pages, or that address is too long for a code that is read at two metres."""

    NOBODY = "nobody"
    NO_ADDRESS = "no_address"
    LONG_ADDRESS = "long_address"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed: for a house or an entrance (``at``) of a street, for a street, or for a whole district."""

    form: Form
    language: str
    district: str
    street: str = ""
    at: str = ""


def streets(connection: Connection, server: Server) -> tuple[Street, ...]:
    """All streets of the basemap that devices are offered."""
    basemap = offered(connection)
    return server.addresses.streets(basemap.sha256) if basemap is not None else ()


def streets_named(connection: Connection, server: Server, typed: str) -> list[Street]:
    """The streets of this name, however its letters and accents were typed."""
    wanted = fold(typed).strip()
    return [one for one in streets(connection, server) if wanted and fold(one.name) == wanted]


def districts_of(connection: Connection, server: Server, found: Collection[Street]) -> list[str]:
    """The districts in which these streets have houses, the one with most of them first."""
    index = server.lookups.get(connection).districts
    points = [point for one in found for point in one.houses or (one,)]
    homes = Counter(home for point in points if (home := index.district_of(point.lon, point.lat)) is not None)
    return [home for home, _ in sorted(homes.items(), key=lambda one: (-one[1], one[0]))]


def holder(connection: Connection, server: Server, district_id: str) -> Standing | None:
    """Whom a paper names: who holds the district, since a paper hangs longer than a cover lasts; else who serves."""
    people = standing.in_order(cards.standing(connection, district_id, server.now()))
    held = [one for one in people if one.service is Service.PRIMARY]
    return next((one for one in (*held, *people)), None)


def officer_paper(connection: Connection, server: Server, wanted: Wanted, path: str = "") -> OfficerPaper | Lack:
    """All that is printed; ``path`` is where the code leads, empty for the page of the officer."""
    if not server.settings.address:
        return Lack.NO_ADDRESS
    who = holder(connection, server, wanted.district)
    district = cards.district_of(connection, wanted.district)
    if who is None or district is None:
        return Lack.NOBODY
    words = WORDS[wanted.language]
    shown = path or OFFICER.format(district=quote(wanted.district, safe=""))
    address = f"{server.settings.address}{shown}"
    try:
        code = code_of(address, wanted.form, words["code"].format(address=address))
    except TooLong:
        return Lack.LONG_ADDRESS
    picture = cards.portrait(connection, who.portrait)
    name = _name(who, wanted.language)
    return OfficerPaper(
        form=wanted.form.value,
        lang=wanted.language,
        title=words["document"].format(district=district.name),
        heading=words["heading"],
        place=printable(", ".join(filter(None, (wanted.street, wanted.at)))),
        district=printable(words["district"].format(district=district.name)),
        who=printable(name),
        number=words["number"].format(badge=printable(who.badge)) if who.name and who.badge else "",
        phone_label=words["phone"],
        phone=printable(who.card.phone or "156"),
        hours_label=words["hours"],
        hours=_hours(who.card, wanted.language),
        invite=words["invite"],
        address=printable(address.partition("://")[2]),
        code=code,
        solved_label=_solved_label(wanted),
        solved=_solved(connection, server, wanted),
        emergency=words["emergency"],
        portrait=tuple(picture or b""),
        portrait_alt=words["portrait"].format(who=name),
    )


def class_paper(server: Server, wave: Counted, language: str) -> ClassPaper | Lack:
    """The sheet of a class."""
    if not server.settings.address:
        return Lack.NO_ADDRESS
    words, address = WORDS[language], f"{server.settings.address}{PAGE.format(code=wave.code)}"
    try:
        code = code_of(address, Form.POSTER, words["code"].format(address=address))
    except TooLong:
        return Lack.LONG_ADDRESS
    last = date.fromisoformat(wave.until)
    return ClassPaper(
        lang=language,
        title=printable(wave.name),
        heading=words["class"],
        name=printable(wave.name),
        how=(words["class_how"], words["class_who"]),
        code=code,
        address=printable(address.partition("://")[2]),
        until=words["class_until"].format(day=f"{last.day}. {last.month}. {last.year}"),
        emergency=words["emergency"],
    )


def _name(who: Standing, language: str) -> str:
    words = WORDS[language]
    return who.name or (words["numbered"].format(badge=who.badge) if who.badge else words["nameless"])


def _hours(card: Card, language: str) -> tuple[str, ...]:
    def told(one: OfficeHour) -> str:
        when = f"{WEEKDAYS[language][one.weekday - 1]} {span(one)}"
        return printable(f"{when}, {one.place}" if one.place else when)

    ordered = sorted(card.hours, key=lambda one: (one.weekday, one.start))
    return (*map(told, ordered), *([printable(card.note)] if card.note else ()))


def _solved_label(wanted: Wanted) -> str:
    words = WORDS[wanted.language]
    return words["solved_street"].format(street=printable(wanted.street)) if wanted.street else words["solved_district"]


def _solved(connection: Connection, server: Server, wanted: Wanted) -> tuple[Solved, ...]:
    """What was solved of late there, the newest first: of public documents alone, by category, month and hexagon."""
    town, work = _document(connection, TOWN, Town), _document(connection, DISTRICT + wanted.district, DistrictWork)
    if town is None or work is None:
        return ()
    cells = cells_of_street(connection, server, wanted.street) if wanted.street else None
    near = {one.cell: one.near for one in town.hexagons}
    names = {
        one.id: category_name(one, wanted.language)
        for one in (parse(doc, Category) for _, doc in categories(connection))
    }
    done = [one for one in work.closed if is_solved(one) and (cells is None or one.cell in cells)]
    done.sort(key=lambda one: (one.month, one.count, one.cell, one.category), reverse=True)
    words, other = WORDS[wanted.language], said.WORDS[wanted.language]["other"]
    lines = []
    for one in done[: _MOST_SOLVED[wanted.form]]:
        what = printable(names.get(one.category, other))
        counted = words["many"].format(what=what, count=one.count) if one.count > 1 else what
        around = printable(said.place(near.get(one.cell, ""), wanted.language))
        lines.append(Solved(counted, said.month_of(one.month, wanted.language), around))
    return tuple(lines)


def _document(connection: Connection, name: str, kind: type[_Document]) -> _Document | None:
    doc = published.document(connection, name)
    return None if doc is None else parse(doc, kind)
