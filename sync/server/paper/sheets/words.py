"""The words of printed sheets in their languages. Pure."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "cs": {
        "heading": "Jak bezpečně se tu cítíte?",
        "document": "Arch pro hodnocení bezpečí: {district}",
        "district": "lokalita {district}",
        "code": "Kód archu",
        "map": "Mapa lokality {district} s očíslovanými místy; stejná čísla má tabulka na další straně.",
        "place": "místo bez adres",
        "day": "Ve dne",
        "night": "Za tmy",
    },
    "en": {
        "heading": "How safe do you feel here?",
        "document": "A sheet for rating safety: {district}",
        "district": "district {district}",
        "code": "Code of the sheet",
        "map": "A map of the district {district} with numbered places; the table on the next page has their numbers.",
        "place": "a place without addresses",
        "day": "By day",
        "night": "After dark",
    },
}
"""The same words in each language; a test holds them complete."""

HOW: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": (
        "Najděte na mapě místa, která znáte. V tabulce u nich zakřížkujte, jak bezpečně se tam cítíte ve dne a za tmy.",
        "Jméno ani adresu nepište. Jeden arch vyplňuje jeden člověk; nemusíte vyplnit všechna místa.",
    ),
    "en": (
        "Find the places that you know on the map. In the table, cross how safe you feel there by day and after dark.",
        "Write no name and no address. One person fills in one sheet; you need not fill in every place.",
    ),
}
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": ("Č.", "Kde", "Ve dne", "Za tmy", "Jak často tu jste", "Příčiny, nejvýš dvě"),
    "en": ("No.", "Where", "By day", "After dark", "How often you are here", "Causes, two at most"),
}
ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": ("velmi bezpečně", "spíše bezpečně", "spíše nebezpečně", "velmi nebezpečně"),
    "en": ("very safe", "rather safe", "rather unsafe", "very unsafe"),
}
OFTEN: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": ("denně", "každý týden", "občas", "zřídka"),
    "en": ("daily", "every week", "sometimes", "rarely"),
}
CAUSES: Final[Mapping[str, tuple[str, ...]]] = {
    "cs": ("osvětlení", "nepořádek", "hluk", "alkohol nebo drogy", "doprava", "chátrající dům", "prázdno", "jiné"),
    "en": ("lighting", "litter", "noise", "drinking or drugs", "traffic", "a derelict building", "emptiness", "other"),
}
