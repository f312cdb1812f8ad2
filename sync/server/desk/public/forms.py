"""What the forms of this room hold, as it was typed, and what is wrong with it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final
from urllib.parse import urlsplit

from app.tips.titles import one_line
from sync.server.cards import hours
from sync.server.cards.domain import Card, OfficeHour, Profile
from sync.server.mail.letters import addressable

MOST_LINE: Final = 200
WEEKDAYS: Final = range(1, 8)
PROFILES: Final = 3
"""Rows for profiles, where a card has no more of them."""
_MOST_PROFILES: Final = 5
_MOST_TYPED: Final = 5_000
_MOST_ADDRESS: Final = 300
_PHONE: Final = re.compile(r"[+(]?\d[\d ()/-]{2,38}")
_WEB: Final = re.compile(r"https?://[^\s<>\"'@]+")
NAME, BADGE = "name", "badge"

Wrong = dict[str, str]
"""What has to be mended, by field: ``missing``, ``long`` or ``odd``."""


@dataclass(frozen=True, slots=True)
class CardForm:
    """An officer's card as it was typed: hours by weekday, profiles as names and addresses."""

    shows: str = BADGE
    phone: str = ""
    email: str = ""
    hours: tuple[str, ...] = ("",) * 7
    note: str = ""
    profiles: tuple[tuple[str, str], ...] = (("", ""),) * PROFILES


def read_card(sent: Mapping[str, str]) -> CardForm:
    """The form of a card."""
    rows = [
        (text(sent, f"profile{row}"), text(sent, f"address{row}"))
        for row in range(_MOST_PROFILES)
        if row < PROFILES or f"profile{row}" in sent
    ]
    return CardForm(
        NAME if sent.get("shows") == NAME else BADGE,
        text(sent, "phone"),
        text(sent, "email"),
        tuple(text(sent, f"hours{weekday}") for weekday in WEEKDAYS),
        text(sent, "note"),
        tuple(rows),
    )


def form_of(card: Card, *, shows_name: bool) -> CardForm:
    """A card as it would be typed."""
    known = [(one.name, one.address) for one in card.profiles]
    by_day = (tuple(one for one in card.hours if one.weekday == weekday) for weekday in WEEKDAYS)
    return CardForm(
        NAME if shows_name else BADGE,
        card.phone,
        card.email,
        tuple(hours.said(day) for day in by_day),
        card.note,
        (*known, *[("", "")] * (PROFILES - len(known))),
    )


def card_of(form: CardForm) -> Card | Wrong:
    """The card, or what has to be mended."""
    wrong = long_ones({"phone": form.phone, "email": form.email, "note": form.note})
    if form.phone and _PHONE.fullmatch(form.phone) is None:
        wrong.setdefault("phone", "odd")
    email = _email(form.email)
    if email is None:
        wrong.setdefault("email", "odd")
    met: list[OfficeHour] = []
    for weekday, typed in zip(WEEKDAYS, form.hours, strict=True):
        found = hours.read(weekday, typed)
        if found is None:
            wrong[f"hours{weekday}"] = "odd"
        met += found or ()
    profiles = []
    for row, (name, address) in enumerate(form.profiles):
        if name or address:
            wrong |= _profile_faults(row, name, address)
            profiles.append(Profile(name[:MOST_LINE], address))
    return wrong or Card(form.phone, email or "", tuple(met), form.note, tuple(profiles))


def text(sent: Mapping[str, str], name: str) -> str:
    """A line as it was typed, bounded far above what is taken: what is too long is said, and stays."""
    return one_line(sent.get(name, "")[:_MOST_TYPED])


def long_ones(lines: Mapping[str, str], most: int = MOST_LINE) -> Wrong:
    """Those lines that are too long."""
    return {name: "long" for name, line in lines.items() if len(line) > most}


def mark_of(*stored: object) -> str:
    """By which a form says what was stored when it was given out."""
    return blake2b(repr(stored).encode(), digest_size=16).hexdigest()


def web_address(typed: str) -> bool:
    """Whether this is an address of the web with a host of its own, and nobody's name before it."""
    if _WEB.fullmatch(typed) is None or len(typed) > _MOST_ADDRESS:
        return False
    try:
        host = urlsplit(typed).hostname or ""
    except ValueError:
        return False
    return "." in host.strip(".")


def _profile_faults(row: int, name: str, address: str) -> Wrong:
    wrong = long_ones({f"profile{row}": name})
    if not name:
        wrong[f"profile{row}"] = "missing"
    if not web_address(address):
        wrong[f"address{row}"] = "odd" if address else "missing"
    return wrong


def _email(typed: str) -> str | None:
    try:
        return addressable(typed) if typed else ""
    except ValueError:
        return None
