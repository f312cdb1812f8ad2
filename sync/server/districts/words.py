"""Names of the city's look-ups in the languages of pages."""

from collections.abc import Mapping
from typing import Final

from app.districts.domain import Category

_ENGLISH: Final[Mapping[str, str]] = {
    "lighting": "Street lighting",
    "litter": "Litter and fly-tipping",
    "noise": "Noise and disturbance",
    "drinking": "Drinking and drugs in public",
    "parking": "Parking",
    "traffic": "Traffic",
    "wreck": "Abandoned vehicles",
    "greenery": "Trees and greenery",
    "road": "Pavements and roads",
    "equipment": "Benches and playgrounds",
    "dogs": "Dogs",
    "graffiti": "Vandalism and graffiti",
    "other": "Something else",
}
"""The usual categories; a city's own ones have the name that the city gave them."""


def category_name(category: Category, language: str) -> str:
    """The name of a category in a language."""
    return _ENGLISH.get(category.id, category.name) if language == "en" else category.name
