"""What the entries of a calendar say, in both languages."""

from collections.abc import Mapping
from typing import Final

from app.identifiers import id_of
from sync.server.calendars.domain import Address, Matter, Shift
from sync.server.calendars.writing import Entry
from sync.server.duty.words import is_whole_days

_TITLE: Final = {"cs": "Služby: {name}", "en": "Duty: {name}"}
_OF_OFFICER: Final = {
    "cs": {Matter.HOLDS: "{district}", Matter.STANDS_IN: "Zástup: {district}", Matter.AWAY: "Nepřítomnost"},
    "en": {Matter.HOLDS: "{district}", Matter.STANDS_IN: "Cover: {district}", Matter.AWAY: "Away"},
}
_OF_DISTRICT: Final = {
    "cs": {Matter.HOLDS: "{officer}", Matter.STANDS_IN: "{officer} (zástup)", Matter.NOBODY: "Nikdo"},
    "en": {Matter.HOLDS: "{officer}", Matter.STANDS_IN: "{officer} (cover)", Matter.NOBODY: "Nobody"},
}
_INSTEAD: Final = {"cs": "Zastupuje: {names}", "en": "Stands in for: {names}"}


def title(name: str, language: str) -> str:
    """The name of a calendar."""
    return _TITLE[language].format(name=name)


def entry(one: Shift, people: Mapping[str, str], districts: Mapping[str, str], address: Address) -> Entry:
    """A shift as a calendar shows it."""
    told = (_OF_DISTRICT if address.district_id else _OF_OFFICER)[address.language][one.matter]
    said = told.format(officer=people.get(one.officer_id, ""), district=districts.get(one.district_id, ""))
    names = ", ".join(people.get(who, "") for who in one.instead_of)
    return Entry(
        id_of(f"calendar {one.key}"), said, one.span, is_whole_days(one.span),
        _INSTEAD[address.language].format(names=names) if names else "", is_away=one.matter is Matter.AWAY,
    )  # fmt: skip
