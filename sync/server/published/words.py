"""How news are said in the languages of pages, feeds and mails. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from sync.server.published.domain import ToldTips, ToldWeek

_MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": ("leden", "únor", "březen", "duben", "květen", "červen", "červenec", "srpen", "září", "říjen", "listopad",
           "prosinec"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
}  # fmt: skip
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "cs": {
        "around": "okolí: {street}",
        "nowhere": "místo bez adres",
        "many": "{what} ({count}×)",
        "closed": "Podnět z lokality {district}, uzavřený v měsíci {month}.",
        "closed_many": "Podněty z lokality {district}, uzavřené v měsíci {month}: {count}.",
        "seen": "Strážník tu byl v týdnu {week}",
        "solved": "vyřešeno",
        "not_found": "na místě nic nenašli",
        "handed_over": "předáno jiným",
        "not_ours": "patří jiným",
        "monitored": "místo sledujeme",
        "dealt_with": "uzavřeno",
        "other": "Podnět",
    },
    "en": {
        "around": "around {street}",
        "nowhere": "a place without addresses",
        "many": "{what} ({count} times)",
        "closed": "A tip from {district}, closed in {month}.",
        "closed_many": "Tips from {district}, closed in {month}: {count}.",
        "seen": "An officer was here in the week {week}",
        "solved": "solved",
        "not_found": "looked for, nothing found",
        "handed_over": "handed over to others",
        "not_ours": "belongs to others",
        "monitored": "kept an eye on",
        "dealt_with": "closed",
        "other": "A tip",
    },
}
"""The same words in each language; a test holds them complete."""


def month_of(text: str, language: str) -> str:
    """The month of a text such as ``2026-03``."""
    year, _, number = text.partition("-")
    return f"{_MONTHS[language][int(number) - 1]} {year}"


def week_of(monday: str) -> str:
    """Such as ``23. 2. – 1. 3. 2026``, of the week that begins with a day such as ``2026-02-23``."""
    first = date.fromisoformat(monday)
    last = first + timedelta(days=6)
    return f"{first.day}. {first.month}. – {last.day}. {last.month}. {last.year}"


def place(near: str, language: str) -> str:
    """How a hexagon is called by the street with most of its houses."""
    words = WORDS[language]
    return words["around"].format(street=near) if near else words["nowhere"]


def tips_title(one: ToldTips, categories: Mapping[str, str], language: str) -> str:
    """Such as ``Osvětlení: vyřešeno (2×), okolí: Palackého``."""
    words = WORDS[language]
    outcome = words.get(one.outcome, words["dealt_with"])
    said = f"{categories.get(one.category, words['other'])}: {outcome}"
    counted = words["many"].format(what=said, count=one.count) if one.count > 1 else said
    return f"{counted}, {place(one.near, language)}"


def tips_text(one: ToldTips, district: str, language: str) -> str:
    """A sentence about it."""
    said = WORDS[language]["closed" if one.count == 1 else "closed_many"]
    return said.format(district=district, month=month_of(one.month, language), count=one.count)


def week_title(one: ToldWeek, language: str) -> str:
    """Such as ``Strážník tu byl v týdnu 23. 2. – 1. 3. 2026``."""
    return WORDS[language]["seen"].format(week=week_of(one.week))


def week_text(one: ToldWeek, language: str) -> str:
    """Where that was, and on how many days."""
    words = WORDS[language]
    places = (place(each.near, language) for each in one.places)
    counted = (
        words["many"].format(what=said, count=each.days) if each.days > 1 else said
        for said, each in zip(places, one.places, strict=True)
    )
    return "; ".join(counted)
