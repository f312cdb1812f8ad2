"""Degrees that a person types are a place; other words are none."""

import pytest

from app.basemap.spots import coordinates
from app.values import Place


@pytest.mark.parametrize(
    "text",
    ["50.4605, 13.4178", " 50.4605°N 13.4178°E ", "50.4605 ° N ,\t13.4178 °  E", "50.4605;13.4178", "50.4605 13.4178"],
)
def test_that_degrees_are_a_place(text: str) -> None:
    assert coordinates(text) == Place(50.4605, 13.4178)


@pytest.mark.parametrize("text", ["", "Palackého 12", "50, 13", "95.1234, 13.4178", "50.4605", "50.4605, 13.4178, 3"])
def test_that_other_words_are_none(text: str) -> None:
    assert coordinates(text) is None


def test_that_very_many_spaces_are_read_as_soon_as_one() -> None:
    gap = " " * 60_000
    assert coordinates(f"50.4605{gap},{gap}13.4178{gap}") == Place(50.4605, 13.4178)
    assert coordinates(f"50.4605{gap}x") is None
