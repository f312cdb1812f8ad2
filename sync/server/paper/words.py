"""The words of printed papers in their languages. Pure."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "cs": {
        "heading": "Váš územní strážník",
        "document": "Váš územní strážník: {district}",
        "district": "lokalita {district}",
        "number": "služební číslo {badge}",
        "numbered": "Strážník č. {badge}",
        "nameless": "Strážník městské policie",
        "phone": "Telefon",
        "hours": "Kdy a kde mě zastihnete",
        "invite": "Napište mi, co tu vadí, nebo řekněte, jak bezpečno tu je. Stačí načíst kód.",
        "code": "Kód QR, který otevře stránku {address}",
        "portrait": "Portrét: {who}",
        "solved_street": "Vyřešeno kolem ulice {street}",
        "solved_district": "Vyřešeno v lokalitě",
        "many": "{what} ({count}×)",
        "class": "Jak bezpečně se tu cítíte?",
        "class_how": "Načtěte kód telefonem, najděte místo, které znáte, a řekněte, jak bezpečně se tam cítíte.",
        "class_who": "Jméno nikdo nechce. Každé místo ohodnoťte jednou ve dne a jednou za tmy.",
        "class_until": "Kód platí do {day}.",
        "emergency": "V nouzi volejte 156, 158 nebo 112.",
        "file": "{form}-{district}.pdf",
    },
    "en": {
        "heading": "Your contact officer",
        "document": "Your contact officer: {district}",
        "district": "district {district}",
        "number": "service number {badge}",
        "numbered": "Officer No. {badge}",
        "nameless": "An officer of the city police",
        "phone": "Telephone",
        "hours": "When and where to find me",
        "invite": "Write to me what is wrong here, or say how safe it feels. Just scan the code.",
        "code": "A QR code that opens the page {address}",
        "portrait": "Portrait: {who}",
        "solved_street": "Solved around {street}",
        "solved_district": "Solved in the district",
        "many": "{what} ({count} times)",
        "class": "How safe do you feel here?",
        "class_how": "Scan the code with a telephone, find a place that you know, and say how safe you feel there.",
        "class_who": "Nobody asks for a name. Rate each place once by day and once after dark.",
        "class_until": "The code is valid until {day}.",
        "emergency": "In an emergency call 156, 158 or 112.",
        "file": "{form}-{district}.pdf",
    },
}
"""The same words in each language; a test holds them complete."""

WEEKDAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": ("po", "út", "st", "čt", "pá", "so", "ne"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_LONGEST_RUN: Final = 18


def printable(text: str) -> str:
    """A text whose long words may be broken anywhere, so that none runs off the paper."""
    words = text.split(" ")
    return " ".join(word if len(word) <= _LONGEST_RUN else "\u200b".join(word) for word in words)
