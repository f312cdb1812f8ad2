"""What is said of a hexagon, in the words of the row that came."""

from datetime import datetime

import msgspec
import pytest

from app.ratings.domain import Cell, CellClass, Instead, Slice, SurfaceState
from tests.ui.city import NOW
from tests.ui.rated import HERE, masked, unclear, worse
from ui.map.cell_words import age_words, card_part, layer_words, share_words

TODAY: datetime = NOW.astimezone()


def with_(cell: Cell, **more: object) -> Cell:
    return msgspec.structs.replace(cell, **more)


def plain(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line.replace("\xa0", " ") for line in lines)


def test_that_a_worse_place_says_how_many_how_sure_why_and_where_it_goes(czech: None) -> None:
    told = card_part(Slice.NIGHT, worse(HERE))
    assert (told.title, told.kind) == ("Po setmění", "worse")
    assert plain(told.lines) == (
        "Hůř než jinde",
        "Odpovědělo 24 lidí.",
        "Nebezpečně se cítí 6 z 10, spíše mezi 3 a 8.",
        "Důvody: špatné osvětlení, nikde nikdo.",
        "Horší než před půl rokem.",
    )


@pytest.mark.parametrize(
    ("low", "share", "high", "said"),
    [
        (0.0, 0.04, 0.1, "0 z 10, spíše mezi 0 a 1"),
        (0.91, 0.99, 1.0, "10 z 10, spíše mezi 9 a 10"),
        (0.5, 0.5, 0.5, "5 z 10, spíše mezi 5 a 5"),
        (0.3, 0.99, 0.4, "4 z 10, spíše mezi 3 a 4"),
        (0.3, None, 0.61, "3 až 7 z 10"),
    ],
)
def test_that_the_limits_are_told_outward_and_the_middle_lies_between(
    czech: None, low: float, share: float | None, high: float, said: str
) -> None:
    told = share_words(with_(worse(HERE), low=low, share=share, high=high))
    assert plain((told,)) == (f"Nebezpečně se cítí {said}",)


def test_that_of_few_answers_nothing_is_said_but_what_is_known_around(czech: None) -> None:
    few = masked(HERE, Slice.DAY)
    assert card_part(Slice.DAY, few).lines == ("Málo odpovědí", "Odpověděli 3 lidé.")
    near = Instead("parent pooled", "881e3545a9fffff", 31, 0.42, 0.58, CellClass.WORSE)
    told = card_part(Slice.DAY, with_(few, instead=near)).lines
    assert plain(told)[-1] == "V širším okolí se nebezpečně cítí 4 až 6 z 10."
    assert card_part(Slice.DAY, None).lines == ("Zatím nikdo neodpověděl",)
    assert card_part(Slice.NIGHT, unclear(HERE)).lines[0] == "Nelze poznat"


def test_that_the_legend_says_of_which_day_and_how_many_answers(czech: None) -> None:
    state = SurfaceState("surface", "2026-03-11", 1_240)
    assert plain((age_words(state, TODAY),)) == ("k 11. 3., 1 240 odpovědí",)
    assert age_words(msgspec.structs.replace(state, as_of="2026-02-31"), TODAY) == ""
    assert age_words(None, TODAY) == ""
    assert set(layer_words(state, TODAY).legend) == {"worse", "better", "can_not_tell", "not_enough"}
